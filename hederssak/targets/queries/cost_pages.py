"""What the page of costs shows: sums by month, team, source and criterion, and the flow (R10)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from hederssak.lib.clock import day_in
from hederssak.lib.ordered import ByName
from hederssak.meetings.queries import share_if_nobody_counted
from hederssak.org.models import Member, Role, Team
from hederssak.rules.periods import Span
from hederssak.rules.useless import Became
from hederssak.targets.models import CostSum, MarginRate, MeetingCost, UnqualifiedLoad
from hederssak.targets.queries.cost_scopes import Filter, Scope

ANSWERS_BACK = dt.timedelta(days=182)
_OF_SUMS = {
    "n": Sum("meetings"),
    "own": Sum("hours"),
    "later": Sum("later_hours"),
    "proposals": Sum("proposal_hours"),
    "cost": Sum("money"),
    "polite_n": Sum("polite"),
}
_OF_MEETINGS = {
    "n": Count("pk"),
    "own": Sum("hours"),
    "later": Sum("hours", filter=Q(is_later=True)),
    "proposals": Sum("proposal_hours"),
    "cost": Sum("money"),
    "polite_n": Count("pk", filter=Q(is_polite=True)),
}


@dataclass(frozen=True)
class Part:
    """A share of the meetings: how many, their own hours, of those in later meetings, hours of proposals, and money."""

    key: Any
    meetings: int = 0
    own: Decimal = Decimal(0)
    later: Decimal = Decimal(0)
    proposals: Decimal = Decimal(0)
    money: Decimal = Decimal(0)
    polite: int = 0

    @property
    def hours(self) -> Decimal:
        """Return own hours with those of proposals."""
        return self.own + self.proposals

    def plus(self, other: Part) -> Part:
        """Return both taken together, under this one's key."""
        names = ("meetings", "own", "later", "proposals", "money", "polite")
        return Part(self.key, *(getattr(self, name) + getattr(other, name) for name in names))


@dataclass(frozen=True)
class Load:
    """Open deals that nobody has qualified: how many, of how many, their margin, and for how long at the median."""

    deals: int
    of: int
    margin: Decimal
    median_days: int


@dataclass(frozen=True)
class CostPage:
    """All that the page says. `outcomes` are by (became, end); the others are of useless meetings alone."""

    outcomes: dict[tuple[str, str], Part]
    months: list[Part]
    teams: list[Part]
    sources: list[Part]
    criteria: list[Part]
    rate: MarginRate | None
    load: Load | None
    nobody_counted: tuple[Fraction, int] | None

    def all_of(self, became: Became) -> Part:
        """Return the meetings that became the same, whatever came of their deals."""
        return _together(part for (code, _end), part in self.outcomes.items() if code == became)

    @property
    def held(self) -> Part:
        """Return all held meetings."""
        return _together(self.outcomes.values())


def cost_page(scope: Scope, *, now: dt.datetime) -> CostPage:
    """Return the page of a scope in a few queries, none over more than the prepared sums or one member's meetings."""
    groups = _Groups(scope)
    return CostPage(
        outcomes={part.key: part for part in groups.by("became", "end")},
        months=groups.months(),
        teams=groups.of_teams(),
        sources=groups.useless_by("source"),
        criteria=groups.useless_by("criterion"),
        rate=_rate(scope),
        load=load_of(scope),
        nobody_counted=_nobody_counted(scope, now),
    )


def listed_total(rows: QuerySet[MeetingCost]) -> Part:
    """Return what the meetings of a list come to."""
    return _part("", rows.aggregate(**_OF_MEETINGS))


def total_of(scope: Scope, wanted: Filter) -> Part:
    """Return what a filtered list comes to, from the sums wherever these know it."""
    if scope.member is not None or wanted.is_later or wanted.is_polite:
        return listed_total(wanted.narrow(scope.meetings()))
    rows = scope.sums()
    conditions = {"became": wanted.became, "criterion": wanted.criterion, "end": wanted.end}
    rows = rows.filter(**{name: value for name, value in conditions.items() if value})
    if wanted.month is not None:
        rows = rows.filter(month=wanted.month)
    if wanted.source is not None:
        rows = rows.filter(source=wanted.source)
    return _part("", rows.aggregate(**_OF_SUMS))


