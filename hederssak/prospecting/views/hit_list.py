"""The HIT list: whom to call in the next hour, in which order and why; and making it long enough (R5)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hederssak.crm.models import Contact
from hederssak.lib import clock, formats
from hederssak.lib.ordered import ByName
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member
from hederssak.org.queries import zone_of
from hederssak.prospecting.actions.hitlist import (
    Entered,
    enter,
    enter_one,
    fill,
    may_keep_list_of,
    put_back,
    take_off,
)
from hederssak.prospecting.forms.calling import FillForm, PasteForm
from hederssak.prospecting.models import Added, HitEntry
from hederssak.prospecting.queries.blocks import slot_of
from hederssak.prospecting.queries.filling import Wish, who_is_meant
from hederssak.prospecting.queries.hitlist import entries_of, listed, named, readiness
from hederssak.prospecting.queries.now import Card, block_at, next_block
from hederssak.prospecting.queries.planning import planning_before
from hederssak.prospecting.queries.shares import new_percent
from hederssak.prospecting.texts import blocks as said
from hederssak.prospecting.texts import calling
from hederssak.prospecting.views.cards import shown
from hederssak.rules.hitlist import HitListRefused
from hederssak.rules.weeks import local_day

HOUR = dt.timedelta(hours=2)
SHOWN = 60


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show a member's list; one's own, or with `member` that of somebody whose team one leads."""
    member = _whose(request)
    return render(request, "prospecting/hit_list.html", _context(request, member))


@require_http_methods(["POST"])
def fill_up(request: MemberRequest) -> HttpResponse:
    """Fill the list from companies by fit and size."""
    member = _whose(request)
    form = FillForm(request.POST)
    if not form.is_valid():
        return render(request, "prospecting/hit_list.html", _context(request, member, fill_form=form), status=422)
    entered = fill(member=member, wish=Wish(**form.cleaned_data), by=request.member, now=clock.read())
    _tell(request, entered)
    return _back(request, member)


@require_http_methods(["POST"])
def paste(request: MemberRequest) -> HttpResponse:
    """Put those onto the list whom pasted lines mean."""
    member = _whose(request)
    form = PasteForm(request.POST)
    if not form.is_valid():
        return render(request, "prospecting/hit_list.html", _context(request, member, paste_form=form), status=422)
    found = who_is_meant(request.member, form.cleaned_data["text"])
    entered = enter(found.contacts, member=member, added=Added.PASTED, by=request.member, now=clock.read())
    _tell(request, entered)
    if found.unknown:
        lines = ", ".join(f"“{line[:60]}”" for line in found.unknown[:5])
        said = ngettext(
            "%(count)s line means nobody we know, or more than one: %(lines)s",
            "%(count)s lines mean nobody we know, or more than one: %(lines)s",
            len(found.unknown),
        )
        messages.warning(request, said % {"count": formats.number(len(found.unknown)), "lines": lines})
    return _back(request, member)


@require_POST
def add(request: MemberRequest, contact: uuid.UUID) -> HttpResponse:
    """Put one contact onto one's own list, from their company's page."""
    row = get_object_or_404(Contact.objects.visible_to(request.member).select_related("account"), pk=contact)
    member = _own(request)
    try:
        entry = enter_one(row, member=member, by=member, now=clock.read(), note=request.POST.get("note", ""))
    except HitListRefused as refused:
        messages.error(request, f"{row.name}: {calling.not_listed(refused.code)}")
    else:
        undo = reverse("prospecting:take_off", args=[entry.pk])
        messages.success(request, _("%(name)s is on your HIT list.") % {"name": row.name}, extra_tags=undo)
    if row.account_id:
        return HttpResponseRedirect(reverse("web:account", args=[row.account_id]))
    return _back(request, member)


