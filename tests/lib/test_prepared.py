"""Queries whose SQL is written once: the rows are those of the queryset, and always today's."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, F, QuerySet, Window
from django.test.utils import CaptureQueriesContext

from hederssak.lib.prepared import prepared
from hederssak.org.models import Absence, Member, Team
from tests.cast import Cast
from tests.prepared_queries import as_django_writes, as_prepared

MONDAY = dt.date(2026, 11, 16)


@prepared
def _named(organization: uuid.UUID, names: list[str]) -> QuerySet[Member]:
    rows = Member.objects.filter(organization=organization, name__in=names).select_related("team")
    return rows.annotate(of=Window(Count("pk"))).only("name", "team__name").order_by("name")


@prepared
def _teams(organization: uuid.UUID, names: list[str]) -> QuerySet[Team, str]:
    rows = Team.objects.filter(organization=organization)
    return (rows.filter(name__in=names) if names else rows).order_by("name").values_list("name", flat=True)


def test_it_makes_the_rows_that_the_queryset_makes(cast: Cast) -> None:
    names = ["Anna Berg", "Mikko Aalto"]
    [anna, mikko] = _named(cast.nordvik.pk, names)
    assert [anna, mikko] == list(_named.write(cast.nordvik.pk, names))
    assert anna.of == 2  # type: ignore[attr-defined] # annotated
    with CaptureQueriesContext(connection) as asked:
        assert (anna.team, mikko.team and mikko.team.name) == (cast.norr, "Norr")
    assert not asked.captured_queries


def test_a_changed_row_is_in_the_very_next_answer(cast: Cast) -> None:
    assert [one.name for one in _named(cast.nordvik.pk, ["Anna Berg", "Anna Lind"])] == ["Anna Berg"]
    Member.objects.filter(pk=cast.anna.pk).update(name="Anna Lind")
    assert [one.name for one in _named(cast.nordvik.pk, ["Anna Berg", "Anna Lind"])] == ["Anna Lind"]


def test_the_sql_is_written_once_for_each_length_of_its_lists(cast: Cast) -> None:
    @prepared
    def some(people: list[uuid.UUID]) -> QuerySet[Member]:
        return Member.objects.filter(pk__in=people).order_by("name")

    assert [some([cast.anna.pk]), some([cast.mikko.pk]), some([cast.anna.pk, cast.anna.pk])] == [
        [cast.anna],
        [cast.mikko],
        [cast.anna],
    ]
    assert some.written.cache_info().misses == 1
    assert some([cast.mikko.pk, cast.anna.pk]) == [cast.anna, cast.mikko]
    assert some.written.cache_info().misses == 2


def test_an_empty_list_finds_nothing_or_leaves_a_filter_out_as_the_query_has_it(cast: Cast) -> None:
    assert _named(cast.nordvik.pk, []) == []
    assert _teams(cast.nordvik.pk, []) == ["Norr", "Syd"]
    assert _teams(cast.nordvik.pk, ["Syd"]) == ["Syd"]
    assert _teams.first(cast.nordvik.pk, ["Väst"]) is None


def test_rows_days_and_instants_reach_the_database_as_django_gives_them(cast: Cast) -> None:
    @prepared
    def away(member: Member, since: dt.date, until: dt.date) -> QuerySet[Absence, tuple[uuid.UUID, dt.date]]:
        rows = Absence.objects.filter(member=member, first_day__lte=until, last_day__gte=since)
        return rows.values_list("member_id", "first_day")

    Absence.objects.create(organization=cast.nordvik, member=cast.anna, first_day=MONDAY, last_day=MONDAY)
    assert away(cast.anna, MONDAY, MONDAY) == [(cast.anna.pk, MONDAY)]
    assert away(cast.mikko, MONDAY, MONDAY) == []
    assert as_prepared(away, cast.anna, MONDAY, MONDAY) == as_django_writes(away, cast.anna, MONDAY, MONDAY)


def test_a_keyword_makes_another_query(cast: Cast) -> None:
    @prepared
    def names(organization: uuid.UUID, *, backwards: bool) -> QuerySet[Team, str]:
        rows = Team.objects.filter(organization=organization).values_list("name", flat=True)
        return rows.order_by(F("name").desc() if backwards else "name")

    assert names(cast.nordvik.pk, backwards=True) == ["Syd", "Norr"]
    assert names(cast.nordvik.pk, backwards=False) == ["Norr", "Syd"]


def test_words_are_the_same_in_whichever_letters_and_a_pattern_is_no_pattern(cast: Cast) -> None:
    @prepared
    def called(organization: uuid.UUID, name: str) -> QuerySet[Team, str]:
        return Team.objects.filter(organization=organization, name__same=name).values_list("name", flat=True)

    assert called(cast.nordvik.pk, "nORR") == ["Norr"]
    assert called(cast.nordvik.pk, "N%") == []
    assert called(cast.nordvik.pk, "") == []


def test_a_query_that_looks_at_a_value_is_found_out(cast: Cast) -> None:
    @prepared
    def by_first_letter(name: str) -> QuerySet[Member]:
        return Member.objects.filter(name__gte="M" if name == "Mikko Aalto" else "A", name=name)

    with pytest.raises(AssertionError):
        by_first_letter("Mikko Aalto")


def _with_nothing(ask: Callable[..., Any]) -> None:
    ask(None, ["Norr"])


def test_nothing_is_no_value(db: None) -> None:
    with pytest.raises(TypeError, match="nothing equals NULL"):
        _with_nothing(_teams)


def test_what_is_prefetched_would_be_left_out_and_is_refused(cast: Cast) -> None:
    @prepared
    def with_people(organization: uuid.UUID) -> QuerySet[Team]:
        return Team.objects.filter(organization=organization).prefetch_related("members")

    with pytest.raises(TypeError, match="prefetches nothing"):
        with_people(cast.nordvik.pk)
