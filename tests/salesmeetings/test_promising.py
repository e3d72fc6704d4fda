"""Giving promises, telling how they went, making them smaller, and taking a press back."""

from __future__ import annotations

import datetime as dt

import pytest

from hederssak.history.models import Change, RecordKind
from hederssak.lib.rows import save_only
from hederssak.rules.promises import After, NotSmaller, Rate, State
from hederssak.rules.spoken_promises import NotAPromise, Unread
from hederssak.salesmeetings.actions.how_promises_went import AlreadySettledError
from hederssak.salesmeetings.actions.promising import (
    NothingToTakeBackError,
    NotYoursToSettleError,
    NotYourTeamError,
    give,
    make_smaller,
    settle,
    take_back,
)
from hederssak.salesmeetings.models import MeetingPromise
from hederssak.salesmeetings.queries.meetings import stretch_before
from hederssak.salesmeetings.queries.promises import (
    SLIP_OF_THE_PEN,
    lines_of,
    of_meeting,
    open_promises_of,
    promises_of,
    rates_for,
)
from tests.cast import NOW, Cast
from tests.salesmeetings.mondays import DAY, LAST, NEXT, make_meeting, make_mondays
from tests.salesmeetings.promising import FRIDAY, IN_MEETING, promised

MINUTE = dt.timedelta(minutes=1)


def test_the_manager_types_whose_it_is_and_it_stands_with_name_and_day(cast: Cast) -> None:
    meeting = make_meeting(cast.norr, LAST)
    made = give("@Anna offert till Kemi fre", team=cast.norr, by=cast.eva, now=IN_MEETING, meeting=meeting)
    row = MeetingPromise.objects.get()
    assert (row.owner, row.text, row.due, row.meeting) == (cast.anna, "offert till Kemi", FRIDAY, meeting)
    assert (row.given_by, row.state) == (cast.eva, State.OPEN)
    assert Change.objects.filter(kind=RecordKind.TEAM_PROMISE, record_id=made.pk, field="").count() == 1


def test_its_words_stand_apart_in_the_history_so_that_they_can_be_erased(cast: Cast) -> None:
    made = promised(cast.anna, "Ring Ulla på Kemi")
    change = Change.objects.select_related("private").get(record_id=made.pk)
    assert "text" not in str(change.new)
    assert change.private.values == {"new": {"text": "Ring Ulla på Kemi"}}


def test_without_a_name_it_is_the_writers_own_and_without_a_day_for_the_next_meeting(cast: Cast) -> None:
    meeting, coming = make_mondays(cast.norr)
    give("ringer Kemi", team=cast.norr, by=cast.mikko, now=IN_MEETING, meeting=meeting)
    row = MeetingPromise.objects.get()
    assert (row.owner, row.due) == (cast.mikko, coming.starts_at.date())


def test_the_manager_promises_as_well(cast: Cast) -> None:
    save_only(cast.eva, team=None)
    give("@Eva följer med Anna till Kemi ons", team=cast.norr, by=cast.anna, now=IN_MEETING)
    assert MeetingPromise.objects.get().owner == cast.eva


def test_somebody_of_another_team_is_nobody_here(cast: Cast) -> None:
    with pytest.raises(NotAPromise) as refused:
        give("@Otto offert ons", team=cast.norr, by=cast.eva, now=IN_MEETING)
    assert refused.value.code is Unread.NOBODY_OF_THAT_NAME
    assert "Mikko Aalto" in refused.value.among


@pytest.mark.parametrize("who", ["otto", "maj", "vera", "ada"])
def test_only_those_who_meet_give_promises(cast: Cast, who: str) -> None:
    with pytest.raises(NotYourTeamError):
        give("@Anna offert ons", team=cast.norr, by=cast.members[who], now=IN_MEETING)


def test_the_team_lets_a_promise_go_and_not_its_owner_alone(cast: Cast) -> None:
    made = promised(cast.anna)
    with pytest.raises(NotYoursToSettleError):
        settle(made, State.DROPPED, by=cast.anna, now=NOW)
    settle(made, State.DROPPED, by=cast.eva, now=NOW)
    assert MeetingPromise.objects.get().state == State.DROPPED


