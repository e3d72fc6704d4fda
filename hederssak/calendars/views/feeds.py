"""The secret address that a member's calendar program reads."""

from __future__ import annotations

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hederssak.calendars.actions import renew_feed
from hederssak.calendars.queries.feeds import feed_for
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest


@login_not_required
@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """Give a member's own events to whoever knows the secret address."""
    text = feed_for(key, now=clock.read())
    if text is None:
        raise Http404
    etag = f'"{sha256(text.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    headers = {
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "no-referrer",
        "Content-Disposition": 'inline; filename="hederssak.ics"',
    }
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


@require_POST
def renew(request: MemberRequest) -> HttpResponse:
    """Give the member a new address; the old one is worth nothing from now on."""
    renew_feed(by=request.member, now=clock.read())
    messages.success(request, _("Here is the new address. Give it to your calendar program; the old one is closed."))
    return redirect("calendars:index")