def load_of(scope: Scope) -> Load | None:
    """Return the unqualified deals that a member or the members of a team carry; None before they were counted."""
    rows = UnqualifiedLoad.objects.filter(organization_id=scope.viewer.organization_id)
    if scope.member is not None:
        rows = rows.filter(member=scope.member)
    elif scope.team is not None:
        rows = rows.filter(team=scope.team)
    elif scope.viewer.role != Role.DIRECTOR:
        rows = rows.filter(team__in=scope.teams)
    found = list(rows.values_list("deals", "of", "margin", "median_days"))
    if not found:
        return None
    carried = sorted(((days, deals) for deals, _of, _margin, days in found if deals), reverse=True)
    half, counted, median = sum(deals for _, deals in carried) / 2, 0, 0
    for days, deals in carried:
        counted += deals
        if counted >= half:
            median = days
            break
    return Load(
        sum(row[0] for row in found), sum(row[1] for row in found), sum((row[2] for row in found), Decimal(0)), median
    )


def people_of(scope: Scope) -> list[Member]:
    """Return whose own pages a manager can open, by name: no figure stands beside it."""
    if scope.viewer.role != Role.MANAGER or scope.member is not None:
        return []
    teams = [scope.team] if scope.team else list(scope.teams)
    return list(Member.objects.filter(team__in=teams, role=Role.REP, left_on=None).order_by(ByName("name")))


class _Groups:
    """The same sums of a scope by different keys."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.rows: QuerySet[Any] = scope.meetings() if scope.member is not None else scope.sums()
        self.sums = _OF_MEETINGS if scope.member is not None else _OF_SUMS

    def by(self, *names: str, rows: QuerySet[Any] | None = None) -> list[Part]:
        found = (self.rows if rows is None else rows).values(*names).annotate(**self.sums)
        return [_part(tuple(row[name] for name in names) if names[1:] else row[names[0]], row) for row in found]

    def useless_by(self, name: str) -> list[Part]:
        """Return useless meetings by a column, the dearest first."""
        return _dearest(self.by(name, rows=self.rows.filter(became=Became.USELESS)))

    def months(self) -> list[Part]:
        """Return every month of the twelve, empty ones too."""
        name: str = "on" if self.rows.model is MeetingCost else "month"
        found: dict[dt.date, Part] = {}
        month = Span.month_of(self.scope.first)
        while month.first <= self.scope.today:
            found[month.first] = Part(month.first)
            month = Span.month_of(month.last + dt.timedelta(days=1))
        for part in self.by(name, rows=self.rows.filter(became=Became.USELESS)):
            first = part.key.replace(day=1)
            if first in found:
                found[first] = found[first].plus(part)
        return list(found.values())

    def of_teams(self) -> list[Part]:
        """Return the useless meetings of each team, where there are several to see."""
        scope = self.scope
        if scope.member is not None or scope.team is not None or len(scope.teams) < 2:
            return []
        known: dict[uuid.UUID | None, Team] = {team.pk: team for team in scope.teams}
        found = self.by("team_id", rows=self.rows.filter(became=Became.USELESS))
        return _dearest(Part(known[one.key]).plus(one) for one in found if one.key in known)


def _dearest(parts: Iterable[Part]) -> list[Part]:
    def order(one: Part) -> tuple[Decimal, Decimal, str]:
        return -one.money, -one.hours, str(one.key)

    return sorted(parts, key=order)


def _part(key: Any, row: dict[str, Any]) -> Part:
    def cents(name: str) -> Decimal:
        return Decimal(str(row[name] or 0)).quantize(Decimal("0.01"))

    return Part(
        key, row["n"] or 0, cents("own"), cents("later"), cents("proposals"), cents("cost"), row["polite_n"] or 0
    )


def _together(parts: Iterable[Part]) -> Part:
    whole = Part("")
    for part in parts:
        whole = whole.plus(part)
    return whole


def _rate(scope: Scope) -> MarginRate | None:
    """Return what right hours bring in the scope's team, else in the organization."""
    team = scope.member.team if scope.member else scope.team
    rows = MarginRate.objects.filter(organization_id=scope.viewer.organization_id)
    return rows.filter(team=team).first() or rows.filter(team=None).first()


def _nobody_counted(scope: Scope, now: dt.datetime) -> tuple[Fraction, int] | None:
    """Return the share of a team that would take its meetings if nobody counted; never a person's."""
    if scope.member is not None or scope.team is None:
        return None
    return share_if_nobody_counted(scope.team, since=now - ANSWERS_BACK)


def has_costs(scope: Scope) -> bool:
    """Say whether any meeting was counted for the scope's organization."""
    return CostSum.objects.filter(organization_id=scope.viewer.organization_id).exists()


def today_of(member: Member, now: dt.datetime) -> dt.date:
    """Return the day that it is for a member."""
    return day_in((member.team or member.organization).time_zone, now)