@pytest.mark.parametrize("who", ["anna", "eva"])
@pytest.mark.parametrize("state", [State.KEPT, State.BROKEN])
def test_its_owner_and_who_leads_the_team_tell_how_it_went(cast: Cast, who: str, state: State) -> None:
    made = promised(cast.anna)
    settle(made, state, by=cast.members[who], now=NOW)
    row = MeetingPromise.objects.get()
    assert (row.state, row.settled_by, row.settled_at) == (state, cast.members[who], NOW)


@pytest.mark.parametrize("who", ["mikko", "maj", "vera"])
def test_nobody_else_does(cast: Cast, who: str) -> None:
    with pytest.raises(NotYoursToSettleError):
        settle(promised(cast.anna), State.KEPT, by=cast.members[who], now=NOW)


def test_said_twice_is_said_once_and_said_otherwise_is_refused(cast: Cast) -> None:
    made = promised(cast.anna)
    settle(made, State.KEPT, by=cast.anna, now=NOW)
    settle(MeetingPromise.objects.get(), State.KEPT, by=cast.eva, now=NOW + MINUTE)
    assert MeetingPromise.objects.get().settled_by == cast.anna
    with pytest.raises(AlreadySettledError):
        settle(MeetingPromise.objects.get(), State.BROKEN, by=cast.eva, now=NOW + MINUTE)


def test_a_press_is_taken_back_by_who_pressed_and_only_for_a_while(cast: Cast) -> None:
    made = settle(promised(cast.anna), State.BROKEN, by=cast.anna, now=NOW)
    with pytest.raises(NothingToTakeBackError):
        take_back(made, by=cast.eva, now=NOW + MINUTE)
    with pytest.raises(NothingToTakeBackError):
        take_back(made, by=cast.anna, now=NOW + SLIP_OF_THE_PEN + MINUTE)
    take_back(made, by=cast.anna, now=NOW + MINUTE)
    row = MeetingPromise.objects.get()
    assert (row.state, row.settled_at) == (State.OPEN, None)


def test_a_promise_that_was_a_slip_of_the_pen_was_never_given(cast: Cast) -> None:
    meeting = make_meeting(cast.norr, LAST)
    made = give("@Anna ofert fre", team=cast.norr, by=cast.eva, now=IN_MEETING, meeting=meeting)
    take_back(made, by=cast.eva, now=IN_MEETING + MINUTE)
    assert promises_of(cast.norr, reader=cast.eva, now=NOW) == []
    assert rates_for(cast.norr, reader=cast.eva, now=NOW).team == Rate()


def test_broken_once_it_may_be_given_again_in_the_same_words(cast: Cast) -> None:
    made = settle(promised(cast.anna), State.BROKEN, by=cast.anna, now=NOW)
    again = make_smaller(made, "Offert till Kemi ons", by=cast.anna, now=NOW + MINUTE)
    assert (again.instead_of, again.text, again.due) == (made, "Offert till Kemi", dt.date(2026, 11, 25))


def test_broken_twice_it_is_made_smaller_or_let_go(cast: Cast) -> None:
    first = settle(promised(cast.anna), State.BROKEN, by=cast.anna, now=NOW)
    second = make_smaller(first, "Offert till Kemi fre", by=cast.anna, now=NOW)
    settle(second, State.BROKEN, by=cast.eva, now=NOW + 5 * DAY)
    line = lines_of([MeetingPromise.objects.get(pk=second.pk)], reader=cast.eva, now=NOW)[0]
    assert (line.times, line.asks) == (2, After.SMALLER_OR_DROP)
    with pytest.raises(NotSmaller):
        make_smaller(second, "offert till Kemi", by=cast.anna, now=NOW + 5 * DAY)
    smaller = make_smaller(second, "Ringa Kemi om vad de behöver", by=cast.anna, now=NOW + 5 * DAY)
    assert smaller.instead_of == second


