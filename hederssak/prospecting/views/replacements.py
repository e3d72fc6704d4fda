"""Times that make up for others: giving a date to what is owed, and moving one inside its week."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hederssak.lib import clock
from hederssak.lib.posted import posted
from hederssak.org.middleware import MemberRequest
from hederssak.org.queries import zone_of
from hederssak.prospecting.actions import move_replacement, plan_owed
from hederssak.prospecting.forms.times import TimesForm
from hederssak.prospecting.queries.blocks import slot_of
from hederssak.prospecting.queries.debts import debt_of, unpaid
from hederssak.prospecting.queries.paying import offers_for_move, offers_for_owed
from hederssak.prospecting.texts import blocks as said
from hederssak.prospecting.texts import swaps as texts
from hederssak.prospecting.views.doors import own_block
from hederssak.prospecting.views.offered import page_of, refused
from hederssak.rules.debts import FOR_ONE
from hederssak.rules.swaps import SwapRefused


@require_http_methods(["GET", "POST"])
def move(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the other times of its week for an hour that makes up for another, or move it."""
    member, now = request.member, clock.read()
    block = own_block(member, pk)
    zone = zone_of(member)
    try:
        offers = offers_for_move(block, now=now)
    except SwapRefused as why:
        return refused(request, why, zone, block)
    form = TimesForm(posted(request), minutes=offers.minutes, zone=zone, count=1)
    if form.is_valid():
        try:
            moved = move_replacement(block=block, to=form.cleaned_data["times"][0], by=member, now=now)
        except SwapRefused as why:
            form.add_error(None, texts.refusal(why, zone))
        else:
            messages.success(request, _("Moved to %(when)s.") % {"when": said.time(slot_of(moved), zone)})
            return HttpResponseRedirect(reverse("prospecting:mine"))
    context = {**page_of(form, offers, zone), "when": said.time(slot_of(block), zone)}
    return render(request, "prospecting/move.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def owed(request: MemberRequest) -> HttpResponse:
    """Show times for what is owed without a date, or put them into the calendar."""
    member, now = request.member, clock.read()
    zone = zone_of(member)
    debt = debt_of(member)
    count = min(FOR_ONE, debt.owed if debt else 0)
    lost = unpaid(member, count)
    try:
        offers = offers_for_owed(member, lost, now=now)
    except SwapRefused as why:
        return refused(request, why, zone, None)
    form = TimesForm(posted(request), minutes=offers.minutes, zone=zone, count=len(lost))
    if form.is_valid():
        try:
            plan_owed(times=form.cleaned_data["times"], by=member, now=now)
        except SwapRefused as why:
            form.add_error(None, texts.refusal(why, zone))
        else:
            messages.success(request, _("They stand in your calendar."))
            return HttpResponseRedirect(reverse("prospecting:mine"))
    names = list(dict.fromkeys(said.time(slot_of(block), zone) for block in lost))
    context = {**page_of(form, offers, zone), "count": len(lost), "lost": names}
    return render(request, "prospecting/owed.html", context, status=422 if form.errors else 200)
