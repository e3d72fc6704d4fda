"""All opportunities: searched and narrowed, for whoever looks for one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hederssak.honesty.queries.questions import TeamWorth, counts_of
from hederssak.honesty.queries.trend import worth_now
from hederssak.lib import clock, formats
from hederssak.lib.addresses import address_of
from hederssak.lib.keyset import BadMarkError
from hederssak.org.access import may_import
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, Reach, Role, Team
from hederssak.org.queries.people import reps_of, teams_of
from hederssak.pipeline import texts
from hederssak.pipeline.models import Opportunity, Stage, State
from hederssak.pipeline.queries.listing import IN_PLAY, Wish, lines, next_steps_of, open_stages
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
        page = lines(member, wish)
    except BadMarkError as error:
        raise Http404 from error
    context = {
        "nav_at": "opportunities",
        "wish": wish,
        "whose": whose,
        "teams": _choices(teams, wish.team),
        "owners": _choices(owners, wish.owner),
        "states": [(state, texts.state(state)) for state in State],
        "stages": _choices(open_stages(member.organization_id), wish.stage) if wish.is_in_play else [],
        "sorts": wish.sorts,
        "rows": _rows(page.rows, wish, days.today),
        "next_after": page.next_after,
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
    if member.role == Role.REP and member.organization.reach == Reach.TEAM:
        return [], [rep for rep in reps_of(member.organization_id) if rep.team_id == member.team_id]
    return teams_of(member.organization_id), reps_of(member.organization_id)


def _usually(member: Member, teams: list[Team]) -> str:
    """Return whose deals somebody comes to see: a rep their own, a manager their team's, others everyone's."""
    if member.role == Role.REP:
        return str(member.pk)
    led = [team for team in teams if team.manager_id == member.pk]
    return str(led[0].pk) if member.role == Role.MANAGER and led else EVERYONE


def _choices(rows: Sequence[Team | Member | Stage], chosen: uuid.UUID | None) -> list[tuple[str, str, bool]]:
    """Return rows to choose among as texts: the identifier, the name, and whether it is the one chosen."""
    return [(str(row.pk), row.name, row.pk == chosen) for row in rows]


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


def _rows(shown: list[Any], wish: Wish, today: dt.date) -> list[dict[str, Any]]:
    """Return what each row shows, as plain texts: a template finds these fastest."""
    ids = [line.pk for line in shown]
    steps, asked = next_steps_of(ids), counts_of(ids)
    states = {state: texts.state(state) for state in State}
    return [
        {
            "url": address_of("web:opportunity", line.pk),
            "title": line.account__name or line.name,
            "name": "" if line.account__name is None else line.name,
            "place": line.stage__name if wish.is_in_play else states[State(line.state)],
            "margin": "–" if line.margin is None else formats.short_money(line.margin, line.currency),
            **_ending(line, wish, today),
            **_next(*steps.get(line.pk, ("", None)), today=today),
            "is_open": line.state == State.OPEN,
            "owner": line.owner__name or "–",
            "asked": asked.get(line.pk, 0),
        }
        for line in shown
    ]


def _ending(line: Any, wish: Wish, today: dt.date) -> dict[str, Any]:
    """Return the day on which a deal closes or did, and whether that has passed while it is open."""
    if "closed" in wish.sorts:
        return {"ends": formats.date(line.closed_on) if line.closed_on else "", "has_passed": False}
    day = line.close_date
    has_passed = day is not None and day < today and line.state in IN_PLAY
    return {"ends": formats.date(day) if day else "–", "has_passed": has_passed}


def _next(what: str, due: dt.date | None, *, today: dt.date) -> dict[str, Any]:
    """Return the next step's day, what it is, and whether it is late; a step without a day is none to the list."""
    if due is None:
        return {"step": ""}
    return {"step": formats.day(due), "step_is": what, "step_is_late": due < today}
