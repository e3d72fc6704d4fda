"""One person's booking hours: to themselves first, and to the manager of their team, whose look is noted."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hederssak.lib import clock, formats
from hederssak.org.access import may_see_person
from hederssak.org.actions import look_at_person
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, Role
from hederssak.org.queries import zone_of
from hederssak.prospecting.models import ManagerDuty, Swap
from hederssak.prospecting.queries.diagnosis import diagnosis_of_person
from hederssak.prospecting.queries.outlooks import outlook_of
from hederssak.prospecting.queries.people import Person, TeamFacts, facts_of_team, weeks_worked
from hederssak.prospecting.queries.promises import standing_of_promise
from hederssak.prospecting.texts import diagnosis as diagnosis_texts
from hederssak.prospecting.texts import erosion as texts
from hederssak.prospecting.texts import swaps as swap_texts
from hederssak.prospecting.views.boarding import Saying, money_context, own_grid
from hederssak.rules.erosion import LONG, SHORT

PAGE = "booking_hours"
PERIODS = {"4": SHORT, "8": LONG, "13": 13}
"""Weeks of working time over which the root problem may be asked for; thirteen are a quarter."""


@require_safe
def own(request: MemberRequest) -> HttpResponse:
    """Show a rep their own promise: the same that the manager sees, and first."""
    if request.member.role != Role.REP or request.member.team is None:
        raise Http404
    return _page(request, request.member)


@require_safe
def person(request: MemberRequest, member_id: uuid.UUID) -> HttpResponse:
    """Show a rep's promise to the manager of their team; the rep reads that it was looked at."""
    members = Member.objects.visible_to(request.member).select_related("organization", "team__manager")
    subject = get_object_or_404(members, pk=member_id, role=Role.REP, team__isnull=False)
    if not may_see_person(request.member, subject):
        raise Http404
    look_at_person(viewer=request.member, subject=subject, page=PAGE, now=clock.read())
    return _page(request, subject)


def _page(request: MemberRequest, subject: Member) -> HttpResponse:
    now = clock.read()
    team = subject.team
    if team is None:
        raise Http404
    weeks = PERIODS.get(request.GET.get("weeks", ""), LONG)
    facts = facts_of_team(team, now=now, weeks=weeks)
    found = next((one for one in facts.people if one.member.pk == subject.pk), None)
    if found is None:
        raise Http404
    context = {
        "nav_at": "prospecting",
        "subject": subject,
        "own": subject.pk == request.member.pk,
        "team": team,
        "person": found,
        **_said(found, own=subject.pk == request.member.pk),
        "grid": own_grid(
            found, weeks_worked(facts.calendars[subject.pk], facts.today), _("The booking hours, week by week")
        ),
        "broken": _broken(found, facts),
        "weeks": weeks,
        "periods": [(str(n), n == weeks, _period(n)) for n in PERIODS.values()],
        **_root(facts, subject, now=now, weeks=weeks),
        **money_context(_outlook(team.pk)),
        "promise": standing_of_promise(facts.promise, today=facts.today) if facts.promise else None,
    }
    return render(request, "prospecting/own.html", context)


def _said(found: Person, *, own: bool) -> dict[str, Any]:
    standing = found.standing
    before, after = (
        texts.own_sentence(standing.state) if own else texts.person_sentence(found.member.first_name, standing.state)
    )
    return {
        "says": Saying(
            before, texts.count(standing.honour) if standing.honour.due else "", after, texts.TONES[standing.state]
        ),
        "why": texts.why(standing),
        "next_break": texts.next_break(standing),
        "owed": texts.owed(found.owed + found.planned),
    }


def _root(facts: TeamFacts, subject: Member, *, now: dt.datetime, weeks: int) -> dict[str, Any]:
    found = diagnosis_of_person(facts, subject.pk, now=now, weeks=weeks)
    return {
        "diagnosis": diagnosis_texts.sentence(found) if found else "",
        "root": diagnosis_texts.label(found.root) if found else "",
        "evidence": diagnosis_texts.evidence(found) if found else [],
    }


def _broken(found: Person, facts: TeamFacts) -> list[dict[str, Any]]:
    """Return what was broken or given up in the long stretch, the latest first, and whether the manager asked."""
    blocks = [
        block
        for block in reversed(found.blocks)
        if block.day >= found.standing.first_day and block.state.value in {"missed", "swapped"}
    ]
    ids = [block.pk for block in blocks]
    swaps = {swap.block_id: swap for swap in Swap.objects.filter(block__in=ids).select_related("reason")}
    asked = {duty.block_id: duty for duty in ManagerDuty.objects.filter(block__in=ids)}
    zone = zone_of(facts.team)
    return [
        {
            "day": block.day,
            "from": formats.clock(block.starts_at.astimezone(zone)),
            "to": formats.clock(block.ends_at.astimezone(zone)),
            "word": texts.shape_words()[texts.shape_of(block.state, block.repayment)],
            "tone": "broken" if block.state.value == "missed" else "look",
            "reason": swap_texts.reason(swaps[block.pk].reason) if block.pk in swaps else "",
            "asked": asked.get(block.pk),
        }
        for block in blocks
    ]


def _outlook(team_id: uuid.UUID) -> dict[str, Any]:
    row = outlook_of(team_id)
    return dict(row.figures) if row else {}


def _period(weeks: int) -> str:
    return {
        SHORT: _("four weeks"),
        LONG: _("eight weeks"),
    }.get(weeks, _("a quarter"))
