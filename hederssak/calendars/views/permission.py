"""Connecting Microsoft 365 or Google Calendar: the member says yes there and comes back with a code."""

from __future__ import annotations

import secrets
from hmac import compare_digest

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hederssak.calendars import jobs
from hederssak.calendars.actions import connect
from hederssak.calendars.models import Service
from hederssak.calendars.providers.oauth import redeem, sign_in_url
from hederssak.calendars.providers.protocol import AccessRevoked, CalendarAway, Refused
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.queue.actions import enqueue

SESSION_KEY = "calendar_permission"


@require_POST
def sign_in(request: MemberRequest, service: str) -> HttpResponse:
    """Send the member to the service."""
    app = _app(service)
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    request.session[SESSION_KEY] = {"service": service, "state": state, "verifier": verifier}
    return redirect(sign_in_url(service, app, back=_back(service), state=state, verifier=verifier))


@require_safe
def back(request: MemberRequest, service: str) -> HttpResponse:
    """Take the code that the member comes back with, if it is this browser that was sent there."""
    app = _app(service)
    begun = request.session.pop(SESSION_KEY, None) or {}
    ours = begun.get("service") == service and compare_digest(begun.get("state", ""), request.GET.get("state", "-"))
    code = request.GET.get("code", "")
    if not (ours and code):
        messages.info(request, _("You did not say yes there, so nothing is connected."))
        return redirect("calendars:index")
    now = clock.read()
    try:
        secret = redeem(app, code=code, back=_back(service), verifier=begun["verifier"], now=now)
    except (AccessRevoked, CalendarAway, Refused):
        messages.error(request, _("It did not work out there. Try again in a while."))
        return redirect("calendars:index")
    row = connect(service=Service(service), address="primary", secret=secret, by=request.member, now=now)
    enqueue(jobs.turn, str(row.pk))
    messages.success(request, _("Connected. It is read within a minute."))
    return redirect("calendars:index")


def _app(service: str) -> dict[str, str]:
    app: dict[str, str] | None = settings.CALENDAR_APPS.get(service)
    if app is None:
        raise Http404
    return app


def _back(service: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse('calendars:back', args=[service])}"
