"""What the worker does for sales meetings."""

from hederssak.lib import clock
from hederssak.queue.tasks import every, task
from hederssak.salesmeetings.actions import close_forgotten, freeze_due, prepare_packs


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
