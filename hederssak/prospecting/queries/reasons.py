"""The organization's reasons for giving up a booking hour."""

from hederssak.org.models import Organization
from hederssak.prospecting.models import SwapReason


def reasons_of(organization: Organization) -> list[SwapReason]:
    """Return the reasons that can be chosen, in their order."""
    rows = SwapReason.objects.filter(organization=organization, retired_at=None)
    return list(rows.order_by("position", "pk"))
