"""The hours and expenses of a meeting follow from what an organization says that such meetings take (R10)."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from hederssak.rules.meeting_hours import (
    NOWHERE,
    Distance,
    Kind,
    NotANorm,
    days_touched,
    distance_of,
    hours_of,
    one_of_each,
    require_expenses,
    require_hourly,
    require_hours,
    usual_norms,
    words_of,
)

NORMS = usual_norms("SEK")
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(("currency", "hourly"), [("SEK", 700), ("EUR", 65), ("ISK", 65)])
def test_an_hour_has_a_usual_cost_in_each_currency(currency: str, hourly: int) -> None:
    assert usual_norms(currency).hourly == hourly


@pytest.mark.parametrize(("kind", "whole"), [(Kind.FIRST, "4"), (Kind.LATER, "3.5"), (Kind.OTHER, "2.75")])
def test_an_hours_meeting_takes_more_than_an_hour(kind: Kind, whole: str) -> None:
    ends = NOON + dt.timedelta(hours=1)
    hours = hours_of(NORMS, kind=kind, distance=NORMS.usual, starts=NOON, ends=ends, days=1)
    assert hours.total == Decimal(whole)


@pytest.mark.parametrize(("long", "days", "counted"), [(0, 1, 0), (9, 1, 9), (30, 2, 20), (57, 3, 30), (-1, 1, 0)])
def test_a_meeting_counts_at_most_ten_hours_a_day(long: int, days: int, counted: int) -> None:
    ends = NOON + dt.timedelta(hours=long)
    assert hours_of(NORMS, kind=Kind.OTHER, distance=NOWHERE, starts=NOON, ends=ends, days=days).meeting == counted


def test_a_town_has_its_own_road_and_a_screen_none() -> None:
    far = Distance(Decimal(8), Decimal(3000))
    norms = replace(NORMS, towns={"kiruna": far})
    assert distance_of(norms, town=" Kiruna ", title="Besök") == far
    assert distance_of(norms, town="Falun", title="Besök") == NORMS.usual
    assert distance_of(norms, town="Kiruna", title="Avstämning (Teams)") == NOWHERE
    assert distance_of(norms, town="Kiruna", title="Möte om teamsamverkan") == far


@pytest.mark.parametrize("value", ["-0.01", "NaN", "Infinity", "1000001"])
def test_what_no_meeting_can_take_is_refused(value: str) -> None:
    for require in (require_hours, require_hourly, require_expenses):
        with pytest.raises(NotANorm):
            require("hourly", Decimal(value))
        require("hourly", Decimal(0))


def test_a_town_stands_once_whatever_its_letters() -> None:
    one_of_each(["Falun", "Kiruna"])
    with pytest.raises(NotANorm) as refused:
        one_of_each(["Falun", "falun "])
    assert refused.value.code == "twice"


def test_words_are_taken_with_commas_or_spaces_and_each_once() -> None:
    assert words_of("Teams,  zoom teams") == ("teams", "zoom")
    assert days_touched(NOON.date(), NOON.date() + dt.timedelta(days=1)) == 2
