"""What the worker does with files. Each task can be given again: it goes on where the last one stopped."""

import datetime as dt
import uuid
from collections.abc import Callable

from hederssak.forecast.jobs import forecast_one
from hederssak.imports import actions
from hederssak.lib import clock
from hederssak.org.models import Organization
from hederssak.queue.actions import enqueue, enqueue_after
from hederssak.queue.tasks import task
from hederssak.targets.jobs import count_costs_of_one, count_one, count_quality_of_one

WAIT = dt.timedelta(seconds=15)


@task(queue="imports")
def check(batch_id: str, organization_id: str) -> None:
    """Say of each row what it will become; a file that can't be taken keeps the reason itself."""
    organization = Organization.objects.get(pk=organization_id)
    try:
        actions.check_batch(uuid.UUID(batch_id), organization=organization)
    except actions.ImportRefused:
        return


@task(queue="imports")
def run(batch_id: str, organization_id: str) -> None:
    """Run the files of a batch."""
    _in_turn(actions.run_batch, batch_id, organization_id, lambda at: enqueue_after(at, run, batch_id, organization_id))


@task(queue="imports")
def undo(batch_id: str, organization_id: str) -> None:
    """Undo the files of a batch for which that was decided."""
    _in_turn(
        actions.undo_batch, batch_id, organization_id, lambda at: enqueue_after(at, undo, batch_id, organization_id)
    )


def _in_turn(
    work: Callable[..., None], batch_id: str, organization_id: str, again: Callable[[dt.datetime], None]
) -> None:
    """Do the work, or ask for it again a little later while another import of the organization writes."""
    organization = Organization.objects.get(pk=organization_id)
    try:
        work(uuid.UUID(batch_id), organization=organization, clock=clock.read)
    except actions.ImportRefused as refused:
        if refused.code == "another_import":
            again(clock.read() + WAIT)
            return
        if refused.code != actions.TAKEN_BACK:  # that one is told by the file itself
            raise
    ask_for_figures(organization_id)


def ask_for_figures(organization_id: str) -> None:
    """Ask for what the night would work out anew: after an import nobody should wait for it until tomorrow."""
    for figures in (count_one, count_costs_of_one, count_quality_of_one, forecast_one):
        enqueue(figures, organization_id)
