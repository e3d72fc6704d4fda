"""Who is let in."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404

from hederssak.imports.models import Import
from hederssak.imports.queries.pages import Batch
from hederssak.org.access import may_import, may_see_imports
from hederssak.org.models import Member

STEPS = 4


def require_sight(member: Member) -> None:
    """Answer 404 to whoever may not know of imports."""
    if not may_see_imports(member):
        raise Http404


def require_import(member: Member) -> None:
    """Answer 404 to whoever may not know of imports, 403 to whoever may only read."""
    require_sight(member)
    if not may_import(member):
        raise PermissionDenied


def visible_batch(member: Member, batch_id: uuid.UUID) -> Batch:
    """Return a batch, or 404."""
    rows = Import.objects.visible_to(member).filter(batch_id=batch_id).select_related("organization", "by")
    runs = list(rows.order_by("position"))
    if not runs:
        raise Http404
    return Batch(batch_id, runs)
