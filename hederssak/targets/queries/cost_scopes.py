"""Whose meetings a member may have counted: a rep their own, a manager their teams', a director everybody's sums."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from hederssak.meetings.models import CustomerMeeting
from hederssak.org.access import leads
from hederssak.org.models import Member, Role, Team
from hederssak.rules.periods import Span
from hederssak.rules.useless import Became
from hederssak.targets.models import CostSum, MeetingCost
from hederssak.targets.queries.reading import teams_to_target

MONTHS = 12


class NoSuchScopeError(LookupError):
    """Costs that are not there, or that the member may not know of."""

    code = "no_such_scope"


@dataclass(frozen=True)
class Scope:
    """Whose costs: one member's, one team's or (both None) those of all `teams`, over the months up to a day."""

    viewer: Member
    teams: tuple[Team, ...]
    today: dt.date
    team: Team | None = None
    member: Member | None = None

    @property
    def is_own(self) -> bool:
        """Say whether this is the viewer's own page."""
        return self.member is not None and self.member.pk == self.viewer.pk

    @property
    def first(self) -> dt.date:
        """Return the first day of the twelve months that end with the one that runs."""
        month = Span.month_of(self.today)
        for _ in range(MONTHS - 1):
            month = month.before()
        return month.first

    def _where(self) -> Q:
        if self.team is not None:
            return Q(team=self.team)
        whole = self.viewer.role == Role.DIRECTOR
        return Q() if whole else Q(team__in=self.teams)

    def sums(self) -> QuerySet[CostSum]:
        """Return the sums of the months."""
        rows = CostSum.objects.filter(self._where(), organization_id=self.viewer.organization_id)
        return rows.filter(month__gte=self.first).order_by()

    def meetings(self) -> QuerySet[MeetingCost]:
        """Return the meetings of the months that the viewer may open."""
        where = Q(member=self.member) if self.member is not None else self._where()
        rows = MeetingCost.objects.filter(where, organization_id=self.viewer.organization_id, on__gte=self.first)
        if self.viewer.role == Role.REP and not self.is_own:
            rows = rows.filter(meeting__in=CustomerMeeting.objects.visible_to(self.viewer))
        return rows.order_by()


@dataclass(frozen=True)
class Filter:
    """What a list of meetings is narrowed to; empty says everything."""

    became: str = Became.USELESS.value
    month: dt.date | None = None
    source: str | None = None
    criterion: str = ""
    end: str = ""
    is_later: bool = False
    is_polite: bool = False

    def narrow(self, rows: QuerySet[MeetingCost]) -> QuerySet[MeetingCost]:
        """Return the meetings that are asked for."""
        if self.is_polite:
            rows = rows.filter(is_polite=True)
        elif self.became:
            rows = rows.filter(became=self.became)
        if self.month is not None:
            month = Span.month_of(self.month)
            rows = rows.filter(on__range=(month.first, month.last))
        if self.source is not None:
            rows = rows.filter(source=self.source)
        if self.criterion:
            rows = rows.filter(criterion=self.criterion)
        if self.end:
            rows = rows.filter(end=self.end)
        return rows.filter(is_later=True) if self.is_later else rows


def scope_of(viewer: Member, *, today: dt.date, team: str = "", member: uuid.UUID | None = None) -> Scope:
    """Return whose costs are meant: a rep's own unless somebody who may asks for a person's or a team's.

    Raises NoSuchScopeError.
    """
    teams = tuple(teams_to_target(viewer))
    if not teams:
        raise NoSuchScopeError
    if member is not None or viewer.role == Role.REP:
        return Scope(viewer, teams, today, member=_person(viewer, member or viewer.pk))
    chosen = next((one for one in teams if str(one.pk) == team), None)
    if team and chosen is None:
        raise NoSuchScopeError
    return Scope(viewer, teams, today, team=chosen or (teams[0] if len(teams) == 1 else None))


def _person(viewer: Member, wanted: uuid.UUID) -> Member:
    here = Member.objects.visible_to(viewer).select_related("team", "organization")
    found = here.filter(pk=wanted).first()
    if found is None or not (found.pk == viewer.pk or leads(viewer, found.team)):
        raise NoSuchScopeError
    return found


def filter_in(given: Mapping[str, str]) -> Filter:
    """Return what an address asks for. Raises NoSuchScopeError for what makes no sense: only a forged one has it."""
    became = given.get("became", Became.USELESS.value)
    if became and became not in set(Became):
        raise NoSuchScopeError
    try:
        month = dt.date.fromisoformat(f"{given['month']}-01") if given.get("month") else None
    except ValueError as error:
        raise NoSuchScopeError from error
    return Filter(
        became=became,
        month=month,
        source=given.get("source"),
        criterion=given.get("criterion", "")[:16],
        end=given.get("end", "")[:6],
        is_later=given.get("later") == "1",
        is_polite=given.get("polite") == "1",
    )
