from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.honesty.facts import FieldChange
from hederssak.rules.honesty.rhythm import Rhythm, rhythm_of
from hederssak.rules.honesty.windows import MeetingWindow
from tests.rules.honesty.opportunities import STOCKHOLM, TODAY, on, push

FIRST = datetime(2026, 8, 31, 8, 30, tzinfo=STOCKHOLM)
MEETINGS = tuple(MeetingWindow.before(FIRST + timedelta(weeks=week)) for week in range(12))
MONDAY = FIRST.replace(hour=8, minute=0).astimezone(UTC)


def pushed_at(at: datetime, *, after: datetime | None = None) -> FieldChange:
    return push(TODAY, TODAY + timedelta(days=7), at, after=after)


def weekly(weekday: int, hour: int = 8) -> list[datetime]:
    day = FIRST.replace(hour=hour, minute=0) + timedelta(days=weekday)
    return [(day + timedelta(weeks=week)).astimezone(UTC) for week in range(12)]


def test_many_edits_of_one_sitting_count_once() -> None:
    sitting = [on(3, 10, minute) for minute in range(40)]
    assert rhythm_of(sitting, [], MEETINGS, STOCKHOLM).editing_days == 1


def test_edits_are_counted_by_weekday_and_by_nearness_to_a_meeting() -> None:
    rhythm = rhythm_of([*weekly(0), *weekly(3)], [pushed_at(at) for at in weekly(0)[:4]], MEETINGS, STOCKHOLM)
    assert rhythm.weekdays == (12, 0, 0, 12, 0, 0, 0)
    assert (rhythm.editing_days, rhythm.editing_days_before_meetings) == (24, 12)
    assert (rhythm.pushing_days, rhythm.pushing_days_before_meetings) == (4, 4)


def test_the_weekday_is_the_teams_own() -> None:
    late_sunday_in_utc = datetime(2026, 11, 15, 23, 30, tzinfo=UTC)
    assert rhythm_of([late_sunday_in_utc], [], MEETINGS, STOCKHOLM).weekdays[0] == 1


def test_a_push_that_may_or_may_not_lie_before_a_meeting_is_left_out() -> None:
    vague = pushed_at(MONDAY + timedelta(weeks=3), after=MONDAY + timedelta(weeks=2))
    assert rhythm_of([], [vague], MEETINGS, STOCKHOLM).pushing_days == 0


@pytest.mark.parametrize(
    ("editing", "pushing", "explains"),
    [
        ((60, 14), (1, 1), True),  # evenly all week: one push then is no wonder
        ((60, 14), (2, 2), True),  # 0.24 squared is 0.057
        ((60, 14), (3, 3), False),
        ((60, 14), (12, 4), True),
        ((20, 18), (9, 9), True),  # all updating is done on that day
        ((60, 1), (1, 1), False),  # hardly ever edits then, but pushes
        ((9, 9), (9, 9), False),  # too few to speak of a rhythm
    ],
)
def test_pushing_is_held_against_the_own_rhythm(
    editing: tuple[int, int],
    pushing: tuple[int, int],
    explains: bool,  # noqa: FBT001  a case, not a switch
) -> None:
    assert Rhythm(*editing, *pushing).explains is explains


def test_without_any_push_chance_explains_everything() -> None:
    assert Rhythm(60, 14).chance == 1.0


@given(st.integers(10, 200), st.data())
def test_the_more_pushes_fall_before_meetings_the_less_chance_explains_them(days: int, data: st.DataObject) -> None:
    inside = data.draw(st.integers(0, days))
    pushing = data.draw(st.integers(1, 30))
    hits = data.draw(st.integers(0, pushing - 1))
    fewer, more = Rhythm(days, inside, pushing, hits), Rhythm(days, inside, pushing, hits + 1)
    assert 0 <= more.chance <= fewer.chance <= 1
