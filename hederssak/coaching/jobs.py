"""What the worker does for coaching: every night it counts where each rep loses, and whether practice moved it."""

import uuid

from hederssak.lib import clock
from hederssak.org.models import Organization
from hederssak.queue.tasks import every, task


@every("50 2 * * *")
@task
def count_everything() -> None:
    """Count the stages and the practice of every organization."""
    from hederssak.coaching.actions.figures import count_practice  # noqa: PLC0415 (scipy: only while the job runs)

    for organization in Organization.objects.order_by("created_at"):
        count_practice(organization, now=clock.read())


@task
def count_one(organization_id: str) -> None:
    """Count one organization's, after its history came in."""
    from hederssak.coaching.actions.figures import count_practice  # noqa: PLC0415 (scipy: only while the job runs)

    count_practice(Organization.objects.get(pk=uuid.UUID(organization_id)), now=clock.read())
