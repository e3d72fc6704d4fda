"""What pipelines were worth week by week, and which questions weigh most: what people see first when they come in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet, Sum

from hederssak.honesty.models import Flag, Worth
from hederssak.honesty.queries.questions import LEADS, Question, TeamWorth
from hederssak.org.models import Member, Organization, Team
from hederssak.rules.findings import Finding

SUMS = ("open_count", "asked_count", "unknown_count", "open_margin", "asked_margin")


def worth_by_day(
    *, organization: Organization, teams: Iterable[Team], since: dt.date, owner: Member | None = None
) -> dict[uuid.UUID, list[TeamWorth]]:
    """Return the worth of each team (or of one member's part in it) on every day since one, earliest first."""
    rows = Worth.objects.filter(Q(owner=owner) if owner else Q(), organization=organization, team__in=teams)
    sums: Any = rows.filter(day__gte=since).values("team_id", "day").annotate(**{f"all_{it}": Sum(it) for it in SUMS})
    found: dict[uuid.UUID, list[TeamWorth]] = {}
    for row in sums.order_by("day"):
        worth = TeamWorth(day=row["day"], **{name: row[f"all_{name}"] for name in SUMS})
        found.setdefault(row["team_id"], []).append(worth)
    return found


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
    return flags.select_related("opportunity__account", "opportunity__stage", "owner").order_by("-weight", "id")


def asked_of(flags: Iterable[Flag]) -> list[Question]:
    """Return flags with all that is asked about their opportunities, weightiest first, without the dates' way."""
    shown = list(flags)
    findings: dict[uuid.UUID, list[Finding]] = defaultdict(list)
    for flag in Flag.objects.filter(opportunity__in=[one.opportunity_id for one in shown]).order_by("-is_lead", "code"):
        findings[flag.opportunity_id].append(Finding.from_json(flag.figures))
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
