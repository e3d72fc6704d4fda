"""What the worker does for forecasts: every night, as of the morning that comes."""

import uuid

from hederssak.lib import clock
from hederssak.org.models import Organization
from hederssak.queue.tasks import every, task


@every("40 2 * * *")
@task
def forecast_everything() -> None:
    """Compute each organization's chances and forecasts."""
    for organization in Organization.objects.order_by("created_at"):
        _estimate(organization)


@task
def forecast_one(organization_id: str) -> None:
    """Compute one organization's chances and forecasts, after its history came in."""
    _estimate(Organization.objects.get(pk=uuid.UUID(organization_id)))


def _estimate(organization: Organization) -> None:
    from hederssak.forecast.actions.estimating import estimate  # noqa: PLC0415 (scipy: only while the job runs)

    estimate(organization=organization, now=clock.read())
