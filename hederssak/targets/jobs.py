"""What the worker does for targets: every night it counts each team's own rates."""

import uuid

from hederssak.lib import clock
from hederssak.org.models import Organization
from hederssak.queue.tasks import every, task


@every("10 2 * * *")
@task
def count_everything() -> None:
    """Count the rates of every organization's teams."""
    for organization in Organization.objects.order_by("created_at"):
        _rates(organization)


@every("40 2 * * *")
@task
def count_quality_everywhere() -> None:
    """Count the figures of quality of every organization's members and teams."""
    for organization in Organization.objects.order_by("created_at"):
        _quality(organization)


@task
def count_quality_of_one(organization_id: str) -> None:
    """Count one organization's figures of quality, after its history came in."""
    _quality(Organization.objects.get(pk=uuid.UUID(organization_id)))


@task
def count_one(organization_id: str) -> None:
    """Count one organization's, after its history came in."""
    _rates(Organization.objects.get(pk=uuid.UUID(organization_id)))


@every("35 2 * * *")
@task
def count_costs_of_everyone() -> None:
    """Count what every organization's meetings became and cost, and what each month was like."""
    for organization in Organization.objects.order_by("created_at"):
        _costs(organization)


@task
def count_costs_of_one(organization_id: str) -> None:
    """Count one organization's, after a file came in or its hours were changed."""
    _costs(Organization.objects.get(pk=uuid.UUID(organization_id)))


def _rates(organization: Organization) -> None:
    from hederssak.targets.actions.counting import count_funnels  # noqa: PLC0415 (numpy: only while the job runs)

    count_funnels(organization=organization, now=clock.read())


def _quality(organization: Organization) -> None:
    from hederssak.targets.actions.quality_counting import count_quality  # noqa: PLC0415 (numpy, as above)

    count_quality(organization=organization, now=clock.read())


def _costs(organization: Organization) -> None:
    from hederssak.targets.actions.cost_counting import count_costs  # noqa: PLC0415 (numpy, as above)

    count_costs(organization=organization, now=clock.read())
