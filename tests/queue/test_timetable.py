"""What runs by the clock: each hour once, however many workers look, and never lost."""

import datetime as dt

import pytest

from hederssak.queue import actions
from hederssak.queue.models import StoredTask, TimedTask
from hederssak.queue.tasks import Timed, timetable
from tests.queue.bodies import tick

pytestmark = pytest.mark.usefixtures("db", "database_queue")

NOW = dt.datetime(2026, 11, 16, 8, tzinfo=dt.UTC)
PATH = tick.module_path
EVERY_FIVE_MINUTES = {PATH: Timed(tick, "*/5 * * * *")}
LATER = NOW + dt.timedelta(minutes=5)


def test_a_new_entry_waits_for_its_first_hour() -> None:
    actions.set_timetable(EVERY_FIVE_MINUTES, now=NOW)
    assert actions.start_due(EVERY_FIVE_MINUTES, now=NOW) == 0
    assert actions.start_due(EVERY_FIVE_MINUTES, now=LATER) == 1


def test_an_hour_is_started_once_however_many_look() -> None:
    actions.set_timetable(EVERY_FIVE_MINUTES, now=NOW)
    assert [actions.start_due(EVERY_FIVE_MINUTES, now=LATER) for _ in range(3)] == [1, 0, 0]
    assert StoredTask.objects.count() == 1


def test_hours_that_passed_while_nothing_ran_are_made_up_for_once() -> None:
    actions.set_timetable(EVERY_FIVE_MINUTES, now=NOW)
    assert actions.start_due(EVERY_FIVE_MINUTES, now=NOW + dt.timedelta(days=3)) == 1
    assert TimedTask.objects.get().next_at == NOW + dt.timedelta(days=3, minutes=5)


def test_a_restart_does_not_put_off_what_is_due() -> None:
    actions.set_timetable(EVERY_FIVE_MINUTES, now=NOW)
    actions.set_timetable(EVERY_FIVE_MINUTES, now=LATER)
    assert actions.start_due(EVERY_FIVE_MINUTES, now=LATER) == 1


def test_a_changed_line_takes_effect_and_a_dropped_one_goes() -> None:
    actions.set_timetable(EVERY_FIVE_MINUTES, now=NOW)
    actions.set_timetable({PATH: Timed(tick, "0 * * * *")}, now=NOW)
    assert TimedTask.objects.get().next_at == NOW + dt.timedelta(hours=1)
    actions.set_timetable({}, now=NOW)
    assert not TimedTask.objects.exists()


@pytest.mark.parametrize(
    ("start", "hours"),
    [
        (dt.datetime(2026, 3, 28, tzinfo=dt.UTC), ["28 01:30", "29 01:00", "30 00:30"]),
        (dt.datetime(2026, 10, 24, tzinfo=dt.UTC), ["24 00:30", "25 00:30", "26 01:30"]),
    ],
    ids=["summer time begins", "summer time ends"],
)
def test_an_hour_of_the_night_comes_once_a_day_through_both_changes_of_the_clock(
    start: dt.datetime, hours: list[str]
) -> None:
    timed = Timed(tick, "30 2 * * *")
    found = []
    for _ in hours:
        start = timed.next_after(start)
        found.append(f"{start:%d %H:%M}")
    assert found == hours


def test_every_room_can_be_asked_for_its_jobs() -> None:
    assert "hederssak.queue.jobs.prune" in timetable()
