"""Giving up one hour for two, the way back, and the receipt."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hederssak.lib import clock
from hederssak.lib.posted import posted
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.middleware import MemberRequest
from hederssak.org.queries import zone_of
from hederssak.prospecting.actions import ensure_reasons, swap_block, undo_swap
from hederssak.prospecting.forms.times import SwapForm
from hederssak.prospecting.models import Swap
from hederssak.prospecting.queries.blocks import Conflict, conflicts_of, slot_of
from hederssak.prospecting.queries.busy import MEETING
from hederssak.prospecting.queries.paying import offers_for
from hederssak.prospecting.queries.reasons import reasons_of
from hederssak.prospecting.queries.receipts import receipt_of
from hederssak.prospecting.texts import blocks as said
from hederssak.prospecting.texts import swaps as texts
from hederssak.prospecting.views.doors import own_block
from hederssak.prospecting.views.offered import page_of, refused
from hederssak.rules.blocks import Slot
from hederssak.rules.swaps import SwapRefused


@require_http_methods(["GET", "POST"])
def swap(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the pairs of times that an hour can be given up for, or give it up."""
    member, now = request.member, clock.read()
    block = own_block(member, pk)
    zone = zone_of(member)
    try:
        offers = offers_for(block, now=now)
    except SwapRefused as why:
        return refused(request, why, zone, block)
    ensure_reasons(member.organization)
    over = next(iter(conflicts_of([member], slot_of(block))[member.pk]), None)
    form = SwapForm(
        posted(request),
        minutes=offers.minutes,
        zone=zone,
        reasons=reasons_of(member.organization),
        meetings=_visits(over),
    )
    if form.is_valid():
        try:
            made = swap_block(block=block, by=member, now=now, **form.swap)
        except SwapRefused as why:
            form.add_error(None, texts.refusal(why, zone))
        else:
            _tell(request, made, form.cleaned_data["times"], zone)
            return HttpResponseRedirect(reverse("prospecting:mine"))
    context = {**page_of(form, offers, zone), "when": said.time(slot_of(block), zone), "over": _over(over)}
    return render(request, "prospecting/swap.html", context, status=422 if form.errors else 200)


def _tell(request: MemberRequest, made: Swap, times: Sequence[Slot], zone: ZoneInfo) -> None:
    first, second = (said.time(slot, zone) for slot in times)
    text = _("Swapped. %(first)s and %(second)s stand in your calendar.") % {"first": first, "second": second}
    messages.success(request, text, extra_tags=reverse("prospecting:undo_swap", args=[made.pk]))


@require_POST
def undo(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a swap back."""
    row = get_object_or_404(Swap.objects.visible_to(request.member).select_related("block"), pk=pk)
    try:
        undo_swap(swap=row, by=request.member, now=clock.read())
    except SwapRefused as refused:
        messages.warning(request, texts.refusal(refused, zone_of(request.member)))
    else:
        messages.success(request, _("Taken back. The hour stands as before."))
    return HttpResponseRedirect(reverse("prospecting:mine"))


@require_safe
def receipt(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show what the two hours booked beside what the visit gave."""
    rows = Swap.objects.visible_to(request.member).select_related(
        "block__member__team",
        "block__member__organization",
        "reason",
        "meeting__account",
        "meeting__opportunity__stage",
    )
    row = get_object_or_404(rows, pk=pk)
    zone = zone_of(row.block.member)
    found = receipt_of(row)
    lines = [(said.time(slot_of(line.block), zone), said.state(line.block), line) for line in found.lines]
    context = {
        "nav_at": "prospecting",
        "receipt": found,
        "swap": row,
        "lines": lines,
        "when": said.time(slot_of(row.block), zone),
        "reason": texts.reason(row.reason),
        "zone": zone.key,
        "own": row.block.member_id == request.member.pk,
    }
    return render(request, "prospecting/receipt.html", context)


def _visits(over: Conflict | None) -> list[CustomerMeeting]:
    ids = [busy.source for busy in over.over if busy.kind == MEETING] if over else []
    return list(CustomerMeeting.objects.filter(pk__in=ids).order_by("starts_at")) if ids else []


def _over(over: Conflict | None) -> str:
    return ", ".join(said.over(busy.kind, busy.title) for busy in over.over) if over else ""
