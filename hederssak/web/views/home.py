"""The page one comes to first: by role, a sentence, the few things to do, then the evidence."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Role
from hederssak.web.views.monday import monday
from hederssak.web.views.overview import beginnings, teams
from hederssak.web.views.week import week

PAGES: Mapping[str, tuple[str, Callable[..., dict[str, Any]]]] = {
    Role.REP: ("web/home/rep.html", week),
    Role.MANAGER: ("web/home/manager.html", monday),
    Role.DIRECTOR: ("web/home/director.html", teams),
    Role.ADMIN: ("web/home/admin.html", beginnings),
}


@require_safe
def home(request: MemberRequest) -> HttpResponse:
    """Show the week of whoever asks."""
    template, page = PAGES[request.member.role]
    return render(request, template, {"nav_at": "home", **page(request.member, now=clock.read())})


@login_not_required
def health(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers; nothing else is told to a stranger."""
    return HttpResponse("ok", content_type="text/plain")
