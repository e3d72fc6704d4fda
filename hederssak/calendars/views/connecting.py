"""Connecting a calendar: by an address to read, or by a CalDAV server to read and write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hederssak.calendars import jobs, texts
from hederssak.calendars.actions import connect
from hederssak.calendars.actions.connections import calendars_on, connect_address
from hederssak.calendars.forms import AddressForm, ChoiceForm, ServerForm
from hederssak.calendars.models import Connection, Service
from hederssak.calendars.providers.protocol import AccessRevoked, CalendarAway, Refused
from hederssak.lib import clock
from hederssak.lib.posted import posted
from hederssak.lib.sealing import SealBroken, seal, unseal
from hederssak.org.middleware import MemberRequest
from hederssak.queue.actions import enqueue

CHOOSING = "calendar choice"


@require_http_methods(["GET", "POST"])
def address(request: MemberRequest) -> HttpResponse:
    """Connect a calendar that is read from an address."""
    form = AddressForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            row = connect_address(url=form.cleaned_data["url"].strip(), by=request.member, now=clock.read())
        except (Refused, AccessRevoked, CalendarAway) as refused:
            form.add_error("url", texts.problem(refused.code))
        else:
            return _connected(request, row)
    return _page(request, form, "calendars/address.html")


@require_http_methods(["GET", "POST"])
def server(request: MemberRequest) -> HttpResponse:
    """Ask a CalDAV server which calendars there are; the only one is connected at once."""
    form = ServerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            found = calendars_on(url=given["url"].strip(), user=given["user"], password=given["password"])
        except (Refused, CalendarAway) as refused:
            form.add_error("url", texts.problem(refused.code))
        except AccessRevoked as refused:
            form.add_error("password", texts.problem(refused.code))
        else:
            secret = {"user": given["user"], "password": given["password"]}
            if len(found) == 1:
                return _connect(request, found[0].address, secret)
            choices = [(one.address, one.name) for one in found]
            sealed = seal({"choices": choices, "secret": secret, "member": str(request.member.pk)}, purpose=CHOOSING)
            return _page(request, ChoiceForm(choices=choices, initial={"sealed": sealed}), "calendars/choose.html")
    return _page(request, form, "calendars/server.html")


@require_POST
def choose(request: MemberRequest) -> HttpResponse:
    """Connect one of the calendars that a server has."""
    try:
        offered: dict[str, Any] = unseal(request.POST.get("sealed", ""), purpose=CHOOSING)
    except SealBroken:
        return redirect("calendars:server")
    if offered["member"] != str(request.member.pk):
        return redirect("calendars:server")
    form = ChoiceForm(request.POST, choices=[(address, name) for address, name in offered["choices"]])
    if not form.is_valid():
        return _page(request, form, "calendars/choose.html")
    return _connect(request, form.cleaned_data["address"], offered["secret"])


def _connect(request: MemberRequest, found: str, secret: dict[str, Any]) -> HttpResponse:
    row = connect(service=Service.CALDAV, address=found, secret=secret, by=request.member, now=clock.read())
    return _connected(request, row)


def _connected(request: MemberRequest, row: Connection) -> HttpResponse:
    enqueue(jobs.turn, str(row.pk))
    messages.success(request, _("Connected. It is read within a minute."))
    return redirect("calendars:index")


def _page(request: MemberRequest, form: forms.Form, template: str) -> HttpResponse:
    return render(request, template, {"form": form}, status=422 if form.errors else 200)
