"""The interval rule at its edges: (after, before] inside (frozen pack, start]."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hederssak.rules.honesty.windows import MeetingWindow
from tests.rules.honesty.opportunities import MEETING, TODAY, push

FROZEN, START = MEETING.frozen_at, MEETING.starts_at
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("after", "before", "holds", "touches"),
    [
        (FROZEN, FROZEN, False, False),  # the frozen pack has it
        (FROZEN + MINUTE, FROZEN + MINUTE, True, True),
        (START, START, True, True),
        (START + MINUTE, START + MINUTE, False, False),
        (FROZEN, START, True, True),  # just fits
        (FROZEN - MINUTE, START, False, True),
        (FROZEN, START + MINUTE, False, True),
        (FROZEN - MINUTE, FROZEN, False, False),
        (FROZEN - MINUTE, FROZEN + MINUTE, False, True),
        (START, START + MINUTE, False, False),
        (START - MINUTE, START + MINUTE, False, True),
        (None, FROZEN, False, False),
        (None, START, False, True),
    ],
)
def test_an_interval_at_the_edges(
    after: datetime | None,
    before: datetime,
    holds: bool,  # noqa: FBT001  an expectation, not a switch
    touches: bool,  # noqa: FBT001  an expectation, not a switch
) -> None:
    change = push(TODAY, TODAY + timedelta(days=7), before, after=after or before)
    if after is None:
        change = type(change)(change.field, change.old, change.new, None, before, before)
    assert (MEETING.holds(change), MEETING.touches(change)) == (holds, touches)


def test_the_window_is_24_hours_also_in_the_night_of_the_clock_change() -> None:
    helsinki = ZoneInfo("Europe/Helsinki")
    window = MeetingWindow.before(datetime(2026, 10, 26, 0, 30, tzinfo=helsinki))
    assert window.starts_at - window.frozen_at == timedelta(hours=24)
    assert window.frozen_at.astimezone(helsinki).hour == 1  # the day had 25
