"""The hour: one contact at a time, an outcome at a press (R5)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hederssak.lib import clock, formats
from hederssak.live.addresses import page_address
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member
from hederssak.org.queries import zone_of
from hederssak.prospecting.actions.booking import Booking, book_meeting
from hederssak.prospecting.actions.calling import Pressed, TooLateToUndo, record_attempt, undo_attempt
from hederssak.prospecting.actions.hitlist import may_keep_list_of
from hederssak.prospecting.actions.sessions import be_here, channel_of
from hederssak.prospecting.forms.calling import BookingForm, OutcomeForm
from hederssak.prospecting.models import Block, CallAttempt, HitEntry
from hederssak.prospecting.queries import now as of_now
from hederssak.prospecting.queries.offering import times_to_offer
from hederssak.prospecting.views.cards import shown
from hederssak.rules.attempts import Outcome
from hederssak.rules.meeting_checks import Charter
from hederssak.rules.spoken_days import NotUnderstood, understand

FROM_SCRIPT = "X-Requested-With"


@require_safe
def page(request: MemberRequest) -> HttpResponse:
    """Show the next contact, the clock, and who else is in the hour."""
    member = _caller(request)
    now = clock.read()
    block = of_now.block_at(member, now)
    if block:
        be_here(block=block, by=member, at=now)
    context = _deck(member, block, now) | _presence(request, member, now) | _booking(member, now)
    return render(request, "prospecting/now.html", context)


@require_safe
def deck(request: MemberRequest) -> HttpResponse:
    """Answer with the next contacts; `first` says who is to be the first of them, after something was undone."""
    member = _caller(request)
    now = clock.read()
    context = _deck(member, of_now.block_at(member, now), now, first=request.GET.get("first", ""))
    return _answer("prospecting/now/answer.html", context)


@require_POST
def here(request: MemberRequest) -> HttpResponse:
    """Take a sign of life, and answer with who is in the hour."""
    member = _caller(request)
    now = clock.read()
    if block := of_now.block_at(member, now):
        be_here(block=block, by=member, at=now)
    return render(request, "prospecting/now/presence.html", _presence(request, member, now))


@require_safe
def presence(request: MemberRequest) -> HttpResponse:
    """Answer with who is in the hour."""
    member = _caller(request)
    return render(request, "prospecting/now/presence.html", _presence(request, member, clock.read()))


@require_safe
def spoken(request: MemberRequest) -> HttpResponse:
    """Say back when a call-back would be, while somebody writes."""
    zone = zone_of(_caller(request))
    try:
        said = understand(request.GET.get("when", "")[:120], now=clock.read().astimezone(zone))
    except NotUnderstood:
        return HttpResponse("")
    words = formats.day(said.day) + (f" {formats.clock(said.clock)}" if said.clock else "")
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@require_POST
def outcomes(request: MemberRequest) -> HttpResponse:
    """Write down what was pressed; sent twice it is kept once."""
    member = _caller(request)
    now = clock.read()
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _problem(request, _("This can't be saved: %(why)s") % {"why": _first_error(form)})
    data = form.cleaned_data
    entry = get_object_or_404(
        HitEntry.objects.filter(organization=member.organization, member=member).select_related("contact", "account"),
        pk=data["entry"],
    )
    entry.member = member
    pressed = Pressed(
        key=data["key"],
        outcome=Outcome(data["outcome"]),
        at=form.pressed_at(now),
        note=data["note"],
        when=data["when"],
        is_late=data["late"],
    )
    try:
        if problem := _record(request, entry, pressed, member, now):
            return _problem(request, problem)
    except NotUnderstood:
        said = _("I don't understand “%(words)s”. Write it as “Thu 10” or “next week”.")
        return _problem(request, said % {"words": data["when"]})
    if request.headers.get(FROM_SCRIPT):
        return _answer("prospecting/now/figures.html", _figures(member, of_now.block_at(member, now), now))
    return HttpResponseRedirect(reverse("prospecting:now"))


@require_POST
def undo(request: MemberRequest, key: uuid.UUID) -> HttpResponse:
    """Take back what was pressed by mistake."""
    member = request.member
    rows = CallAttempt.objects.filter(organization=member.organization, member=member)
    attempt = get_object_or_404(rows.select_related("entry", "contact"), key=key)
    try:
        undo_attempt(attempt, by=member, now=clock.read())
    except TooLateToUndo:
        return _problem(request, _("This stands by now; a meeting is called off on its own page."))
    if request.headers.get(FROM_SCRIPT):
        return HttpResponse(status=204)
    return HttpResponseRedirect(reverse("prospecting:now"))


def _answer(template: str, context: dict[str, Any]) -> HttpResponse:
    """Answer the page's script, without the frame's context: the menu costs more than the cards do."""
    return HttpResponse(render_to_string(template, context))


def _record(request: MemberRequest, entry: HitEntry, pressed: Pressed, member: Member, now: dt.datetime) -> str:
    """Write down the attempt, with its meeting where one was booked; return what is wrong, or nothing."""
    if pressed.outcome is not Outcome.MEETING:
        record_attempt(entry=entry, pressed=pressed, by=member, now=now)
        return ""
    form = BookingForm(request.POST, zone=zone_of(member))
    if not form.is_valid():
        return _first_error(form)
    data = form.cleaned_data
    charter = Charter(
        purpose=data["purpose"],
        people=((entry.contact.name, data["why_they"]),),
        goal=data["goal"],
        minutes=data["minutes"],
        why_so_long=data["why_so_long"],
        after=data["after"],
    )
    company = entry.account.name if entry.account else entry.contact.name
    title = _("%(company)s: first meeting") % {"company": company} if entry.account else company
    booking = Booking(starts_at=data["starts_at"], title=title, charter=charter)
    book_meeting(entry=entry, pressed=pressed, booking=booking, by=member, now=now)
    return ""


def _caller(request: MemberRequest) -> Member:
    """Return the member, if they are one who calls; else 403."""
    if not may_keep_list_of(request.member, request.member):
        raise PermissionDenied
    return request.member


def _deck(member: Member, block: Block | None, now: dt.datetime, *, first: str = "") -> dict[str, Any]:
    zone = zone_of(member)
    cards = [shown(card, zone) for card in of_now.cards_of(member, block=block, now=now)]
    cards.sort(key=lambda card: card.entry_id != first)
    return {"cards": cards, "first": next(iter(cards), None), "key": uuid.uuid4(), **_figures(member, block, now)}


def _figures(member: Member, block: Block | None, now: dt.datetime) -> dict[str, Any]:
    return {
        "block": block,
        "coming": None if block else of_now.next_block(member, now),
        "tally": of_now.tally_of(member, block=block, now=now),
        "clock": _clock(block, now),
        "zone": zone_of(member).key,
    }


def _clock(block: Block | None, now: dt.datetime) -> dict[str, int]:
    """Return the block's clock: whole minutes, how many are gone and left, and its end in seconds of the epoch."""
    if block is None or not block.starts_at <= now < block.ends_at:
        return {}
    whole, gone = block.ends_at - block.starts_at, now - block.starts_at
    minute = dt.timedelta(minutes=1)
    return {
        "minutes": whole // minute,
        "gone": gone // minute,
        "left": -(-(whole - gone) // minute),
        "starts": int(block.starts_at.timestamp()),
        "ends": int(block.ends_at.timestamp()),
    }


def _presence(request: MemberRequest, member: Member, now: dt.datetime) -> dict[str, Any]:
    channels = [channel_of(member.team)] if member.team else []
    return {
        "presence": of_now.presence_of(member.team, now=now),
        "live": page_address(request, channels, now=now) if channels else "",
    }


def _booking(member: Member, now: dt.datetime) -> dict[str, Any]:
    zone = zone_of(member)
    return {"offered": _said(times_to_offer(member, now=now), zone)}


def _said(starts: Sequence[dt.datetime], zone: ZoneInfo) -> list[tuple[str, str]]:
    """Return each time that is offered, as it is sent back and as it is said."""
    local = [start.astimezone(zone) for start in starts]
    return [(start.isoformat(), f"{formats.day(start.date())} {formats.clock(start)}") for start in local]


def _problem(request: MemberRequest, sentence: str) -> HttpResponse:
    """Answer that something is missing: to the page's script as data, to a browser without one as a page."""
    if request.headers.get(FROM_SCRIPT):
        return JsonResponse({"problem": sentence}, status=422)
    return render(request, "prospecting/now/problem.html", {"problem": sentence}, status=422)


def _first_error(form: OutcomeForm | BookingForm) -> str:
    return next(str(messages[0]) for messages in form.errors.values())