@require_POST
def remove(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Take somebody off the list."""
    entry = get_object_or_404(_entries(request.member), pk=pk)
    take_off(entry, by=request.member, now=clock.read())
    undo = reverse("prospecting:put_back", args=[entry.pk])
    messages.success(request, _("%(name)s is off the list.") % {"name": entry.contact.name}, extra_tags=undo)
    return _back(request, entry.member)


@require_POST
def restore(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Put back who was taken off."""
    entry = get_object_or_404(_entries(request.member), pk=pk)
    try:
        put_back(entry, by=request.member, now=clock.read())
    except HitListRefused as refused:
        messages.error(request, f"{entry.contact.name}: {calling.not_listed(refused.code)}")
    return _back(request, entry.member)


def _entries(member: Member) -> QuerySet[HitEntry]:
    rows = HitEntry.objects.visible_to(member)
    return rows.select_related("contact", "account", "member__team", "member__organization")


def _own(request: MemberRequest) -> Member:
    if not may_keep_list_of(request.member, request.member):
        raise PermissionDenied
    return request.member


def _whose(request: MemberRequest) -> Member:
    """Return whose list is meant: 404 for somebody else's that one does not lead, 403 for whoever has none."""
    asked = request.GET.get("member") or request.POST.get("member")
    if not asked or asked == str(request.member.pk):
        return _own(request)
    try:
        rows = Member.objects.in_teams_of(request.member).filter(pk=uuid.UUID(asked))
    except ValueError:
        rows = Member.objects.none()
    return get_object_or_404(rows.select_related("team", "organization"))


def _back(request: MemberRequest, member: Member) -> HttpResponse:
    address = reverse("prospecting:hit_list")
    return HttpResponseRedirect(address if member.pk == request.member.pk else f"{address}?member={member.pk}")


def _tell(request: MemberRequest, entered: Entered) -> None:
    count = len(entered.entries)
    said = ngettext("%(count)s is new on the list.", "%(count)s are new on the list.", count)
    if count:
        messages.success(request, said % {"count": formats.spelled(count).capitalize()})
    elif not entered.refused:
        messages.info(request, _("Nobody new was found: widen what you ask for."))
    for sentence in calling.refusals(entered.refused):
        messages.warning(request, sentence)


def _context(
    request: MemberRequest, member: Member, *, fill_form: FillForm | None = None, paste_form: PasteForm | None = None
) -> dict[str, Any]:
    now, zone = clock.read(), zone_of(member)
    current = block_at(member, now)
    current = current if current and current.ends_at > now else None
    block = current or next_block(member, now)
    at, until = (max(block.starts_at, now), block.ends_at) if block else (now, now + HOUR)
    ready = readiness(member, at=at, until=until)
    entries = entries_of(member)
    lines = listed(member, now=at, until=until, entries=entries)
    set_aside = planning_before([member.pk], now=now, until=at).get(member.pk, [])
    return {
        "nav_at": "hit_list",
        "subject": member,
        "is_own": member.pk == request.member.pk,
        "block": block,
        "is_now": current is not None,
        "ready": ready,
        "ready_said": calling.ready(
            ready.callable, ready.usual, block.starts_at if block else None, zone, today=local_day(now, zone)
        ),
        "set_aside": said.time(slot_of(set_aside[0]), zone) if set_aside else "",
        "kept": calling.kept_for_new(new_percent(member.organization_id)),
        "missing": max(ready.usual - ready.callable, 0),
        "rows": [(line, shown(Card(line), zone)) for line in named(lines[:SHOWN], today=local_day(now, zone))],
        "more": max(len(lines) - SHOWN, 0),
        "waiting": _waiting(entries, {line.entry.pk for line in lines}),
        "zone": zone.key,
        "people": _people(request.member),
        "fill_form": fill_form or FillForm(initial={"count": max(ready.usual - ready.callable, 12)}),
        "paste_form": paste_form or PasteForm(),
    }


def _waiting(entries: Sequence[HitEntry], listed_now: set[uuid.UUID]) -> list[HitEntry]:
    """Return who is on the list for later, soonest first."""
    later = [entry for entry in entries if entry.pk not in listed_now]
    later = sorted(later, key=lambda entry: entry.call_back_at or entry.rests_until or entry.added_at)[:SHOWN]
    prefetch_related_objects(later, "contact", "account")
    return later


def _people(member: Member) -> Sequence[Member]:
    """Return whose lists a manager may open."""
    return list(Member.objects.in_teams_of(member).filter(left_on=None).exclude(pk=member.pk).order_by(ByName("name")))