def test_made_smaller_ahead_of_its_day_it_is_not_broken(cast: Cast) -> None:
    made = promised(cast.anna, due=FRIDAY)
    make_smaller(made, "Halva offerten fre", by=cast.anna, now=NOW)
    assert MeetingPromise.objects.get(pk=made.pk).state == State.DROPPED
    late = promised(cast.anna, due=NOW.date() - DAY)
    make_smaller(late, "Halva offerten fre", by=cast.anna, now=NOW)
    assert MeetingPromise.objects.get(pk=late.pk).state == State.BROKEN


def test_only_one_stands_in_its_place_and_what_is_kept_needs_none(cast: Cast) -> None:
    made = settle(promised(cast.anna), State.BROKEN, by=cast.anna, now=NOW)
    make_smaller(made, "Ring Kemi", by=cast.anna, now=NOW)
    with pytest.raises(AlreadySettledError):
        make_smaller(made, "Mejla Kemi", by=cast.anna, now=NOW)
    kept = settle(promised(cast.mikko), State.KEPT, by=cast.mikko, now=NOW)
    with pytest.raises(AlreadySettledError):
        make_smaller(kept, "Ring", by=cast.mikko, now=NOW)
    with pytest.raises(NothingToTakeBackError):
        take_back(made, by=cast.anna, now=NOW)


def test_a_meeting_goes_through_what_stood_open_and_what_was_told_since_the_last(cast: Cast) -> None:
    last, coming = make_mondays(cast.norr)
    old = settle(promised(cast.mikko, "Gammalt", now=LAST - 6 * DAY), State.KEPT, by=cast.mikko, now=LAST + MINUTE)
    kept = settle(promised(cast.anna, "Hållet", meeting=last), State.KEPT, by=cast.anna, now=NOW)
    still = promised(cast.anna, "Öppet", meeting=last)
    new = promised(cast.mikko, "Nytt", now=NEXT + 50 * MINUTE, meeting=coming, due=dt.date(2026, 11, 27))
    found = of_meeting(coming, stretch_before(coming, as_of=NEXT), reader=cast.eva, now=NEXT + 51 * MINUTE)
    assert {line.promise.pk for line in found.before} == {kept.pk, still.pk}
    assert [line.promise.pk for line in found.given] == [new.pk]
    assert old.pk not in {line.promise.pk for line in found.before}


def test_ones_own_open_promises_come_by_their_day(cast: Cast) -> None:
    later = promised(cast.anna, "Senare", due=FRIDAY + DAY)
    sooner = promised(cast.anna, "Snart", due=FRIDAY)
    promised(cast.mikko)
    settle(promised(cast.anna, "Gjort"), State.KEPT, by=cast.anna, now=NOW)
    found = open_promises_of(cast.anna, now=NOW)
    assert [line.promise.pk for line in found] == [sooner.pk, later.pk]


def test_a_rep_reads_the_teams_rate_the_managers_and_their_own(cast: Cast) -> None:
    settle(promised(cast.anna), State.KEPT, by=cast.anna, now=NOW)
    settle(promised(cast.mikko), State.BROKEN, by=cast.mikko, now=NOW)
    settle(promised(cast.eva), State.KEPT, by=cast.eva, now=NOW)
    rates = rates_for(cast.norr, reader=cast.anna, now=NOW)
    assert (rates.team, rates.own, rates.manager) == (Rate(2, 3), Rate(1, 1), Rate(1, 1))
    assert (rates.named, rates.keeping) == ([], 0)


def test_the_manager_reads_by_name_who_has_broken_or_owes_one(cast: Cast) -> None:
    settle(promised(cast.anna), State.KEPT, by=cast.anna, now=NOW)
    promised(cast.mikko, due=NOW.date() - DAY)
    settle(promised(cast.eva), State.BROKEN, by=cast.eva, now=NOW)
    rates = rates_for(cast.norr, reader=cast.eva, now=NOW)
    assert (rates.own, rates.manager) == (Rate(0, 1), None)
    assert (rates.named, rates.keeping) == ([(cast.mikko, Rate(0, 1))], 1)


def test_the_director_reads_the_teams_rate_alone(cast: Cast) -> None:
    promised(cast.mikko, due=NOW.date() - DAY)
    rates = rates_for(cast.norr, reader=cast.vera, now=NOW)
    assert (rates.team, rates.own, rates.manager, rates.named) == (Rate(0, 1), None, None, [])
