"""Which pictures of the pipeline there are."""

import datetime as dt
from zoneinfo import ZoneInfo

from hederssak.history.models import Snapshot, SnapshotReason
from hederssak.org.models import Organization


def pictured_on(organization: Organization, day: dt.date) -> bool:
    """Say whether the nightly picture of a day (in the organization's time zone) was taken."""
    zone = ZoneInfo(organization.time_zone)
    begins = dt.datetime.combine(day, dt.time.min, zone)
    ends = dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, zone)
    return Snapshot.objects.filter(
        organization=organization, reason=SnapshotReason.NIGHT, taken_at__gte=begins, taken_at__lt=ends
    ).exists()
