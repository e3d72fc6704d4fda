"""Learning from the organization's own won deals what is usual here (R12)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from hederssak.history.models import Change, RecordKind
from hederssak.honesty.models import Threshold
from hederssak.honesty.queries.standpoints import latest_thresholds
from hederssak.org.models import Organization
from hederssak.org.queries import work_calendar, years_around
from hederssak.pipeline.models import Evidence, NextStep, Opportunity, State
from hederssak.pipeline.queries.as_of import chunks
from hederssak.rules.honesty.thresholds import Threshold as Limit
from hederssak.rules.honesty.thresholds import WonOpportunity, learn_thresholds, longest_silence
from hederssak.rules.money import Money

LOOK_BACK = dt.timedelta(days=730)
MOST = 2000
"""The latest won deals are enough to learn from, and keep the night's work bounded."""


def learn(*, organization: Organization, now: dt.datetime) -> int:
    """Learn the limits anew, write them down where they differ from the last, return from how many won deals."""
    since = (now - LOOK_BACK).date()
    won = list(
        Opportunity.objects.filter(organization=organization, state=State.WON, closed_on__gte=since)
        .order_by("-closed_on", "pk")
        .only("pk", "segment", "amount", "currency", "opened_on", "closed_on", "stage_id")[:MOST]
    )
    limits = learn_thresholds(_cases(organization, won, now=now), organization.currency)
    rows = [_row(organization, "pushes", "", limits.pushes, now), _row(organization, "idle", "", limits.idle, now)]
    rows += [_row(organization, "idle", stage, limit, now) for stage, limit in limits.idle_by_stage.items()]
    if limits.median is not None:
        rows.append(_row(organization, "median", "", limits.median, now))
    rows += [_row(organization, "median", segment, limit, now) for segment, limit in limits.medians.items() if segment]
    if _plain(rows) != _plain(latest_thresholds(organization, as_of=now)):
        Threshold.objects.bulk_create(rows)
    return len(won)


def _plain(rows: Iterable[Threshold]) -> set[tuple[object, ...]]:
    return {(row.code, row.group, row.value, row.low, row.high, row.cases, row.is_default) for row in rows}


def _row(
    organization: Organization, code: str, group: str, limit: Limit[int] | Limit[Money], now: dt.datetime
) -> Threshold:
    value, low, high = (_number(one) for one in (limit.value, limit.low, limit.high))
    return Threshold(
        organization=organization,
        code=code,
        group=group,
        value=value or 0.0,
        low=low,
        high=high,
        cases=limit.cases,
        is_default=limit.is_default,
        learned_at=now,
    )


def _number(value: int | Money | None) -> float | None:
    return None if value is None else float(value.amount if isinstance(value, Money) else value)


def _cases(organization: Organization, won: list[Opportunity], *, now: dt.datetime) -> list[WonOpportunity]:
    moves, pushes = _moves_and_pushes(organization, won)
    progress = _progress(won, ZoneInfo(organization.time_zone))
    calendar = work_calendar(organization, years_around(now.date()))
    cases = []
    for row in won:
        stays = _stays(row, moves[row.pk])
        idle = {stage: longest_silence(entered, left, progress[row.pk], calendar) for stage, entered, left in stays}
        amount = None if row.amount is None else Money(row.amount, row.currency)
        cases.append(WonOpportunity(row.segment, amount, pushes[row.pk], idle))
    return cases


def _moves_and_pushes(
    organization: Organization, won: list[Opportunity]
) -> tuple[dict[uuid.UUID, list[tuple[str, dt.date]]], dict[uuid.UUID, int]]:
    """Return each deal's moves away from a stage (which, when), and how often its close date was pushed."""
    moves: dict[uuid.UUID, list[tuple[str, dt.date]]] = defaultdict(list)
    pushes: dict[uuid.UUID, int] = defaultdict(int)
    for ids in chunks(row.pk for row in won):
        rows = Change.objects.filter(
            organization=organization,
            kind=RecordKind.OPPORTUNITY,
            subject_id__in=ids,
            field__in=["stage", "close_date"],
        ).order_by("before_at", "pk")
        for pk, name, old, new, before in rows.values_list("record_id", "field", "old", "new", "before_at"):
            if name == "stage":
                moves[pk].append((str(old), before.date()))
            elif old and new and new > old:
                pushes[pk] += 1
    return moves, pushes


def _progress(won: list[Opportunity], zone: ZoneInfo) -> dict[uuid.UUID, list[dt.date]]:
    found: dict[uuid.UUID, list[dt.date]] = defaultdict(list)
    for ids in chunks(row.pk for row in won):
        for pk, at in Evidence.objects.filter(opportunity_id__in=ids).values_list("opportunity_id", "at"):
            found[pk].append(at.astimezone(zone).date())
        agreed = NextStep.objects.filter(opportunity_id__in=ids, agreed_with_buyer=True)
        for pk, at in agreed.values_list("opportunity_id", "made_at"):
            found[pk].append(at.astimezone(zone).date())
    return found


def _stays(row: Opportunity, moves: list[tuple[str, dt.date]]) -> list[tuple[str, dt.date, dt.date]]:
    """Return the stages that a deal stood in, from when to when; without history there is nothing to learn."""
    entered = row.opened_on
    stays = []
    for stage, left in moves:
        stays.append((stage, entered, max(entered, left)))
        entered = left
    return stays
