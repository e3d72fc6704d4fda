"""All opportunities: searched and narrowed, for whoever looks for one."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hederssak.honesty.models import Flag
from hederssak.honesty.queries.questions import TeamWorth
from hederssak.honesty.queries.trend import worth_now
from hederssak.lib import clock
from hederssak.lib.keyset import BadMarkError
from hederssak.org.access import may_import
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, Reach, Role, Team
from hederssak.pipeline import texts
from hederssak.pipeline.models import Opportunity, Stage, StageKind, State
from hederssak.pipeline.queries.listing import Wish, listed, next_steps_of
from hederssak.web.queries.days import days_of

EVERYONE = "all"


@require_safe
def opportunities(request: MemberRequest) -> HttpResponse:
    """Show a page of opportunities."""
    member = request.member
    days = days_of(member, now=clock.read())
    teams, owners = _whose(member)
    whose = request.GET.get("whose") or _usually(member, teams)
    wish = _wish(request, whose, teams)
    try:
        page = listed(member, wish)
    except BadMarkError as error:
        raise Http404 from error
    context = {
        "nav_at": "opportunities",
        "wish": wish,
        "whose": whose,
        "teams": teams,
        "owners": owners,
        "states": [(state, texts.state(state)) for state in State],
        "stages": Stage.objects.filter(organization_id=member.organization_id, kind=StageKind.OPEN).order_by(
            "pipeline", "position"
        ),
        "sorts": wish.sorts,
        "rows": _rows(page.rows),
        "next_after": page.next_after,
        "today": days.today,
        "shown": len(page.rows),
        "worth": _worth(member, wish),
        "narrowed": wish.is_narrowed,
        "nothing_yet": not page.rows and not Opportunity.objects.filter(organization=member.organization).exists(),
        "may_import": may_import(member),
        "can_choose": bool(owners),
    }
    template = "web/opportunities.html#rows" if wish.after and request.htmx else "web/opportunities.html"  # type: ignore[attr-defined] # set by django-htmx
    response = render(request, template, context)
    response.headers["Vary"] = "HX-Request"
    return response


def _whose(member: Member) -> tuple[list[Team], list[Member]]:
    """Return the teams and owners that a reader may choose among; a rep who reads only their own has no choice."""
    if member.role == Role.REP and member.organization.reach == Reach.OWN:
        return [], []
    teams = Team.objects.filter(organization_id=member.organization_id).order_by("name")
    owners = Member.objects.visible_to(member).filter(role=Role.REP, left_on=None).order_by("name")
    if member.role == Role.REP and member.organization.reach == Reach.TEAM:
        return [], list(owners.filter(team=member.team_id))
    return list(teams), list(owners)


def _usually(member: Member, teams: list[Team]) -> str:
    """Return whose deals somebody comes to see: a rep their own, a manager their team's, others everyone's."""
    if member.role == Role.REP:
        return str(member.pk)
    led = [team for team in teams if team.manager_id == member.pk]
    return str(led[0].pk) if member.role == Role.MANAGER and led else EVERYONE


def _wish(request: MemberRequest, whose: str, teams: list[Team]) -> Wish:
    """Read what was asked for; what makes no sense is answered with 404, since only a forged address has it."""
    given = request.GET
    state = given.get("state", State.OPEN)
    try:
        chosen = None if whose == EVERYONE else uuid.UUID(whose)
        stage = uuid.UUID(given["stage"]) if given.get("stage") else None
    except ValueError as error:
        raise Http404 from error
    if state not in {"", *State}:
        raise Http404
    return Wish(
        search=given.get("q", "").strip()[:100],
        state=state,
        team=chosen if any(team.pk == chosen for team in teams) else None,
        owner=chosen if not any(team.pk == chosen for team in teams) else None,
        stage=stage,
        sort=given.get("sort", ""),
        after=given.get("after", ""),
    )


def _worth(member: Member, wish: Wish) -> TeamWorth:
    """Return how many open deals there are and what they are worth, from the roll-up; nothing where it does not say."""
    if wish.is_narrowed or wish.state != State.OPEN:
        return TeamWorth()
    return worth_now(organization=member.organization, team=wish.team, owner=wish.owner)


def _rows(shown: list[Opportunity]) -> list[dict[str, Any]]:
    steps = next_steps_of(shown)
    asked = dict(
        Flag.objects.filter(opportunity__in=shown).values_list("opportunity_id").annotate(n=Count("pk")).order_by()
    )
    return [
        {"deal": row, "step": steps.get(row.pk), "asked": asked.get(row.pk, 0), "state": texts.state(row.state)}
        for row in shown
    ]
