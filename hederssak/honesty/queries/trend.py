"""What pipelines were worth week by week, and which questions weigh most: what people see first when they come in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet, Sum

from hederssak.honesty.models import Flag, Worth
from hederssak.honesty.queries.questions import LEADS, SHOWN, Question, TeamWorth, findings_of_many
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
def _last_worths(organization: uuid.UUID, team: uuid.UUID, owners: list[Member]) -> QuerySet[Worth, Any]:
    rows = Worth.objects.filter(organization=organization, team=team)
    if owners:
        rows = rows.filter(owner__in=owners)
    sums = {f"all_{it}": Sum(it) for it in SUMS}
    return rows.values("day").annotate(**sums).order_by("-day")[:DAYS_OF_A_WEEK_AND_ONE_BEFORE]


def worth_since_monday(
    *, organization: Organization, team: Team, owner: Member | None, today: dt.date
) -> tuple[TeamWorth, TeamWorth]:
    """Return the latest worth of a team (or of one member's part in it), and the latest before this week began."""
    monday = today - dt.timedelta(days=today.weekday())
    days = [_as_worth(row) for row in _last_worths(organization.pk, team.pk, [owner] if owner else [])]
    before = (worth for worth in days if worth.day and worth.day < monday)
    return (days[0] if days else TeamWorth()), next(before, TeamWorth())


def _as_worth(row: Mapping[str, Any]) -> TeamWorth:
    return TeamWorth(day=row["day"], **{name: row[f"all_{name}"] for name in SUMS})


def last_of_weeks(days: Iterable[TeamWorth]) -> list[TeamWorth]:
    """Return the last of each ISO week's, earliest first."""
    weeks = {worth.day.isocalendar()[:2]: worth for worth in days if worth.day}
    return list(weeks.values())


@prepared
def _leads(organization: uuid.UUID, teams: list[Team], owners: list[Member], *, most: int) -> QuerySet[Flag]:
    flags = Flag.objects.filter(LEADS, organization=organization, team__in=teams, opportunity__unjudged=False)
    if owners:
        flags = flags.filter(owner__in=owners)
    return flags.select_related("opportunity__account", "owner").only(*SHOWN).order_by("-weight", "id")[:most]


def weightiest_leads(
    *, organization: Organization, teams: Iterable[Team], owner: Member | None = None, most: int
) -> list[Flag]:
    """Return the flags that lead, the largest margin first.

    What was changed since it was last judged is left out: its question may be answered already.
    """
    return _leads(organization.pk, list(teams), [owner] if owner else [], most=most)


def asked_of(flags: Iterable[Flag]) -> list[Question]:
    """Return flags with all that is asked about their opportunities, weightiest first, without the dates' way."""
    shown = list(flags)
    findings = findings_of_many([one.opportunity_id for one in shown])
    return [Question(flag=flag, findings=findings[flag.opportunity_id]) for flag in shown]


def worth_now(*, organization: Organization, team: uuid.UUID | None, owner: uuid.UUID | None) -> TeamWorth:
    """Return the latest worth of one owner, of a team or, with neither, of the organization."""
    rows = Worth.objects.filter(organization=organization)
    if team is not None:
        rows = rows.filter(team_id=team)
    if owner is not None:
        rows = rows.filter(owner_id=owner)
    latest = rows.order_by("-day").values_list("day", flat=True).first()
    if latest is None:
        return TeamWorth()
    sums: Any = rows.filter(day=latest).aggregate(**{name: Sum(name, default=0) for name in SUMS})
    return TeamWorth(day=latest, **sums)
