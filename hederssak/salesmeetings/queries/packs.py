"""The pack of a meeting: composed as of an instant, or as it was frozen."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from hederssak.cadence.models import SalesMeeting
from hederssak.history.models import RecordKind
from hederssak.history.queries import learned_between
from hederssak.honesty.queries.facts import FactsReader
from hederssak.honesty.queries.objections import silenced_codes
from hederssak.honesty.queries.standpoints import standpoint_of
from hederssak.honesty.queries.weights import rates_of
from hederssak.pipeline.models import LettingGo, Opportunity, State
from hederssak.pipeline.queries.as_of import chunks, opportunities_as_of
from hederssak.rules.findings import Finding
from hederssak.rules.honesty import facts as rules
from hederssak.rules.honesty.judge import judge
from hederssak.rules.honesty.standpoint import Standpoint
from hederssak.rules.money import Money
from hederssak.rules.pack import Ended, PackFacts, compose
from hederssak.rules.weeks import Week
from hederssak.salesmeetings.models import Freezing, Pack
from hederssak.salesmeetings.queries.events import events_between
from hederssak.salesmeetings.queries.meetings import meeting_before

OPEN = {State.OPEN, State.PARKED}
WEEK = dt.timedelta(days=7)
NOW = "now"
"""Asks for the pack as it would be at this instant."""


class NothingFrozenError(Exception):
    """The pack that was asked for has not been frozen."""

    code = "nothing_frozen"


@dataclass(frozen=True)
class Shown:
    """A pack to be shown: which one, its contents, and the one of the day before where this is of the start."""

    which: str
    contents: dict[str, Any]
    day_before: dict[str, Any] | None = None
    frozen: tuple[str, ...] = ()


def shown_pack(meeting: SalesMeeting, *, which: str, now: dt.datetime) -> Shown:
    """Return the pack that is asked for: `day_before`, `at_start`, or `now`; with an empty text the last frozen.

    Raises `NothingFrozenError` for one that is not there.
    """
    packs = {pack.freezing: pack for pack in Pack.objects.filter(meeting=meeting)}
    frozen = tuple(packs)
    wanted = which or next((name for name in (Freezing.AT_START, Freezing.DAY_BEFORE) if name in packs), NOW)
    if wanted == NOW:
        return Shown(NOW, pack_as_of(meeting, as_of=now), frozen=frozen)
    if wanted not in packs:
        raise NothingFrozenError
    before = packs.get(Freezing.DAY_BEFORE) if wanted == Freezing.AT_START else None
    return Shown(wanted, packs[wanted].contents, before.contents if before else None, frozen)


def frozen_pack(meeting: SalesMeeting) -> Pack | None:
    """Return the pack that the meeting is held with: frozen at its start, else the day before."""
    packs = {pack.freezing: pack for pack in Pack.objects.filter(meeting=meeting)}
    return packs.get(Freezing.AT_START) or packs.get(Freezing.DAY_BEFORE)


def pack_as_of(meeting: SalesMeeting, *, as_of: dt.datetime) -> dict[str, Any]:
    """Return the pack of a meeting from what was known at an instant, as plain values (`rules.pack.compose`).

    The same instant gives the same pack, today and in a year: of what people do in the pipeline nothing is read but
    what was known then. How the firm is set up (stages, criteria, working time, exchange rates) is read as it is.
    """
    team = meeting.team
    organization = team.organization
    zone = ZoneInfo(team.time_zone)
    before = meeting_before(meeting, as_of=as_of)
    since = min(before.starts_at if before else meeting.starts_at - WEEK, as_of)
    rows = opportunities_as_of(organization, team, as_of, ended_after=since)
    standing = sorted((row for row in rows if row.state in OPEN), key=lambda row: row.pk)
    reader = FactsReader(organization, as_of=as_of)
    owners = {row.owner_id for row in standing if row.owner_id}
    standpoint = standpoint_of(organization, team, as_of=as_of, owners=owners)
    facts = reader.read(standing)
    return compose(
        PackFacts(
            team=str(team.pk),
            week=Week.of(meeting.starts_at.astimezone(zone).date()),
            as_of=as_of.astimezone(dt.UTC),
            since=since.astimezone(dt.UTC),
            standpoint=standpoint,
            currency=organization.currency,
            rates=rates_of(organization),
            open=facts,
            findings=_findings(facts, standpoint, as_of=as_of),
            events=events_between(standing, since=since, until=as_of, stages=reader.stages),
            ended=_ended([row for row in rows if row.state not in OPEN], since=since, until=as_of, zone=zone),
            meeting_starts_at=meeting.starts_at.astimezone(dt.UTC),
            minutes=meeting.minutes,
        )
    )


def _findings(
    facts: Sequence[rules.OpportunityFacts], standpoint: Standpoint, *, as_of: dt.datetime
) -> dict[str, list[Finding]]:
    """Return what there is to ask and to note about each, without what somebody had objected to."""
    silenced = silenced_codes((uuid.UUID(one.id) for one in facts), as_of=as_of)
    return {
        one.id: [
            finding for finding in judge(one, standpoint) if finding.code not in silenced.get(uuid.UUID(one.id), ())
        ]
        for one in facts
    }


def _ended(rows: Sequence[Opportunity], *, since: dt.datetime, until: dt.datetime, zone: ZoneInfo) -> list[Ended]:
    """Return what became known as ended in the stretch; what came here ended counts if it ended in the stretch."""
    if not rows:
        return []
    news: set[uuid.UUID] = set()
    learned = learned_between(since, until).filter(kind=RecordKind.OPPORTUNITY, field="state")
    for ids in chunks(row.pk for row in rows):
        ended = learned.filter(organization_id=rows[0].organization_id, subject_id__in=ids)
        news |= set(ended.values_list("record_id", flat=True))
    first_day = since.astimezone(zone).date()
    told = [
        row
        for row in rows
        if row.pk in news or (row.created_at > since and row.closed_on and row.closed_on >= first_day)
    ]
    stood = Q(undone_at=None) | Q(undone_at__gt=until)
    given_up = LettingGo.objects.filter(stood, opportunity__in=told, at__lte=until).order_by("at")
    reasons = dict(given_up.values_list("opportunity_id", "reason"))
    return [
        Ended(
            opportunity=str(row.pk),
            owner=str(row.owner_id or ""),
            state=rules.State(row.state),
            on=row.closed_on,
            margin=None if row.margin is None else Money(row.margin, row.currency),
            reason=reasons.get(row.pk, "") if row.state == State.LET_GO else "",
        )
        for row in told
        if row.closed_on is not None
    ]
