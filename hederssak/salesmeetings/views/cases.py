"""A case from its offer to what was learned: the one-page sheet, on paper, phone and wall, and the writing on it."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hederssak.cadence.models import SalesMeeting
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member
from hederssak.pipeline.models import Opportunity
from hederssak.rules.case_story import MOST, Weight
from hederssak.rules.cases import Reason
from hederssak.rules.spoken_promises import NotAPromise
from hederssak.salesmeetings.actions import cases as actions
from hederssak.salesmeetings.actions.promising import About, give
from hederssak.salesmeetings.forms import InsightForm, OfferForm, TryForm
from hederssak.salesmeetings.models import Case, Insight
from hederssak.salesmeetings.queries.case_story import case_story
from hederssak.salesmeetings.queries.cases import case_to_show, may_steer, may_write_in, open_offer, own_deals
from hederssak.salesmeetings.queries.meetings import next_meeting
from hederssak.salesmeetings.texts import cases as texts
from hederssak.salesmeetings.texts.promises import not_read
from hederssak.salesmeetings.views.course import stair

ON_THE_WALL = 8
"""Lines of a deal's story that are read from six meters."""


@require_http_methods(["GET", "POST"])
def offer(request: MemberRequest, pk: str) -> HttpResponse:
    """Offer one's own deal to be told in the team's next meeting."""
    row = get_object_or_404(Opportunity.objects.visible_to(request.member).select_related("account"), pk=pk)
    if row.owner_id != request.member.pk:
        raise PermissionDenied
    now = clock.read()
    standing = open_offer(row, now=now)
    form = OfferForm(request.POST or None, initial={"question": standing.question if standing else ""})
    if request.method == "POST" and form.is_valid():
        try:
            case = actions.offer_case(opportunity=row, by=request.member, now=now, **form.cleaned_data)
        except actions.CaseRefused as refused:
            form.add_error(None, texts.refusal(refused.code))
        else:
            undo = reverse("salesmeetings:take_case_back", args=[case.pk])
            messages.success(request, _("It is offered for the next meeting."), extra_tags=undo)
            return HttpResponseRedirect(reverse("web:opportunity", args=[row.pk]))
    team = request.member.team
    context = {
        "nav_at": "honesty",
        "opportunity": row,
        "form": form,
        "standing": standing,
        "meeting": next_meeting(team, now=now) if team else None,
    }
    return render(request, "salesmeetings/offer.html", context, status=422 if form.errors else 200)


@require_POST
def take_up(request: MemberRequest, pk: str, deal: str) -> HttpResponse:
    """Take up a deal that the pack has chosen, and open its sheet."""
    rows = SalesMeeting.objects.visible_to(request.member).filter(called_off_at=None)
    meeting = get_object_or_404(rows.select_related("team__organization"), pk=pk)
    row = get_object_or_404(Opportunity, pk=deal, organization_id=request.member.organization_id)
    try:
        case = actions.take_up(meeting=meeting, opportunity=row, by=request.member, now=clock.read())
    except actions.NotOfferedError as refused:
        raise Http404 from refused
    return HttpResponseRedirect(reverse("salesmeetings:case", args=[case.pk]))


@require_POST
def take_back(request: MemberRequest, pk: str) -> HttpResponse:
    """Take an offered case back."""
    case = _case(request, pk)
    try:
        actions.take_back(case=case, by=request.member, now=clock.read())
    except actions.ToldAlreadyError as refused:
        messages.warning(request, texts.refusal(refused.code))
        return _to(case)
    messages.success(request, _("It is taken back."))
    return HttpResponseRedirect(reverse("web:opportunity", args=[case.opportunity_id]))


@require_safe
def case(request: MemberRequest, pk: str) -> HttpResponse:
    """Show a case's sheet, with what was understood and who tries it."""
    row = _case(request, pk)
    return render(request, "salesmeetings/case.html", _context(request.member, row))


@require_safe
def wall(request: MemberRequest, pk: str) -> HttpResponse:
    """Show a case's sheet on the wall, in two columns."""
    row = _case(request, pk)
    return render(request, "salesmeetings/case_wall.html", _context(request.member, row, most=ON_THE_WALL))


@require_POST
def question(request: MemberRequest, pk: str) -> HttpResponse:
    """Put another question to a case."""
    row = _case(request, pk)
    form = OfferForm(request.POST)
    if form.is_valid():
        actions.put_question(case=row, by=request.member, **form.cleaned_data)
    return _to(row)


