from datetime import date, datetime, timedelta

import pytest

from hederssak.rules.honesty.codes import Code, Explanation
from hederssak.rules.honesty.facts import Field, FieldChange
from hederssak.rules.honesty.rhythm import Rhythm
from hederssak.rules.honesty.windows import MeetingWindow
from tests.rules.honesty.opportunities import (
    STOCKHOLM,
    change,
    flags,
    found,
    on,
    opportunity,
    push,
    raised,
    standpoint,
)

OLD, NEW = date(2026, 11, 30), date(2026, 12, 15)
EARLIER = tuple(
    MeetingWindow.before(datetime(2026, 11, 16, 8, 30, tzinfo=STOCKHOLM) - timedelta(weeks=weeks))
    for weeks in range(8, -1, -1)
)


def moved(at: datetime, *, after: datetime | None = None) -> FieldChange:
    return push(OLD, NEW, at, after=after)


def test_a_push_ten_minutes_before_the_meeting_is_asked_about() -> None:
    finding = found(opportunity(changes=(moved(on(16, 8, 20)),)))[Code.MOVED_BEFORE_MEETING]
    assert finding.is_flag
    assert finding.figures["minutes_before_start"] == 10
    assert finding.figures["days"] == 15
    assert finding.since == date(2026, 11, 16)


@pytest.mark.parametrize(
    "at",
    [
        on(15, 8, 30),  # the pack was frozen with it
        on(13, 16),  # on Friday
        on(16, 8, 31),  # in the meeting, where it is to be said
        on(17, 10),
    ],
)
def test_a_push_outside_the_day_before_the_meeting_is_none_of_it(at: datetime) -> None:
    assert not {Code.MOVED_BEFORE_MEETING, Code.MOVED_AROUND_MEETING} & found(opportunity(changes=(moved(at),))).keys()


def test_the_last_minute_counts() -> None:
    assert Code.MOVED_BEFORE_MEETING in flags(opportunity(changes=(moved(on(16, 8, 30)),)))


def test_a_push_between_two_exports_a_week_apart_is_noted_and_not_blamed() -> None:
    between = moved(on(16, 8), after=on(9, 8))
    findings = found(opportunity(changes=(between,)))
    assert Code.MOVED_BEFORE_MEETING not in findings
    note = findings[Code.MOVED_AROUND_MEETING]
    assert not note.is_flag
    assert note.figures["after"] == "2026-11-09T07:00:00+00:00"
    assert note.figures["before"] == "2026-11-16T07:00:00+00:00"


def test_a_push_between_two_exports_inside_the_day_before_is_certain() -> None:
    between = moved(on(16, 8), after=on(15, 20))
    assert Code.MOVED_BEFORE_MEETING in flags(opportunity(changes=(between,)))


def test_a_push_that_may_have_come_after_the_start_is_noted() -> None:
    findings = found(opportunity(changes=(moved(on(16, 12), after=on(15, 20)),)))
    assert Code.MOVED_BEFORE_MEETING not in findings
    assert Code.MOVED_AROUND_MEETING in findings


def test_a_push_found_in_the_first_export_is_never_blamed() -> None:
    first = FieldChange(Field.CLOSE_DATE, OLD, NEW, None, on(16, 8), on(16, 8))
    findings = found(opportunity(changes=(first,)))
    assert Code.MOVED_BEFORE_MEETING not in findings
    assert findings[Code.MOVED_AROUND_MEETING].since is None


def test_when_we_learned_of_it_never_blames_anybody() -> None:
    last_week = FieldChange(Field.CLOSE_DATE, OLD, NEW, on(10), on(10), known_at=on(16, 8))
    assert not {Code.MOVED_BEFORE_MEETING, Code.MOVED_AROUND_MEETING} & found(opportunity(changes=(last_week,))).keys()


def test_a_date_moved_nearer_before_the_meeting_is_welcome() -> None:
    nearer = push(NEW, OLD, on(16, 8))
    assert Code.MOVED_BEFORE_MEETING not in found(opportunity(changes=(nearer,)))


def test_a_date_cleared_before_the_meeting_is_no_push() -> None:
    cleared = change(Field.CLOSE_DATE, OLD, None, on(16, 8))
    findings = found(opportunity(close_date=None, changes=(cleared,)))
    assert Code.MOVED_BEFORE_MEETING not in findings
    assert Code.NO_CLOSE_DATE in findings


