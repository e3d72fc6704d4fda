"""What the worker does for the cadence: every night the meetings of the weeks ahead."""

from hederssak.cadence.actions import plan_meetings
from hederssak.lib import clock
from hederssak.org.models import Organization
from hederssak.queue.tasks import every, task


@every("40 0 * * *")
@task
def plan_all_meetings() -> None:
    """Plan the meetings of every organization twelve weeks ahead."""
    for organization in Organization.objects.order_by("created_at"):
        plan_meetings(organization=organization, now=clock.read())
