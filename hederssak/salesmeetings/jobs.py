"""What the worker does for sales meetings."""

from hederssak.lib import clock
from hederssak.queue.tasks import every, task
from hederssak.salesmeetings.actions import freeze_due


@every("*/5 * * * *")
@task
def freeze_due_packs() -> None:
    """Freeze the packs whose instant has come."""
    freeze_due(now=clock.read())
