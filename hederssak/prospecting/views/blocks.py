"""One's own booking hours, one of them, and what is done in it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hederssak.lib import charts, clock, formats
from hederssak.lib.charts.grid import Grid, Shape
from hederssak.lib.charts.grid import Row as GridRow
from hederssak.org.access import may_see_person
from hederssak.org.actions import look_at_person
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, Role
from hederssak.org.queries import zone_of
from hederssak.prospecting.actions import (
    NotNowError,
    excuse_for_company,
    may_excuse,
    may_set_blocks,
    say_here,
    take_back_excuse,
    write_preparation,
)
from hederssak.prospecting.forms.keeping import PreparationForm
from hederssak.prospecting.models import Block, BlockKind, BlockState, Excuse, Swap
from hederssak.prospecting.queries.blocks import slot_of
from hederssak.prospecting.queries.mine import Mine
from hederssak.prospecting.queries.mine import mine as mine_of
from hederssak.prospecting.queries.planning import filling_for
from hederssak.prospecting.texts import blocks as said
from hederssak.prospecting.texts import calling
from hederssak.prospecting.texts import rules as rule_texts
from hederssak.prospecting.texts import swaps as swap_texts
from hederssak.prospecting.views.doors import own_block, seen_block
from hederssak.prospecting.views.lines import conflict_line, line
from hederssak.rules.blocks import WeeklyRule
from hederssak.rules.weeks import Week, local_day

PAGE = "booking_hours"
NAV = {"nav_at": "prospecting"}


@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    """Show a member their own booking hours."""
    if request.member.role not in {Role.REP, Role.MANAGER}:
        raise Http404
    return _show(request, request.member)


@require_safe
def person(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the booking hours of somebody of one's team; they read who looked."""
    rows = Member.objects.visible_to(request.member).select_related("organization", "team__manager")
    subject = get_object_or_404(rows, pk=pk)
    if not may_see_person(request.member, subject):
        raise Http404
    look_at_person(viewer=request.member, subject=subject, page=PAGE, now=clock.read())
    return _show(request, subject)


