"""What pipelines were worth week by week, and which questions weigh most: what people see first when they come in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet, Sum

from hederssak.honesty.models import Flag, Worth
from hederssak.honesty.queries.questions import (
    LEADS,
    SHOWN,
    FlagLine,
    Question,
    Row,
    TeamWorth,
    findings_of_many,
    lines_of,
)
from hederssak.lib.prepared import prepared
from hederssak.org.models import Member, Organization, Team

SUMS = ("open_count", "asked_count", "unknown_count", "open_margin", "asked_margin")
DAYS_OF_A_WEEK_AND_ONE_BEFORE = 8


@prepared
def _worths(organization: uuid.UUID, teams: list[Team], since: dt.date, owners: list[Member]) -> QuerySet[Worth, Any]:
    """Return the sums of each team's every day, of its owners named or of all."""
    rows = Worth.objects.filter(organization=organization, team__in=teams, day__gte=since)
    if owners:
        rows = rows.filter(owner__in=owners)
    sums = {f"all_{it}": Sum(it) for it in SUMS}
    return rows.values("team_id", "day").annotate(**sums).order_by("day")


def worth_by_day(
    *, organization: Organization, teams: Iterable[Team], since: dt.date, owner: Member | None = None
) -> dict[uuid.UUID, list[TeamWorth]]:
    """Return the worth of each team (or of one member's part in it) on every day since one, earliest first."""
    found: dict[uuid.UUID, list[TeamWorth]] = {}
    for row in _worths(organization.pk, list(teams), since, [owner] if owner else []):
        found.setdefault(row["team_id"], []).append(_as_worth(row))
    return found


@prepared
def _last_worths(
    organization: uuid.UUID, teams: list[uuid.UUID], owners: list[uuid.UUID], *, days: int
) -> QuerySet[Worth, Any]:
    rows = Worth.objects.filter(organization=organization)
    if teams:
        rows = rows.filter(team__in=teams)
    if owners:
        rows = rows.filter(owner__in=owners)
    sums = {f"all_{it}": Sum(it) for it in SUMS}
    return rows.values("day").annotate(**sums).order_by("-day")[:days]


def worth_since_monday(
    *, organization: Organization, team: Team, owner: Member | None, today: dt.date
) -> tuple[TeamWorth, TeamWorth]:
    """Return the latest worth of a team (or of one member's part in it), and the latest before this week began."""
    monday = today - dt.timedelta(days=today.weekday())
    of = organization.pk, [team.pk], [owner.pk] if owner else []
    days = [_as_worth(row) for row in _last_worths(*of, days=DAYS_OF_A_WEEK_AND_ONE_BEFORE)]
    before = (worth for worth in days if worth.day and worth.day < monday)
    return (days[0] if days else TeamWorth()), next(before, TeamWorth())


def _as_worth(row: Mapping[str, Any]) -> TeamWorth:
    return TeamWorth(day=row["day"], **{name: row[f"all_{name}"] for name in SUMS})


def last_of_weeks(days: Iterable[TeamWorth]) -> list[TeamWorth]:
    """Return the last of each ISO week's, earliest first."""
    weeks = {worth.day.isocalendar()[:2]: worth for worth in days if worth.day}
    return list(weeks.values())


@prepared
def _leads(organization: uuid.UUID, teams: list[Team], owners: list[Member], *, most: int) -> QuerySet[Flag, Row]:
    flags = Flag.objects.filter(LEADS, organization=organization, team__in=teams, opportunity__unjudged=False)
    if owners:
        flags = flags.filter(owner__in=owners)
    return flags.values_list(*SHOWN).order_by("-weight", "id")[:most]


def weightiest_leads(
    *, organization: Organization, teams: Iterable[Team], owner: Member | None = None, most: int
) -> list[FlagLine]:
    """Return the flags that lead, the largest margin first.

    What was changed since it was last judged is left out: its question may be answered already.
    """
    return lines_of(_leads(organization.pk, list(teams), [owner] if owner else [], most=most))


def asked_of(flags: Iterable[FlagLine]) -> list[Question]:
    """Return flags with all that is asked about their opportunities, weightiest first, without the dates' way."""
    shown = list(flags)
    findings = findings_of_many([one.opportunity_id for one in shown])
    return [Question(flag=flag, findings=findings[flag.opportunity_id]) for flag in shown]


def worth_now(*, organization: Organization, team: uuid.UUID | None, owner: uuid.UUID | None) -> TeamWorth:
    """Return the latest worth of one owner, of a team or, with neither, of the organization."""
    latest = _last_worths.first(organization.pk, [team] if team else [], [owner] if owner else [], days=1)
    return _as_worth(latest) if latest else TeamWorth()
