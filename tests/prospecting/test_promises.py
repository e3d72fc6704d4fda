"""The promise of a quarter: written, signed by each and by the manager, begun anew when it died (R0)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hederssak.org.models import Member
from hederssak.outbox.models import Outgoing
from hederssak.prospecting.actions.promises import (
    AlreadyBegunError,
    NoLongerOpenError,
    NotYoursToSignError,
    SaysNothingError,
    StillAliveError,
    restart,
    sign,
    write_promise,
)
from hederssak.prospecting.models import Promise, Signature
from hederssak.prospecting.queries.people import facts_of_team
from hederssak.prospecting.queries.promises import standing_of_promise
from hederssak.rules.erosion import State
from hederssak.rules.promise import NotAQuarter, Stage, Terms
from tests.cast import NOW, Cast
from tests.prospecting.weeks import make_weeks

SignedIn = Callable[[Member], Client]
TODAY = NOW.date()
TERMS = Terms(2, 5, 7)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def written(cast: Cast, terms: Terms = TERMS, exceptions: str = "En upphandling") -> Promise:
    return write_promise(cast.norr, terms, exceptions=exceptions, follow_every=2, first_day=TODAY, by=cast.eva, now=NOW)


def stage(promise: Promise) -> Stage:
    promise.refresh_from_db()
    return standing_of_promise(promise, today=TODAY).stage


def test_it_holds_to_the_end_of_its_quarter(cast: Cast) -> None:
    assert written(cast).last_day == dt.date(2026, 12, 31)


def test_it_is_in_force_once_each_rep_and_the_manager_have_signed(cast: Cast) -> None:
    promise = written(cast)
    for member in (cast.anna, cast.mikko):
        sign(promise, by=member, now=NOW)
    assert stage(promise) == Stage.WAITING
    signature = sign(promise, by=cast.eva, now=NOW)
    assert stage(promise) == Stage.IN_FORCE
    assert signature.as_manager


def test_those_who_are_to_sign_are_told_in_their_language(cast: Cast) -> None:
    written(cast)
    told = {row.payload["to"]: row.payload["subject"] for row in Outgoing.objects.all()}
    assert told == {
        "anna@example.com": "Löftet för Norr väntar på ditt namn",
        "mikko@example.com": "Tiimin Norr lupaus odottaa nimeäsi",
    }


def test_signing_twice_is_signing_once(cast: Cast) -> None:
    promise = written(cast)
    first = sign(promise, by=cast.anna, now=NOW)
    assert sign(promise, by=cast.anna, now=NOW + dt.timedelta(hours=1)) == first


@pytest.mark.parametrize("who", ["otto", "maj", "vera", "ada"])
def test_nobody_else_signs(cast: Cast, who: str) -> None:
    with pytest.raises(NotYoursToSignError):
        sign(written(cast), by=cast.members[who], now=NOW)


def test_a_new_one_for_the_quarter_replaces_it_and_is_signed_anew(cast: Cast) -> None:
    old = written(cast)
    sign(old, by=cast.anna, now=NOW)
    new = written(cast, Terms(3, 6))
    assert stage(old) == Stage.REPLACED
    assert not Signature.objects.filter(promise=new).exists()
    with pytest.raises(NoLongerOpenError):
        sign(old, by=cast.mikko, now=NOW)


def test_the_database_holds_one_promise_a_quarter(cast: Cast) -> None:
    promise = written(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.create(
            organization=cast.nordvik,
            team=cast.norr,
            first_day=TODAY,
            last_day=promise.last_day,
            blocks=1,
            meetings=1,
            exceptions="–",
            written_at=NOW,
        )


def test_only_the_teams_manager_writes_it(cast: Cast) -> None:
    for other in (cast.anna, cast.maj, cast.vera):
        with pytest.raises(PermissionDenied):
            write_promise(cast.norr, Terms(2, 5), exceptions="–", follow_every=2, first_day=TODAY, by=other, now=NOW)


def test_terms_without_sense_or_without_an_exception_are_refused(cast: Cast) -> None:
    with pytest.raises(NotAQuarter):
        written(cast, Terms(2, 5, 4))
    with pytest.raises(SaysNothingError):
        written(cast, exceptions="  ")


def test_what_lives_is_not_restarted(cast: Cast) -> None:
    make_weeks(cast.anna, "kk kk kk kk")
    with pytest.raises(StillAliveError):
        restart(written(cast), first_day=TODAY, by=cast.eva, now=NOW)


def test_what_died_is_begun_anew_together_and_what_was_broken_is_left_behind(cast: Cast) -> None:
    promise = written(cast)
    make_weeks(cast.anna, "kk kk bb bb b")
    make_weeks(cast.mikko, "kk kb bb kb b")
    assert facts_of_team(cast.norr, now=NOW).state == State.COLLAPSING
    anew = restart(promise, first_day=TODAY, by=cast.eva, now=NOW)
    assert (anew.restarts, anew.blocks, anew.last_day) == (promise, promise.blocks, promise.last_day)
    assert facts_of_team(cast.norr, now=NOW).state == State.NONE


def test_it_begins_on_a_day_to_come_within_the_quarter(cast: Cast) -> None:
    promise = written(cast)
    make_weeks(cast.anna, "bb bb b")
    for day in (TODAY - dt.timedelta(days=1), dt.date(2027, 1, 4)):
        with pytest.raises(AlreadyBegunError):
            restart(promise, first_day=day, by=cast.eva, now=NOW)


def test_the_page_says_whose_names_are_missing_and_takes_mine(cast: Cast, signed_in: SignedIn) -> None:
    promise = written(cast)
    client = signed_in(cast.anna)
    html = client.get(reverse("prospecting:promise")).content.decode()
    assert 'väntar på <em class="look">tre namn</em>' in html
    assert "Jag lovar det här: Anna Berg" in html
    said = client.post(reverse("prospecting:sign", args=[promise.pk]), follow=True).content.decode()
    assert "Ditt namn står under." in said
    assert "Jag lovar det här" not in said


def test_the_manager_writes_it_on_the_page_and_is_told_what_is_wrong(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.eva)
    given = {"quarter": "this", "blocks": 2, "meetings": 5, "desirable": 3, "exceptions": "–", "follow_every": 2}
    address = reverse("prospecting:write_promise", args=[cast.norr.pk])
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert "minst det överenskomna" in refused.content.decode()
    assert client.post(address, given | {"desirable": ""}).status_code == 302
    assert Promise.objects.get().desirable is None


def test_the_next_quarters_can_be_written_and_signed_before_it_begins(cast: Cast, signed_in: SignedIn) -> None:
    written(cast)
    given = {"quarter": "next", "blocks": 2, "meetings": 6, "exceptions": "–", "follow_every": 2}
    signed_in(cast.eva).post(reverse("prospecting:write_promise", args=[cast.norr.pk]), given)
    days = list(Promise.objects.order_by("first_day").values_list("first_day", "last_day", "replaced_at"))
    assert days[1] == (dt.date(2027, 1, 1), dt.date(2027, 3, 31), None)
    assert days[0][2] is None
