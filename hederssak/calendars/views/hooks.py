"""Calls from Microsoft and Google: something changed. What it was is asked there, never taken from the call."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hederssak.calendars import jobs
from hederssak.calendars.actions.turns import ask_for_turn
from hederssak.calendars.actions.watching import called_about
from hederssak.calendars.models import Connection
from hederssak.lib import clock
from hederssak.queue.actions import enqueue

MOST = 1000


@csrf_exempt
@login_not_required
@require_POST
def microsoft_hook(request: HttpRequest) -> HttpResponse:
    """Say a new subscription's token back, or take change notifications.

    https://learn.microsoft.com/graph/change-notifications-delivery-webhooks
    """
    token = request.GET.get("validationToken")
    if token is not None:
        return HttpResponse(token, content_type="text/plain; charset=utf-8")
    try:
        told = [(str(one["subscriptionId"]), str(one["clientState"])) for one in json.loads(request.body)["value"]]
    except (ValueError, KeyError, TypeError):
        return HttpResponseBadRequest()
    for watch_id, key in dict.fromkeys(told[:MOST]):
        _read(called_about(watch_id=watch_id, key=key))
    return HttpResponse(status=202)


@csrf_exempt
@login_not_required
@require_POST
def google_hook(request: HttpRequest) -> HttpResponse:
    """Take a channel's notification; all it says stands in its headers.

    https://developers.google.com/workspace/calendar/api/guides/push
    """
    found = called_about(
        watch_id=request.headers.get("X-Goog-Channel-ID", ""), key=request.headers.get("X-Goog-Channel-Token", "")
    )
    if found is None:
        raise Http404
    if request.headers.get("X-Goog-Resource-State") != "sync":  # "sync" only says that the channel is open
        _read(found)
    return HttpResponse(status=204)


def _read(row: Connection | None) -> None:
    if row is not None:
        ask_for_turn(row, now=clock.read())
        enqueue(jobs.turn, str(row.pk))
