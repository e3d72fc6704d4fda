"""The honest pipeline: the questions to it, worst money first."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hederssak.honesty import texts
from hederssak.honesty.actions import NothingToObjectToError, answer_objection, judge_few_changed, object_to
from hederssak.honesty.forms import AnswerForm, ObjectionForm
from hederssak.honesty.models import Objection
from hederssak.honesty.queries.objections import open_objections
from hederssak.honesty.queries.questions import SORTS, Asking, Question, questions
from hederssak.honesty.queries.trend import worth_since_monday
from hederssak.lib import charts, clock, formats
from hederssak.lib.addresses import address_of
from hederssak.lib.keyset import BadMarkError
from hederssak.org.access import require_write
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Role, Team, first_name
from hederssak.org.queries.people import people_in, teams_followed
from hederssak.pipeline.models import Opportunity
from hederssak.pipeline.queries.as_of import stage_names
from hederssak.rules.findings import Finding, WayOut
from hederssak.rules.honesty.codes import Code

GESTURES = {
    WayOut.ADD_NEXT_STEP: "pipeline:next_steps",
    WayOut.SET_DATE: "pipeline:close_dates",
    WayOut.SET_AMOUNT: "pipeline:values",
    WayOut.STATE_BASIS: "pipeline:values",
    WayOut.QUALIFY: "pipeline:evidence",
    WayOut.ADD_DECISION_MAKER: "pipeline:seats",
    WayOut.NAME_BUYER_EVENT: "pipeline:buyer_events",
    WayOut.PARK: "pipeline:parkings",
    WayOut.LET_GO: "pipeline:lettings_go",
}
ALWAYS = (WayOut.PARK, WayOut.LET_GO)
KEYS = {WayOut.ADD_NEXT_STEP: "n", WayOut.SET_DATE: "d", WayOut.PARK: "p", WayOut.LET_GO: "l"}


SAID = 3
"""How many questions to one deal are said in its row."""


class Button(NamedTuple):
    """A way out as a button: where it goes, what it says and which key presses it."""

    url: str
    label: str
    key: str


class WaysOut:
    """The buttons that answer questions, for a page to which they lead back."""

    def __init__(self, here: str) -> None:
        """Say once what all of them say: a list has the same few in each row."""
        self.back = urlencode({"next": here})
        self.labels = texts.ways_out()

    def of(self, findings: Sequence[Finding], opportunity_id: uuid.UUID) -> list[Button]:
        """Return those of the weightiest question: the first that suits it, then parking and letting go."""
        pk = str(opportunity_id)
        lead = findings[0].ways_out if findings else ()
        ways = [*[way for way in lead if way in GESTURES and way not in ALWAYS][:1], *ALWAYS]
        return [
            Button(f"{address_of(GESTURES[way], pk)}?{self.back}", self.labels[way], KEYS.get(way, "")) for way in ways
        ]


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show the questions to a team's pipeline, a page at a time."""
    member = request.member
    teams = teams_followed(member)
    if not teams:
        raise Http404
    team = _chosen(teams, request.GET.get("team", ""))
    now = clock.read()
    judge_few_changed(organization=member.organization, now=now)
    asking = _asking(request)
    try:
        page = questions(member=member, team=team, asking=asking)
    except BadMarkError as error:
        raise Http404 from error
    rep = member if member.role == Role.REP else None
    today = clock.day_in(team.time_zone, now)
    worth, last_week = worth_since_monday(organization=member.organization, team=team, owner=rep, today=today)
    context = {
        "nav_at": "honesty",
        "team": team,
        "teams": teams,
        "asking": asking,
        "owners": [(str(one.pk), one.name, one.pk == asking.owner) for one in ([] if rep else people_in(team))],
        "codes": [(code.value, texts.label(code), n, code == asking.code) for code in Code if (n := page.counts[code])],
        "rows": _rows(page.rows, team, today, here=request.get_full_path()),
        "next_after": page.next_after,
        "worth": worth,
        "last_week": last_week,
        "objections": [] if rep else open_objections(member),
    }
    template = "honesty/index.html#rows" if request.GET.get("after") and request.htmx else "honesty/index.html"  # type: ignore[attr-defined] # set by django-htmx
    response = render(request, template, context)
    response.headers["Vary"] = "HX-Request"
    return response


