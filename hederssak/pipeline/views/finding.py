"""Which opportunity a press is about, and where the person came from."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from hederssak.org.access import require_write
from hederssak.org.middleware import MemberRequest
from hederssak.pipeline.models import Opportunity


def writable(request: MemberRequest, pk: str) -> Opportunity:
    """Return the opportunity, 404 where the member may not see it and 403 where they may only read."""
    rows = Opportunity.objects.visible_to(request.member)
    row = get_object_or_404(rows.select_related("stage", "account", "owner__team"), pk=pk)
    require_write(request.member, owner=row.owner)
    return row


def back_of(request: MemberRequest, row: Opportunity) -> str:
    """Return where the person came from, if that is a page of ours; else the opportunity's own."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if asked and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return reverse("web:opportunity", args=[row.pk])