def test_a_slip_put_right_before_the_meeting_is_no_move() -> None:
    slip, right = push(OLD, NEW, on(16, 8)), push(NEW, OLD, on(16, 8, 1))
    assert Code.MOVED_BEFORE_MEETING not in found(opportunity(changes=(slip, right)))


def test_two_pushes_of_which_one_was_in_time_count_only_the_late_one() -> None:
    early, late = push(date(2026, 11, 20), OLD, on(15, 8)), moved(on(15, 10))
    assert found(opportunity(changes=(early, late)))[Code.MOVED_BEFORE_MEETING].figures["days"] == 15


def test_a_dated_event_at_the_buyer_explains_a_push() -> None:
    findings = found(opportunity(changes=(moved(on(16, 8)),), buyer_events=(date(2026, 12, 10),)))
    assert findings[Code.MOVED_BEFORE_MEETING].figures["explained_by"] == Explanation.BUYER_EVENT.value
    assert not findings[Code.MOVED_BEFORE_MEETING].is_flag


def test_someone_who_edits_evenly_all_week_shows_nothing_by_one_push() -> None:
    even = Rhythm(editing_days=60, editing_days_before_meetings=14, pushing_days=5, pushing_days_before_meetings=1)
    findings = found(opportunity(changes=(moved(on(16, 8)),)), standpoint(rhythms={"anna": even}))
    assert findings[Code.MOVED_BEFORE_MEETING].figures["explained_by"] == Explanation.RHYTHM.value
    assert not findings[Code.MOVED_BEFORE_MEETING].is_flag


def test_someone_who_usually_edits_before_the_meeting_shows_nothing_by_pushing_then() -> None:
    mondays = Rhythm(editing_days=20, editing_days_before_meetings=18, pushing_days=9, pushing_days_before_meetings=9)
    assert not flags(opportunity(changes=(moved(on(16, 8)),)), standpoint(rhythms={"anna": mondays}))


def test_someone_who_edits_all_week_but_pushes_only_before_meetings_is_asked() -> None:
    pusher = Rhythm(editing_days=60, editing_days_before_meetings=14, pushing_days=6, pushing_days_before_meetings=6)
    finding = found(opportunity(changes=(moved(on(16, 8)),)), standpoint(rhythms={"anna": pusher}))
    assert finding[Code.MOVED_BEFORE_MEETING].is_flag
    assert finding[Code.MOVED_BEFORE_MEETING].figures["usual_share"] == pytest.approx(0.238)


def test_a_rhythm_of_few_edits_explains_nothing() -> None:
    short = Rhythm(editing_days=9, editing_days_before_meetings=9, pushing_days=1, pushing_days_before_meetings=1)
    assert Code.MOVED_BEFORE_MEETING in flags(
        opportunity(changes=(moved(on(16, 8)),)), standpoint(rhythms={"anna": short})
    )


def test_somebody_elses_rhythm_explains_nothing() -> None:
    mondays = Rhythm(editing_days=20, editing_days_before_meetings=18, pushing_days=1, pushing_days_before_meetings=1)
    assert Code.MOVED_BEFORE_MEETING in flags(
        opportunity(changes=(moved(on(16, 8)),)), standpoint(rhythms={"mikko": mondays})
    )


def test_the_meetings_before_it_only_count() -> None:
    weeks_ago = push(date(2026, 11, 1), OLD, on(2, 8))
    both = opportunity(changes=(weeks_ago, moved(on(16, 8))))
    assert found(both, standpoint(meetings=EARLIER))[Code.MOVED_BEFORE_MEETING].figures["times"] == 2
    assert not flags(opportunity(changes=(weeks_ago,)), standpoint(meetings=EARLIER))


def test_an_amount_raised_before_the_meeting_is_asked_about() -> None:
    findings = found(opportunity(changes=(raised(80_000, 100_000, on(16, 7)),)))
    assert findings[Code.RAISED_BEFORE_MEETING].figures["old"] == "80000"


def test_an_amount_lowered_or_first_said_before_the_meeting_is_welcome() -> None:
    lowered = raised(100_000, 80_000, on(16, 7))
    first = change(Field.AMOUNT, None, 80_000, on(16, 7))
    assert Code.RAISED_BEFORE_MEETING not in found(opportunity(changes=(lowered,)))
    assert Code.RAISED_BEFORE_MEETING not in found(opportunity(changes=(first,)))


def test_a_team_without_meetings_is_not_asked() -> None:
    assert not flags(opportunity(changes=(moved(on(16, 8)),)), standpoint(meetings=()))
