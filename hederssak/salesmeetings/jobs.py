"""What the worker does for sales meetings."""

from hederssak.lib import clock
from hederssak.queue.tasks import every, task
from hederssak.salesmeetings.actions import close_forgotten, freeze_due, prepare_packs
from hederssak.salesmeetings.actions.calendars import keep_in_calendars
from hederssak.salesmeetings.actions.minutes import send_due_minutes


@every("*/5 * * * *")
@task
def freeze_due_packs() -> None:
    """Freeze the packs whose instant has come."""
    freeze_due(now=clock.read())


@every("*/5 * * * *")
@task
def prepare_packs_of_large_teams() -> None:
    """Bring the packs of large teams up to date."""
    prepare_packs(now=clock.read())


@every("*/5 * * * *")
@task
def close_forgotten_meetings() -> None:
    """Close the meetings that nobody ended."""
    close_forgotten(now=clock.read())


@every("* * * * *")
@task
def send_minutes_of_meetings() -> None:
    """Send the minutes of the meetings that have ended."""
    send_due_minutes(now=clock.read())


@every("*/10 * * * *")
@task
def keep_meetings_in_calendars() -> None:
    """Let the meetings ahead stand in the calendars of those who come."""
    keep_in_calendars(now=clock.read())
