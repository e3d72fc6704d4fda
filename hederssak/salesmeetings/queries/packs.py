"""The pack of a meeting: composed as of an instant, or as it was frozen."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hederssak.cadence.models import SalesMeeting
from hederssak.honesty.queries.facts import FactsReader
from hederssak.honesty.queries.standpoints import standpoint_of
from hederssak.honesty.queries.weights import rates_of
from hederssak.pipeline.models import LettingGo, Opportunity, State
from hederssak.pipeline.queries.as_of import opportunities_as_of
from hederssak.rules.honesty import facts as rules
from hederssak.rules.money import Money
from hederssak.rules.pack import Ended, PackFacts, compose
from hederssak.rules.weeks import Week
from hederssak.salesmeetings.models import Freezing, Pack
from hederssak.salesmeetings.queries.events import events_between
from hederssak.salesmeetings.queries.meetings import meeting_before

OPEN = {State.OPEN, State.PARKED}
WEEK = dt.timedelta(days=7)


def frozen_pack(meeting: SalesMeeting) -> Pack | None:
    """Return the pack that the meeting is held with: frozen at its start, else the day before."""
    packs = {pack.freezing: pack for pack in Pack.objects.filter(meeting=meeting)}
    return packs.get(Freezing.AT_START) or packs.get(Freezing.DAY_BEFORE)


def pack_as_of(meeting: SalesMeeting, *, as_of: dt.datetime) -> dict[str, Any]:
    """Return the pack of a meeting from what was known at an instant, as plain values (`rules.pack.compose`).

    The same instant gives the same pack, today and in a year: nothing is read but what was known then.
    """
    team = meeting.team
    organization = team.organization
    rows = opportunities_as_of(organization, team, as_of)
    before = meeting_before(meeting)
    since = before.starts_at if before else meeting.starts_at - WEEK
    standing = [row for row in rows if row.state in OPEN]
    ended = [row for row in rows if row.state not in OPEN and row.changed_at > since]
    reader = FactsReader(organization, as_of=as_of)
    return compose(
        PackFacts(
            team=str(team.pk),
            week=Week.of(meeting.starts_at.astimezone(reader.zone).date()),
            as_of=as_of,
            since=since,
            standpoint=standpoint_of(organization, team, as_of=as_of),
            currency=organization.currency,
            rates=rates_of(organization),
            open=reader.read(standing),
            events=events_between([*standing, *ended], since=since, until=as_of, stages=reader.stages),
            ended=_ended(ended, since=since.astimezone(reader.zone).date(), until=as_of.astimezone(reader.zone).date()),
            meeting_starts_at=meeting.starts_at,
            minutes=meeting.minutes,
        )
    )


def _ended(rows: list[Opportunity], *, since: dt.date, until: dt.date) -> list[Ended]:
    within = [row for row in rows if row.closed_on and since <= row.closed_on <= until]
    reasons = dict(
        LettingGo.objects.filter(opportunity__in=within, undone_at=None).values_list("opportunity_id", "reason")
    )
    return [
        Ended(
            opportunity=str(row.pk),
            owner=str(row.owner_id or ""),
            state=rules.State(row.state),
            on=row.closed_on,
            margin=None if row.margin is None else Money(row.margin, row.currency),
            reason=reasons.get(row.pk, ""),
        )
        for row in within
        if row.closed_on is not None
    ]
