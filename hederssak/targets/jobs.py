"""What the worker does for targets: every night it counts each team's own rates."""

import uuid

from hederssak.lib import clock
from hederssak.org.models import Organization
from hederssak.queue.tasks import every, task
from hederssak.targets.actions.counting import count_funnels


@every("10 2 * * *")
@task
def count_everything() -> None:
    """Count the rates of every organization's teams."""
    for organization in Organization.objects.order_by("created_at"):
        count_funnels(organization=organization, now=clock.read())


@task
def count_one(organization_id: str) -> None:
    """Count one organization's, after its history came in."""
    count_funnels(organization=Organization.objects.get(pk=uuid.UUID(organization_id)), now=clock.read())
