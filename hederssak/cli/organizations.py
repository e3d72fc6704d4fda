"""Which organization a command is about."""

from __future__ import annotations

import uuid

from hederssak.org.models import Organization


class OrganizationUnclearError(Exception):
    """None is named like that, or there are several and none was named."""

    code = "organization_unclear"


def organization_named(name: str | None) -> Organization:
    """Return the organization with that name or id; without one, the only one there is."""
    rows = Organization.objects.order_by("created_at")
    if name:
        rows = rows.filter(pk=name) if _is_id(name) else rows.filter(name__iexact=name)
    found = list(rows[:2])
    if len(found) != 1:
        known = ", ".join(Organization.objects.order_by("name").values_list("name", flat=True)[:10])
        raise OrganizationUnclearError(known)
    return found[0]


def _is_id(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