@require_POST
def insight(request: MemberRequest, pk: str) -> HttpResponse:
    """Write down a line that was understood."""
    row = _case(request, pk)
    form = InsightForm(request.POST)
    if not form.is_valid():
        context = _context(request.member, row) | {"insight_form": form}
        return render(request, "salesmeetings/case.html", context, status=422)
    actions.write_insight(case=row, by=request.member, now=clock.read(), **form.cleaned_data)
    return _to(row, at="learned")


@require_POST
def attempt(request: MemberRequest, pk: str) -> HttpResponse:
    """Write down who tries what, on which deal: a promise that names the case."""
    row = _case(request, pk)
    form = TryForm(request.POST, deals=own_deals(request.member, without=()))
    if form.is_valid():
        about = About(opportunity=form.cleaned_data["deal"], case=row)
        meeting = row.meeting if row.told_at is None else None
        try:
            give(
                form.cleaned_data["words"],
                team=row.team,
                by=request.member,
                now=clock.read(),
                meeting=meeting,
                about=about,
            )
        except NotAPromise as refused:
            form.add_error("words", not_read(refused))
    if form.errors:
        context = _context(request.member, row) | {"try_form": form}
        return render(request, "salesmeetings/case.html", context, status=422)
    return _to(row, at="tries")


@require_POST
def strike(request: MemberRequest, pk: str) -> HttpResponse:
    """Strike a line."""
    rows = Insight.objects.filter(case__in=Case.objects.visible_to(request.member))
    line = get_object_or_404(rows.select_related("case__team", "case__opportunity__account"), pk=pk)
    actions.strike_insight(insight=line, by=request.member)
    messages.success(request, _("The line is struck."))
    return _to(line.case, at="learned")


@require_POST
def tell(request: MemberRequest, pk: str) -> HttpResponse:
    """Note that the case has been told."""
    row = _case(request, pk)
    actions.tell_case(case=row, by=request.member, now=clock.read())
    messages.success(request, _("It is told, and comes up again on deals like it."))
    return _to(row)


def _case(request: MemberRequest, pk: str) -> Case:
    return get_object_or_404(case_to_show(request.member), pk=pk)


def _to(row: Case, *, at: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("salesmeetings:case", args=[row.pk]) + (f"#{at}" if at else ""))


def _context(reader: Member, row: Case, *, most: int = MOST) -> dict[str, Any]:
    """Return what the sheet shows: the deal's story, its way, the question, insights and tries."""
    zone = ZoneInfo(row.team.time_zone)
    now = clock.read()
    today = clock.day_in(zone.key, now)
    deal = row.opportunity
    story = case_story(deal, zone=zone, today=today, most=most)
    name = deal.account.name if deal.account else deal.name
    return {
        "nav_at": "salesmeetings",
        "case": row,
        "deal": deal,
        "story": story,
        "lines": [
            {"line": one, "said": texts.line(one), "tone": _tone(one.weight, one.what)} for one in story.story.lines
        ],
        "zone": zone.key,
        "title": name,
        "headline": texts.headline(name, state=deal.state, stage_name=deal.stage.name, days=story.days),
        "odds": texts.odds(
            Reason(row.reason), row.one_in, row.basis, teller=row.teller.first_name if row.teller else ""
        ),
        "question": row.question or texts.ask(Reason(row.reason)),
        "facts": texts.told_facts(moves=story.moves, meetings=story.meetings),
        "chart": stair(name, story.course, until=deal.closed_on or today),
        "insights": list(row.insights.select_related("by")),
        "tries": list(row.tries.select_related("owner", "opportunity__account").order_by("due", "pk")),
        "insight_form": InsightForm(),
        "try_form": TryForm(deals=own_deals(reader, without={str(deal.pk)})),
        "question_form": OfferForm(initial={"question": row.question}),
        "may_write": may_write_in(reader, row.team),
        "may_steer": may_steer(reader, row),
    }


def _tone(weight: Weight, what: str) -> str:
    """Return the color of a line's dot: the buyer's part, our own, or a date that was pushed."""
    if what == "pushed":
        return "look"
    return {Weight.OURS: "ours", Weight.BUYER: "kept", Weight.MET: "kept"}.get(weight, "")
