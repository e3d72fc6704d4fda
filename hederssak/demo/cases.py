"""What the demo company's teams have learned: deals that were told in their meetings, and one that is offered."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from hederssak.cadence.models import SalesMeeting
from hederssak.demo.founding import House
from hederssak.org.models import Role, Team
from hederssak.pipeline.models import Opportunity, State
from hederssak.salesmeetings.actions.cases import offer_case, write_insight
from hederssak.salesmeetings.models import Case

WEEKS = 26
TOLD = 6
"""Deals that each team has told of in half a year; a real team would have told of more."""

LEARNED: dict[str, Sequence[tuple[str, Sequence[str]]]] = {
    State.WON: (
        (
            "Vad fick driften att säga ja före ekonomin?",
            (
                "Låt driften räkna stilleståndet själva; då försvarar de siffran mot ekonomin.",
                "Kurvan från ett verk av samma storlek sa mer än vår rabatt.",
            ),
        ),
        (
            "När förstod vi att den var vår?",
            ("Beslutaren ville ha mätningen i sitt eget namn. Erbjud det tidigare.",),
        ),
        (
            "Hur kom vi förbi inköp?",
            (
                "Vi träffade den som äger kostnaden före den som köper in.",
                "Ett datum hos köparen är värt mer än ett hos oss.",
            ),
        ),
    ),
    State.LOST: (
        (
            "Vad frågar vi tidigare nästa gång?",
            (
                "Fråga på första mötet vem som kan stoppa det, och be att få träffa den personen.",
                "Tre mejl utan svar är ett svar. Ring, eller släpp den.",
            ),
        ),
        (
            "Vem bestämde egentligen?",
            ("Ekonomichefen sågs aldrig. Utan henne är offerten ett prisunderlag åt någon annan.",),
        ),
        (
            "Varför gled datumet tre gånger?",
            (
                "Datumet var vårt, inte deras. Fråga vad som händer hos dem den dagen.",
                "Att vänta ett år var deras plan B från början. Räkna på den med dem.",
            ),
        ),
    ),
}
OFFERED = "Vem hos dem kan stoppa den, och hur får vi träffa den personen?"


def tell_cases(house: House, *, seed: int, now: dt.datetime) -> None:
    """Let each team tell of deals that ended in the last half-year, and one rep offer one for the coming meeting."""
    for name, row in sorted(house.teams.items()):
        rng = random.Random(f"{seed} {name} cases")
        team = Team.objects.get(pk=row.pk)
        held = list(
            SalesMeeting.objects.filter(team=team, starts_at__lte=now, starts_at__gt=now - dt.timedelta(weeks=WEEKS))
            .select_related("team")
            .order_by("starts_at")
        )
        for place, deal in enumerate(_ended(team, now=now)):
            meeting = next((one for one in held if deal.closed_on and one.starts_at.date() > deal.closed_on), None)
            if meeting is not None:
                _tell(deal, meeting, place, rng)
        _offer(team, rng, now=now)


def _ended(team: Team, *, now: dt.datetime) -> list[Opportunity]:
    """Return the largest deals that a team won and lost lately, in turn."""
    since = (now - dt.timedelta(weeks=WEEKS)).date()
    rows = Opportunity.objects.filter(
        organization_id=team.organization_id, team=team, closed_on__gt=since, owner__role=Role.REP, owner__team=team
    ).select_related("account", "stage", "owner__team", "organization")
    won, lost = (
        list(rows.filter(state=state).order_by("-margin", "pk")[: TOLD // 2]) for state in (State.WON, State.LOST)
    )
    return [deal for pair in zip(won, lost, strict=False) for deal in pair]


def _tell(deal: Opportunity, meeting: SalesMeeting, place: int, rng: random.Random) -> Case | None:
    """Offer a deal some days before a meeting, and write down there what was understood."""
    if deal.owner is None:
        return None
    question, lines = LEARNED[deal.state][place // 2]
    offered_at = meeting.starts_at - dt.timedelta(days=rng.randint(1, 3))
    case = offer_case(opportunity=deal, question=question, by=deal.owner, now=offered_at)
    for n, line in enumerate(lines):
        write_insight(case=case, text=line, by=deal.owner, now=meeting.starts_at + dt.timedelta(minutes=30 + 5 * n))
    return case


def _offer(team: Team, rng: random.Random, *, now: dt.datetime) -> None:
    rows = Opportunity.objects.filter(
        organization_id=team.organization_id, team=team, state=State.OPEN, owner__role=Role.REP, owner__team=team
    ).select_related("account", "owner__team")
    largest = list(rows.order_by("-margin", "pk")[:5])
    if largest:
        deal = rng.choice(largest)
        if deal.owner is not None:
            offered_at = now - dt.timedelta(hours=rng.randint(3, 20))
            offer_case(opportunity=deal, question=OFFERED, by=deal.owner, now=offered_at)
