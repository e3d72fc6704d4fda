"""What the worker does for the pipeline: pictures at night, waking in the morning."""

from hederssak.history.models import SnapshotReason
from hederssak.lib import clock
from hederssak.org.models import Organization
from hederssak.pipeline.actions import snapshot_pipeline, wake_due
from hederssak.pipeline.queries.snapshots import pictured_on
from hederssak.queue.tasks import every, task


@every("50 23 * * *")
@task
def snapshot_pipelines() -> None:
    """Keep a picture of every organization's open pipeline; a second run of the same night keeps the first."""
    now = clock.read()
    for organization in Organization.objects.order_by("created_at"):
        if not pictured_on(organization, clock.day_in(organization.time_zone, now)):
            snapshot_pipeline(organization=organization, now=now, reason=SnapshotReason.NIGHT)


@every("10 * * * *")
@task
def wake_sleepers() -> None:
    """Wake what was to sleep until today; every hour, since the day begins at different times."""
    now = clock.read()
    for organization in Organization.objects.order_by("created_at"):
        wake_due(organization=organization, today=clock.day_in(organization.time_zone, now), now=now)
