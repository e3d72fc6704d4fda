"""A promise that did not come to be is no longer needed: said with why, by its owner or who leads the team."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hederssak.cadence.models import SalesMeeting
from hederssak.history.models import Change, RecordKind
from hederssak.org.models import Member
from hederssak.rules.promises import Rate, State
from hederssak.salesmeetings.actions.how_promises_went import AlreadySettledError
from hederssak.salesmeetings.actions.laying_aside import (
    LONGEST,
    ReasonMissingError,
    ReasonTooLongError,
    TooEarlyError,
    lay_aside,
)
from hederssak.salesmeetings.actions.promising import (
    NothingToTakeBackError,
    NotYoursToSettleError,
    make_smaller,
    settle,
    take_back,
)
from hederssak.salesmeetings.models import MeetingPromise
from hederssak.salesmeetings.queries.promises import SLIP_OF_THE_PEN, lines_of, rates_for
from tests.cast import NOW, Cast
from tests.salesmeetings.mondays import DAY, make_meeting
from tests.salesmeetings.promising import annas_old_promise, promised

pytestmark = pytest.mark.db_both
SignIn = Callable[[Member], Client]
MINUTE = dt.timedelta(minutes=1)
WHY = "De har bestämt sig ändå"


@pytest.fixture(autouse=True)
def _week_47() -> Iterator[None]:
    """Stop the clock at NOW."""
    with time_machine.travel(NOW, tick=False):
        yield


def broken(owner: Member, *, at: dt.datetime = NOW) -> MeetingPromise:
    return settle(promised(owner, due=NOW.date() - DAY), State.BROKEN, by=owner, now=at)


def now_stands(made: MeetingPromise) -> MeetingPromise:
    return MeetingPromise.objects.get(pk=made.pk)


@pytest.mark.parametrize("who", ["anna", "eva"])
def test_its_owner_and_who_leads_the_team_say_that_it_is_no_longer_needed(cast: Cast, who: str) -> None:
    made = lay_aside(broken(cast.anna), f"  {WHY} ", by=cast.members[who], now=NOW + MINUTE)
    row = now_stands(made)
    assert (row.state, row.laid_aside_why, row.laid_aside_by) == (State.BROKEN, WHY, cast.members[who])
    assert row.laid_aside_at == NOW + MINUTE


@pytest.mark.parametrize("who", ["mikko", "maj", "vera"])
def test_nobody_else_does(cast: Cast, who: str) -> None:
    with pytest.raises(NotYoursToSettleError):
        lay_aside(broken(cast.anna), WHY, by=cast.members[who], now=NOW)


def test_it_counts_as_not_kept_before_and_after(cast: Cast) -> None:
    made = annas_old_promise(cast)
    assert rates_for(cast.norr, reader=cast.anna, now=NOW).team == Rate(0, 1)
    lay_aside(made, WHY, by=cast.eva, now=NOW)
    assert rates_for(cast.norr, reader=cast.anna, now=NOW).team == Rate(0, 1)


def test_one_that_nobody_told_of_is_broken_with_the_same_press(cast: Cast) -> None:
    made = lay_aside(annas_old_promise(cast), WHY, by=cast.anna, now=NOW)
    row = now_stands(made)
    assert (row.state, row.settled_at, row.settled_by, row.laid_aside_at) == (State.BROKEN, NOW, cast.anna, NOW)


@pytest.mark.parametrize("days", [-2, 0, 14])
def test_one_without_a_word_waits_until_its_day_is_more_than_two_weeks_back(cast: Cast, days: int) -> None:
    made = promised(cast.anna, due=NOW.date() - days * DAY, now=NOW - 30 * DAY)
    assert not lines_of([made], reader=cast.anna, now=NOW)[0].may_lay_aside
    with pytest.raises(TooEarlyError):
        lay_aside(made, WHY, by=cast.anna, now=NOW)
    a_day_later = NOW + (15 - days) * DAY
    assert lines_of([made], reader=cast.anna, now=a_day_later)[0].may_lay_aside
    assert lay_aside(made, WHY, by=cast.anna, now=a_day_later).state == State.BROKEN


@pytest.mark.parametrize(
    ("words", "refused"),
    [("", ReasonMissingError), (" \n\t", ReasonMissingError), ("x" * (LONGEST + 1), ReasonTooLongError)],
)
def test_without_a_why_of_a_line_it_is_not(cast: Cast, words: str, refused: type[ValueError]) -> None:
    made = broken(cast.anna)
    with pytest.raises(refused):
        lay_aside(made, words, by=cast.anna, now=NOW)
    assert now_stands(made).laid_aside_at is None


@pytest.mark.parametrize("state", [State.KEPT, State.DROPPED])
def test_what_was_kept_or_let_go_is_not(cast: Cast, state: State) -> None:
    made = settle(promised(cast.anna), state, by=cast.eva, now=NOW)
    with pytest.raises(AlreadySettledError):
        lay_aside(made, WHY, by=cast.anna, now=NOW)


def test_what_was_given_again_is_not_and_what_was_laid_aside_is_not_given_again(cast: Cast) -> None:
    made = broken(cast.anna)
    make_smaller(made, "Ring Kemi fre", by=cast.anna, now=NOW)
    with pytest.raises(AlreadySettledError):
        lay_aside(made, WHY, by=cast.anna, now=NOW)
    aside = lay_aside(broken(cast.mikko), WHY, by=cast.mikko, now=NOW)
    with pytest.raises(AlreadySettledError):
        make_smaller(aside, "Ring Kemi fre", by=cast.mikko, now=NOW)


def test_said_twice_is_said_once_and_other_words_are_refused(cast: Cast) -> None:
    made = lay_aside(broken(cast.anna), WHY, by=cast.anna, now=NOW)
    lay_aside(made, WHY, by=cast.eva, now=NOW + MINUTE)
    assert now_stands(made).laid_aside_by == cast.anna
    with pytest.raises(AlreadySettledError):
        lay_aside(made, "Ingen budget", by=cast.eva, now=NOW + MINUTE)


def test_the_history_shows_it_with_its_words_apart(cast: Cast) -> None:
    made = lay_aside(annas_old_promise(cast), WHY, by=cast.eva, now=NOW)
    rows = Change.objects.select_related("private", "by").filter(
        kind=RecordKind.TEAM_PROMISE, record_id=made.pk, known_at=NOW
    )
    by_field = {row.field: row for row in rows}
    assert (by_field["state"].old, by_field["state"].new) == ("open", "broken")
    aside = by_field["laid_aside_why"]
    assert WHY not in str(aside.new)
    assert aside.private.values == {"old": "", "new": WHY}
    assert aside.by == cast.eva


def test_the_press_is_taken_back_by_who_pressed_for_a_while(cast: Cast) -> None:
    made = lay_aside(annas_old_promise(cast), WHY, by=cast.anna, now=NOW)
    with pytest.raises(NothingToTakeBackError):
        take_back(made, by=cast.eva, now=NOW + MINUTE)
    with pytest.raises(NothingToTakeBackError):
        take_back(made, by=cast.anna, now=NOW + SLIP_OF_THE_PEN + MINUTE)
    take_back(made, by=cast.anna, now=NOW + MINUTE)
    row = now_stands(made)
    assert (row.state, row.settled_at, row.laid_aside_at, row.laid_aside_why) == (State.OPEN, None, None, "")


def test_taken_back_it_is_as_broken_as_it_was_before(cast: Cast) -> None:
    made = lay_aside(broken(cast.anna, at=NOW - DAY), WHY, by=cast.anna, now=NOW)
    take_back(made, by=cast.anna, now=NOW + MINUTE)
    row = now_stands(made)
    assert (row.state, row.settled_at, row.laid_aside_why) == (State.BROKEN, NOW - DAY, "")
    assert Change.objects.filter(record_id=made.pk, field="laid_aside_why").count() == 2


def test_on_the_teams_page_it_is_said_with_why_and_taken_back(cast: Cast, signed_in: SignIn) -> None:
    made, client = annas_old_promise(cast), signed_in(cast.anna)
    page = client.get(reverse("salesmeetings:promises")).content.decode()
    address = reverse("salesmeetings:lay_promise_aside", args=[made.pk])
    assert f'action="{address}"' in page
    page = client.post(address, {"reason": WHY}, follow=True).content.decode()
    assert "Behövs inte längre: Offert till Kemi" in page
    assert f"Behövs inte längre, Anna ons 18 nov: {WHY}" in page
    assert "inte hållet" in page
    assert f'action="{address}"' not in page
    client.post(reverse("salesmeetings:undo_promise", args=[made.pk]))
    assert now_stands(made).state == State.OPEN


def test_the_page_says_what_to_write_and_offers_nothing_to_those_who_only_read(cast: Cast, signed_in: SignIn) -> None:
    made = annas_old_promise(cast)
    address = reverse("salesmeetings:lay_promise_aside", args=[made.pk])
    page = signed_in(cast.anna).post(address, {"reason": " "}, follow=True).content.decode()
    assert "Skriv med några ord varför" in page
    assert address not in signed_in(cast.mikko).get(reverse("salesmeetings:promises")).content.decode()
    assert address in signed_in(cast.eva).get(reverse("salesmeetings:promises")).content.decode()


def test_in_the_meeting_it_is_said_in_place(cast: Cast, signed_in: SignIn) -> None:
    meeting: SalesMeeting = make_meeting(cast.norr, NOW - 20 * MINUTE)
    made = annas_old_promise(cast)
    given = {"reason": WHY, "meeting": str(meeting.pk)}
    address = reverse("salesmeetings:lay_promise_aside", args=[made.pk])
    page = signed_in(cast.eva).post(address, given, headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith('<div id="promises-list"')
    assert f"Behövs inte längre, Eva ons 18 nov: {WHY}" in page


def test_the_managers_first_page_asks_about_it_no_more(cast: Cast, signed_in: SignIn) -> None:
    made, client = broken(cast.anna), signed_in(cast.eva)
    assert "Offert till Kemi" in client.get("/").content.decode()
    lay_aside(made, WHY, by=cast.eva, now=NOW)
    assert "Offert till Kemi" not in client.get("/").content.decode()


def test_what_was_not_kept_long_ago_stands_apart_until_it_has_an_end(cast: Cast, signed_in: SignIn) -> None:
    made = settle(promised(cast.anna, "Offert till Luleå", now=NOW - 90 * DAY), State.BROKEN, by=cast.anna, now=NOW)
    old = NOW - 80 * DAY
    MeetingPromise.objects.filter(pk=made.pk).update(settled_at=old, due=old.date())
    for number in range(60):
        settle(promised(cast.mikko, f"Löfte {number}"), State.KEPT, by=cast.mikko, now=NOW)
    address = reverse("salesmeetings:promises")
    anna, mikko = (signed_in(one).get(address).content.decode() for one in (cast.anna, cast.mikko))
    assert "Inte hållna, och inget i stället än" in anna
    assert "Offert till Luleå" in anna
    assert "Inte hållna, och inget i stället än" not in mikko
    lay_aside(made, WHY, by=cast.anna, now=NOW + MINUTE)
    anna = signed_in(cast.anna).get(address).content.decode()
    assert "Inte hållna, och inget i stället än" not in anna
    assert f"Behövs inte längre, Anna ons 18 nov: {WHY}" in anna, "what was just done stands first among the last"
