"""What pipelines were worth week by week, and which questions weigh most: what people see first when they come in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet, Sum

from hederssak.honesty.models import Flag, Worth
from hederssak.honesty.queries.questions import LEADS, SHOWN, Question, TeamWorth, findings_of_many
from hederssak.org.models import Member, Organization, Team

SUMS = ("open_count", "asked_count", "unknown_count", "open_margin", "asked_margin")
DAYS_OF_A_WEEK_AND_ONE_BEFORE = 8


def worth_by_day(
    *, organization: Organization, teams: Iterable[Team], since: dt.date, owner: Member | None = None
) -> dict[uuid.UUID, list[TeamWorth]]:
    """Return the worth of each team (or of one member's part in it) on every day since one, earliest first."""
    rows = Worth.objects.filter(Q(owner=owner) if owner else Q(), organization=organization, team__in=teams)
    sums: Any = rows.filter(day__gte=since).values("team_id", "day").annotate(**{f"all_{it}": Sum(it) for it in SUMS})
    found: dict[uuid.UUID, list[TeamWorth]] = {}
    for row in sums.order_by("day"):
        found.setdefault(row["team_id"], []).append(_as_worth(row))
    return found


def worth_since_monday(
    *, organization: Organization, team: Team, owner: Member | None, today: dt.date
) -> tuple[TeamWorth, TeamWorth]:
    """Return the latest worth of a team (or of one member's part in it), and the latest before this week began."""
    monday = today - dt.timedelta(days=today.weekday())
    rows = Worth.objects.filter(Q(owner=owner) if owner else Q(), organization=organization, team=team)
    sums: Any = rows.values("day").annotate(**{f"all_{it}": Sum(it) for it in SUMS})
    days = [_as_worth(row) for row in sums.order_by("-day")[:DAYS_OF_A_WEEK_AND_ONE_BEFORE]]
    before = (worth for worth in days if worth.day and worth.day < monday)
    return (days[0] if days else TeamWorth()), next(before, TeamWorth())


def _as_worth(row: Mapping[str, Any]) -> TeamWorth:
    return TeamWorth(day=row["day"], **{name: row[f"all_{name}"] for name in SUMS})


def last_of_weeks(days: Iterable[TeamWorth]) -> list[TeamWorth]:
    """Return the last of each ISO week's, earliest first."""
    weeks = {worth.day.isocalendar()[:2]: worth for worth in days if worth.day}
    return list(weeks.values())


def weightiest(
    *, organization: Organization, teams: Iterable[Team], owner: Member | None = None, codes: Collection[str] = ()
) -> QuerySet[Flag]:
    """Return the flags that lead (or those of some codes), the largest margin first.

    What was changed since it was last judged is left out: its question may be answered already.
    """
    flags = Flag.objects.filter(organization=organization, team__in=teams, opportunity__unjudged=False)
    flags = flags.filter(code__in=codes) if codes else flags.filter(LEADS)
    if owner is not None:
        flags = flags.filter(owner=owner)
    return flags.select_related("opportunity__account", "owner").only(*SHOWN).order_by("-weight", "id")


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