@require_http_methods(["GET", "POST"])
def objection(request: MemberRequest, pk: str, code: str) -> HttpResponse:
    """Take a word back to a flag: "the system is wrong here"."""
    rows = Opportunity.objects.visible_to(request.member).select_related("owner__team", "account", "team")
    row = get_object_or_404(rows, pk=pk)
    require_write(request.member, owner=row.owner)
    if code not in set(Code):
        raise Http404
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            object_to(opportunity=row, code=code, why=form.cleaned_data["why"], by=request.member, now=clock.read())
        except NothingToObjectToError:
            form.add_error(None, _("The question is gone already: somebody has answered it."))
        else:
            messages.success(request, _("It falls silent, and your word goes to whoever set the rule."))
            return HttpResponseRedirect(reverse("honesty:index"))
    context = {"opportunity": row, "form": form, "label": texts.label(Code(code)), "nav_at": "honesty"}
    return render(request, "honesty/objection.html", context, status=422 if form.errors else 200)


@require_POST
def answer(request: MemberRequest, pk: str) -> HttpResponse:
    """Answer an objection: the flag stays silent, or stands."""
    row = get_object_or_404(Objection, pk=pk, organization=request.member.organization, answered_at=None)
    form = AnswerForm(request.POST)
    if form.is_valid():
        answer_objection(objection=row, by=request.member, now=clock.read(), **form.cleaned_data)
        messages.success(request, _("Your answer is written."))
    return HttpResponseRedirect(reverse("honesty:index"))


def _chosen(teams: list[Team], asked: str) -> Team:
    if not asked:
        return teams[0]
    found = next((team for team in teams if str(team.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def _asking(request: MemberRequest) -> Asking:
    """Read what was asked for; what makes no sense is answered with 404, since only a forged address has it."""
    given = request.GET
    try:
        sort = given.get("sort") or "weight"
        return Asking(
            owner=uuid.UUID(given["owner"]) if given.get("owner") else None,
            code=Code(given["code"]) if given.get("code") else None,
            sort=sort if sort in SORTS else "weight",
            after=given.get("after", ""),
        )
    except ValueError as error:
        raise Http404 from error


def _rows(page: list[Question], team: Team, today: dt.date, *, here: str) -> list[dict[str, Any]]:
    zone = ZoneInfo(team.time_zone)
    stages = stage_names(team.organization_id)
    ways_out = WaysOut(here)
    return [
        {
            **_row(one, zone=zone, stages=stages, today=today),
            "buttons": ways_out.of(one.findings, one.flag.opportunity_id),
        }
        for one in page
    ]


def _row(one: Question, *, zone: ZoneInfo, stages: Mapping[str, str], today: dt.date) -> dict[str, Any]:
    """Return what the row of one deal shows, as plain texts: a template finds these fastest."""
    flag = one.flag
    owner = first_name(flag.owner) if flag.owner else "–"
    first, *others = [texts.question(finding, zone=zone, stages=stages) for finding in one.findings[:SAID]] or [""]
    return {
        "url": address_of("web:opportunity", flag.opportunity_id),
        "title": flag.opportunity if flag.company is None else flag.company,
        "under": owner if flag.company is None else f"{flag.opportunity} · {owner}",
        "margin": "–" if flag.margin is None else formats.short_money(flag.margin, flag.currency),
        "margin_assumed": flag.margin_assumed,
        "first": first,
        "others": others,
        "moves": charts.moves([day.toordinal() for day in one.dates], today=today.toordinal(), label=_way(one.dates)),
        "objection_url": address_of("honesty:objection", flag.opportunity_id, flag.code),
    }


def _way(dates: list[dt.date]) -> str:
    return _("The close date's way: %(days)s") % {"days": ", ".join(formats.dates(dates))} if dates else ""
