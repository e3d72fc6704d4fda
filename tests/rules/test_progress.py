from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.progress import Event, Happening, Moved, Progress, last_progress_on, moved_since

LAST_MEETING = datetime(2026, 11, 9, 7, 30, tzinfo=UTC)
MEETING = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)


def event(what: Happening, at: datetime = LAST_MEETING + timedelta(days=2), **more: Any) -> Event:
    return Event(**{"opportunity": "one", "what": what, "at": at, "known_at": at, **more})


def moved(*events: Event) -> list[Moved]:
    return moved_since(events, LAST_MEETING, MEETING)


@pytest.mark.parametrize(
    ("what", "progress"),
    [
        (Happening.CRITERION_MET, Progress.CRITERION_MET),
        (Happening.MEETING_HELD, Progress.DECISION_MAKER_MET),
        (Happening.NEXT_STEP_SET, Progress.NEXT_STEP_AGREED),
        (Happening.STAGE_REACHED, Progress.STAGE_ADVANCED),
        (Happening.VERBAL_YES, Progress.VERBAL_YES),
        (Happening.SIGNED, Progress.SIGNED),
    ],
)
def test_progress_is_what_the_buyer_did_and_without_proof_it_is_activity(what: Happening, progress: Progress) -> None:
    assert event(what, proven=True).progress is progress
    assert event(what).progress is None


@pytest.mark.parametrize(
    "what", [Happening.CALL, Happening.MAIL, Happening.PROPOSAL_SENT, Happening.NOTE, Happening.FIELD_EDITED]
)
def test_what_we_did_is_never_progress(what: Happening) -> None:
    assert event(what, proven=True).progress is None


def test_activity_is_shown_only_where_there_was_no_progress() -> None:
    call, signed = event(Happening.CALL), event(Happening.SIGNED, proven=True)
    other = event(Happening.CALL, opportunity="two")
    assert moved(call, signed, other) == [Moved("one", (signed,)), Moved("two", activity={Happening.CALL: 1})]


def test_a_stage_that_was_left_again_is_no_progress() -> None:
    reached = event(Happening.STAGE_REACHED, proven=True, subject="proposal")
    left = event(Happening.STAGE_REACHED, reached.at + timedelta(hours=1), subject="proposal", holds=False)
    assert moved(reached, left) == [Moved("one", activity={Happening.STAGE_REACHED: 1})]


def test_another_stage_that_was_left_takes_nothing_back() -> None:
    reached = event(Happening.STAGE_REACHED, proven=True, subject="proposal")
    left = event(Happening.STAGE_REACHED, reached.at + timedelta(hours=1), subject="contract", holds=False)
    assert moved(reached, left) == [Moved("one", (reached,))]


def test_taking_back_alone_is_nothing_to_show() -> None:
    assert moved(event(Happening.CRITERION_MET, subject="budget", holds=False)) == []


def test_two_agreed_steps_are_two_and_one_criterion_met_twice_is_one() -> None:
    steps = [event(Happening.NEXT_STEP_SET, LAST_MEETING + timedelta(days=n), proven=True) for n in (1, 2)]
    twice = [
        event(Happening.CRITERION_MET, LAST_MEETING + timedelta(days=n), proven=True, subject="need") for n in (1, 2)
    ]
    [found] = moved(*steps, *twice)
    assert len(found.progress) == 3


def test_the_weightiest_progress_comes_first() -> None:
    step = event(Happening.NEXT_STEP_SET, proven=True, opportunity="step")
    yes = event(Happening.VERBAL_YES, proven=True, opportunity="yes")
    calls = [event(Happening.CALL, opportunity="calls") for _ in range(9)]
    assert [one.opportunity for one in moved(step, *calls, yes)] == ["yes", "step", "calls"]


def test_what_was_written_after_the_last_meeting_is_told_in_this_one() -> None:
    before = LAST_MEETING - timedelta(days=1)
    late = event(Happening.SIGNED, before, known_at=LAST_MEETING + timedelta(hours=1), proven=True)
    in_time = event(Happening.SIGNED, before, known_at=LAST_MEETING, proven=True)
    assert moved(late) == [Moved("one", (late,))]
    assert moved(in_time) == []


def test_what_became_known_at_the_last_instant_is_told() -> None:
    just_in_time = event(Happening.SIGNED, MEETING, proven=True)
    assert moved(just_in_time) == [Moved("one", (just_in_time,))]
    assert moved(event(Happening.SIGNED, MEETING + timedelta(seconds=1), proven=True)) == []


def test_the_day_of_the_last_progress_is_the_local_one_and_what_was_taken_back_does_not_count() -> None:
    late_evening = datetime(2026, 11, 10, 22, 30, tzinfo=UTC)
    need = event(Happening.CRITERION_MET, late_evening, proven=True, subject="need")
    reached = event(Happening.STAGE_REACHED, MEETING, proven=True, subject="proposal")
    left = event(Happening.STAGE_REACHED, MEETING + timedelta(days=1), subject="proposal", holds=False)
    found = last_progress_on([need, reached, left], ZoneInfo("Europe/Helsinki"))
    assert found == {"one": date(2026, 11, 11)}
    assert last_progress_on([event(Happening.CALL)], UTC) == {}


EVENTS = st.lists(
    st.builds(
        event,
        st.sampled_from(Happening),
        st.integers(1, 14 * 24).map(lambda hours: LAST_MEETING - timedelta(days=7) + timedelta(hours=hours)),
        proven=st.booleans(),
        opportunity=st.sampled_from("ab"),
    ),
    max_size=12,
)


@given(EVENTS)
def test_each_event_is_told_in_one_meeting_and_no_other(events: list[Event]) -> None:
    start = LAST_MEETING - timedelta(days=7)
    last, this = moved_since(events, start, LAST_MEETING), moved_since(events, LAST_MEETING, MEETING)
    told = [one for meeting in (last, this) for moves in meeting for one in moves.progress]
    assert len(told) == sum(one.progress is not None for one in set(events))


@given(EVENTS)
def test_an_opportunity_shows_progress_or_activity_and_never_both(events: list[Event]) -> None:
    for one in moved(*events):
        assert bool(one.progress) != bool(one.activity)
