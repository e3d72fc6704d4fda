"""The place of goals: a rep's own page first; for those who lead, the team's board."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from hederssak.goals.views import own
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Role


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show the goals of whoever asks, or of those whom they lead."""
    if request.member.role == Role.REP:
        return own.page(request, now=clock.read())
    raise PermissionDenied
