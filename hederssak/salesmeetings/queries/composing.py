"""Composing the pack of a meeting as of an instant."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from hederssak.cadence.models import SalesMeeting
from hederssak.cadence.queries import agenda_of
from hederssak.history.models import RecordKind
from hederssak.history.queries import learned_between
from hederssak.honesty.queries.facts import FactsReader
from hederssak.honesty.queries.objections import silenced_codes
from hederssak.honesty.queries.standpoints import standpoint_of
from hederssak.pipeline.models import LettingGo, Opportunity, State
from hederssak.pipeline.queries.as_of import chunks, opportunities_as_of
from hederssak.pipeline.queries.rates import rates_of
from hederssak.rules.findings import Finding
from hederssak.rules.honesty import facts as rules
from hederssak.rules.honesty.judge import judge
from hederssak.rules.honesty.standpoint import Standpoint
from hederssak.rules.money import Money
from hederssak.rules.pack import Ended, PackFacts, compose
from hederssak.rules.weeks import Week
from hederssak.salesmeetings.queries.cases import offered_as_of, told_lately
from hederssak.salesmeetings.queries.events import events_between
from hederssak.salesmeetings.queries.meetings import meeting_before, stretch_before
from hederssak.salesmeetings.queries.odds import told_of
from hederssak.salesmeetings.queries.promises_as_of import promises_as_of
from hederssak.salesmeetings.queries.week_goals import goals_of_week
from hederssak.salesmeetings.queries.week_hours import hours_of_week

OPEN = {State.OPEN, State.PARKED}
CASES = {rules.State.WON, rules.State.LOST}
WEEK = dt.timedelta(days=7)


def pack_as_of(meeting: SalesMeeting, *, as_of: dt.datetime) -> dict[str, Any]:
    """Return the pack of a meeting from what was known at an instant, as plain values (`rules.pack.compose`).

    The same instant gives the same pack, today and in a year: of what people do in the pipeline nothing is read but
    what was known then. How the firm is set up (stages, criteria, working time, exchange rates) is read as it is.
    """
    team = meeting.team
    organization = team.organization
    zone = ZoneInfo(team.time_zone)
    week = Week.of(meeting.starts_at.astimezone(zone).date())
    before = meeting_before(meeting, as_of=as_of)
    since = min(before.starts_at if before else meeting.starts_at - WEEK, as_of)
    rows = opportunities_as_of(organization, team, as_of, ended_after=min(since, week.plus(-1).bounds(zone)[0]))
    standing = sorted((row for row in rows if row.state in OPEN), key=lambda row: row.pk)
    reader = FactsReader(organization, as_of=as_of)
    owners = {row.owner_id for row in standing if row.owner_id}
    standpoint = standpoint_of(organization, team, as_of=as_of, owners=owners)
    facts = reader.read(standing)
    over = [row for row in rows if row.state not in OPEN]
    ended = _ended(over, since=since, until=as_of, zone=zone)
    rates = rates_of(organization)
    return compose(
        PackFacts(
            team=str(team.pk),
            week=week,
            as_of=as_of.astimezone(dt.UTC),
            since=since.astimezone(dt.UTC),
            standpoint=standpoint,
            currency=organization.currency,
            rates=rates,
            open=facts,
            findings=_findings(facts, standpoint, as_of=as_of),
            events=events_between(standing, since=since, until=as_of, stages=reader.stages),
            ended=ended,
            meeting_starts_at=meeting.starts_at.astimezone(dt.UTC),
            minutes=meeting.minutes,
            agenda=agenda_of(team, meeting.kind, meeting.minutes),
            promises=promises_as_of(meeting, stretch_before(meeting, as_of=as_of), as_of),
            goals=goals_of_week(team, week, as_of=as_of, rows=over, rates=rates) or None,
            blocks=hours_of_week(team, week, as_of=as_of) or None,
            offered=offered_as_of(meeting, as_of=as_of),
            told_lately=told_lately(team, as_of=as_of),
            chances=told_of(_told(ended), organization_id=organization.pk, as_of=as_of, stages=reader.stages),
        )
    )


def _told(ended: Sequence[Ended]) -> list[uuid.UUID]:
    """Return the deals whose end could surprise: won and lost, not let go."""
    return [uuid.UUID(one.opportunity) for one in ended if one.state in CASES]


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