@require_safe
def block(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one booking hour: what stands to be done with it."""
    row = seen_block(request.member, pk)
    now = clock.read()
    zone = zone_of(row.member)
    own = row.member_id == request.member.pk
    plans = row.kind == BlockKind.PLANNING
    filling = filling_for(row.member, now=now) if plans and row.state == BlockState.PLANNED else None
    lies_ahead = row.state == BlockState.PLANNED and row.starts_at > now
    context = {
        **NAV,
        "hour": row,
        "own": own,
        "when": said.time(slot_of(row), zone),
        "state": said.state(row),
        "sign": said.sign(row),
        "is_today": local_day(row.starts_at, zone) == local_day(now, zone),
        "plans": plans,
        "filling": calling.filling(filling.ready.callable, filling.ready.usual) if filling else "",
        "may_swap": own and lies_ahead and row.kind == BlockKind.REGULAR,
        "may_move": own and lies_ahead and row.kind == BlockKind.REPLACEMENT,
        "may_excuse": may_excuse(request.member, row) and row.state in {BlockState.PLANNED, BlockState.MISSED},
        "taken": may_excuse(request.member, row) and row.why == Excuse.COMPANY,
        "form": PreparationForm(initial={"preparation": row.preparation}),
    }
    return render(request, "prospecting/block.html", context)


@require_POST
def here(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Take the word "I am here"."""
    row = own_block(request.member, pk)
    return _done(
        request, row, lambda now: say_here(block=row, by=request.member, now=now), _("Good. The hour is yours.")
    )


@require_POST
def preparation(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Write what was prepared."""
    row = own_block(request.member, pk)
    form = PreparationForm(request.POST)
    text = form.cleaned_data["preparation"] if form.is_valid() else ""
    return _done(
        request,
        row,
        lambda now: write_preparation(block=row, text=text, by=request.member, now=now),
        _("Your preparation is written."),
    )


@require_POST
def excuse(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that the company took an hour."""
    row = seen_block(request.member, pk)
    undo = reverse("prospecting:undo_excuse", args=[row.pk])
    return _done(
        request,
        row,
        lambda now: excuse_for_company(block=row, by=request.member, now=now),
        _("It stands on your account as manager, not on the rep's."),
        undo,
    )


@require_POST
def undo_excuse(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Take back that the company took an hour."""
    row = seen_block(request.member, pk)
    return _done(
        request, row, lambda now: take_back_excuse(block=row, by=request.member, now=now), _("It stands as before.")
    )


def _done(request: MemberRequest, row: Block, act: Any, text: str, undo: str = "") -> HttpResponse:
    try:
        act(clock.read())
    except NotNowError:
        messages.warning(request, _("That hour is not today, or it is over."))
    else:
        messages.success(request, text, extra_tags=undo)
    return HttpResponseRedirect(reverse("prospecting:block", args=[row.pk]))


def _show(request: MemberRequest, subject: Member) -> HttpResponse:
    now = clock.read()
    found = mine_of(subject, now=now)
    own = subject.pk == request.member.pk
    ahead = [line(block, found.zone, found.today) for block in found.ahead]
    context = {
        **NAV,
        "subject": subject,
        "own": own,
        "mine": found,
        "zone": found.zone.key,
        "due": found.honour.due,
        "held": found.honour.held,
        "owed": found.debt.owed if found.debt else 0,
        "planned": found.debt.planned if found.debt else 0,
        "paid": found.debt.paid if found.debt else 0,
        "ahead": ahead,
        "next_hour": next((one for one in ahead if not one["is_planning"]), None),
        "conflicts": [conflict_line(conflict, found.zone) for conflict in found.conflicts],
        "lost": [line(block, found.zone, found.today) for block in found.lost],
        "grid": _grid(found) if found.booking else None,
        "rules": [_weekly(rule) for rule in found.rules if not rule.plans],
        "plans": [_weekly(rule) for rule in found.rules if rule.plans],
        "swaps": [_swap(swap, found) for swap in found.swaps],
        "may_set": may_set_blocks(request.member, subject.team),
        "may_excuse": not own,
    }
    return render(request, "prospecting/mine.html", context)


def _weekly(rule: WeeklyRule) -> str:
    return rule_texts.weekly(rule.weekday, rule.starts, rule.minutes)


def _swap(row: Swap, found: Mine) -> dict[str, Any]:
    return {
        "swap": row,
        "when": said.time(slot_of(row.block), found.zone),
        "reason": swap_texts.reason(row.reason),
    }


def _grid(found: Mine) -> Any:
    def shapes(week: Week) -> Sequence[Shape]:
        return [_shape(row) for row in found.booking if local_day(row.starts_at, found.zone) in week]

    words: dict[Shape, str] = {
        "kept": _("held"),
        "late": _("held later that day"),
        "swapped": _("swapped for two"),
        "broken": _("missed"),
        "owed": _("makes up for another"),
        "away": _("away or taken by the company"),
        "ahead": _("planned"),
    }
    spec = Grid(
        title=_("The booking hours, week by week"),
        columns=[formats.week(week.number) for week in found.weeks],
        rows=[GridRow("", [shapes(week) for week in found.weeks])],
        words=words,
    )
    return charts.draw(spec)


def _shape(row: Block) -> Shape:
    if row.state == BlockState.PLANNED:
        return "owed" if row.kind == BlockKind.REPLACEMENT else "ahead"
    shapes: dict[str, Shape] = {
        BlockState.HELD: "kept",
        BlockState.HELD_LATE: "late",
        BlockState.MISSED: "broken",
        BlockState.SWAPPED: "swapped",
        BlockState.EXCUSED: "away",
    }
    return shapes[row.state]
