"""What the worker does when promises break, and each night for the outlook."""

from hederssak.lib import clock
from hederssak.org.models import Organization
from hederssak.prospecting.actions.breaking import note_breaks
from hederssak.prospecting.actions.outlook import work_out
from hederssak.prospecting.actions.reminding import remind
from hederssak.queue.tasks import every, task


@every("*/10 * * * *")
@task
def note_broken_promises() -> None:
    """Write what follows from each promise that broke lately."""
    for organization in Organization.objects.order_by("created_at"):
        note_breaks(organization=organization, now=clock.read())


@every("10 * * * *")
@task
def remind_of_tomorrow() -> None:
    """Write in the afternoon to those whose next hour has nobody to call, or something over it."""
    for organization in Organization.objects.order_by("created_at"):
        remind(organization=organization, now=clock.read())


@every("40 1 * * *")
@task
def work_out_outlooks() -> None:
    """Work out contagion, price and root problem of each team."""
    for organization in Organization.objects.order_by("created_at"):
        work_out(organization=organization, now=clock.read())
