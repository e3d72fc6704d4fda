"""Making and changing opportunities, with the history of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from django.db import transaction

from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import Origin, RecordKind
from hederssak.lib import bulk
from hederssak.lib.rows import fresh
from hederssak.org.access import require_write
from hederssak.org.models import Member, Organization
from hederssak.pipeline.actions.drafts import NextStepChange, OpportunityDraft, OpportunityEdit
from hederssak.pipeline.actions.next_steps import write_next_steps
from hederssak.pipeline.actions.touching import touch_all
from hederssak.pipeline.models import Opportunity, Stage, StageKind, State
from hederssak.rules.names import order_key, search_key

EDITABLE = frozenset(field.name for field in fields(OpportunityDraft)) - {"id", "next_step", "stage_since", "source"}
TRACKED = (*sorted(EDITABLE), "state", "team", "margin_assumed")
KNOWN_AT_MAKING = (*TRACKED, "stage_since")
"""A later `stage_since` follows from the moves in the history; the first one is written down."""

ENDED = {StageKind.WON: State.WON, StageKind.LOST: State.LOST}


class UnknownFieldError(Exception):
    """A field was named that an opportunity does not have or that follows from others."""

    code = "unknown_field"


def make_opportunities(
    drafts: Sequence[OpportunityDraft], *, organization: Organization, source: Source, now: dt.datetime
) -> list[Opportunity]:
    """Make opportunities, their next steps and one history row for each; return them in the order given."""
    rows = [_from_draft(draft, organization=organization, now=now) for draft in drafts]
    pairs = list(zip(rows, drafts, strict=True))
    with transaction.atomic():
        bulk.insert(rows)
        record_made(
            (Made(RecordKind.OPPORTUNITY, row, KNOWN_AT_MAKING, source=draft.source) for row, draft in pairs),
            organization_id=organization.pk,
            source=source,
        )
        first_steps = [
            NextStepChange(opportunity=row, draft=draft.next_step, source=draft.source or source)
            for row, draft in pairs
            if draft.next_step
        ]
        write_next_steps(first_steps, organization=organization, now=now)
    return rows


def edit_opportunity(
    *,
    opportunity: Opportunity,
    values: Mapping[str, Any],
    by: Member,
    now: dt.datetime,
    origin: Origin = Origin.PAGE,
) -> Opportunity:
    """Change what a person may change of one opportunity, and write down that they did."""
    require_write(by, owner=opportunity.owner)
    change_opportunities(
        [OpportunityEdit(opportunity=opportunity, values=values)],
        organization=by.organization,
        source=Source.page(by=by, now=now, origin=origin),
        now=now,
    )
    return opportunity


def change_opportunities(
    edits: Sequence[OpportunityEdit], *, organization: Organization, source: Source, now: dt.datetime
) -> None:
    """Change fields of several opportunities; what did not change is neither saved nor written down.

    Moving to another stage, to another owner or to another amount takes with it what follows from these: the state,
    the day since when, the team, and a margin that was only assumed.
    """
    altered: list[Altered] = []
    touched: list[Opportunity] = []
    columns = {"order_key", "search_key"}
    for edit in edits:
        row, when = edit.opportunity, edit.source or source
        wanted = _with_what_follows(row, edit.values, organization=organization, source=when)
        changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
        if not changed:
            continue
        altered += [
            Altered(RecordKind.OPPORTUNITY, row.pk, name, getattr(row, name), value, source=when)
            for name, value in changed.items()
            if name in TRACKED
        ]
        for name, value in changed.items():
            setattr(row, name, value)
        name_anew(row)
        columns |= changed.keys()
        touched.append(row)
    with transaction.atomic():
        touch_all(touched, now=now, also=columns)
        record_changed(altered, organization_id=organization.pk, source=source)


def _from_draft(draft: OpportunityDraft, *, organization: Organization, now: dt.datetime) -> Opportunity:
    margin, assumed = _margin(draft.amount, draft.margin, organization)
    ended = ENDED.get(StageKind(draft.stage.kind))
    row = fresh(
        Opportunity,
        id=draft.id,
        organization=organization,
        account=draft.account,
        product=draft.product,
        owner=draft.owner,
        team_id=draft.owner.team_id if draft.owner else None,
        name=draft.name,
        stage=draft.stage,
        state=(ended or State.OPEN).value,
        amount=draft.amount,
        margin=margin,
        margin_assumed=assumed,
        currency=draft.currency,
        amount_basis=draft.amount_basis,
        close_date=draft.close_date,
        segment=draft.segment,
        lead_source=draft.lead_source,
        is_tender=draft.is_tender,
        stage_since=draft.stage_since or draft.closed_on or draft.opened_on,
        opened_on=draft.opened_on,
        closed_on=(draft.closed_on or draft.close_date or draft.opened_on) if ended else None,
        close_reason=draft.close_reason,
        custom=dict(draft.custom),
        created_at=draft.source.known_at if draft.source else now,
        changed_at=now,
    )
    name_anew(row)
    return row


def name_anew(row: Opportunity) -> None:
    """Set what a deal is found and ordered by: its company's name before its own."""
    whole = f"{row.account.name if row.account else ''} {row.name}".strip()
    row.search_key, row.order_key = search_key(whole)[:600], order_key(whole)[:600]


def _margin(amount: Decimal | None, margin: Decimal | None, organization: Organization) -> tuple[Decimal | None, bool]:
    if margin is not None or amount is None:
        return margin, False
    return (amount * Decimal(organization.margin_rate)).quantize(Decimal("0.01")), True


def _with_what_follows(
    row: Opportunity, values: Mapping[str, Any], *, organization: Organization, source: Source
) -> dict[str, Any]:
    unknown = values.keys() - EDITABLE
    if unknown:
        raise UnknownFieldError(", ".join(sorted(unknown)))
    wanted = dict(values)
    day = (source.before or source.known_at).date()
    stage: Stage = wanted.get("stage", row.stage)
    if stage.pk != row.stage_id:
        wanted |= _after_move(row, stage, day, closed_on=values.get("closed_on"), source=source)
    elif row.is_open:
        wanted.pop("closed_on", None)
    if "owner" in wanted:
        wanted["team"] = wanted["owner"].team if wanted["owner"] else None
    if "margin" in wanted or ("amount" in wanted and (row.margin_assumed or row.margin is None)):
        wanted["margin"], wanted["margin_assumed"] = _margin(
            wanted.get("amount", row.amount), wanted.get("margin"), organization
        )
    return wanted


def _after_move(
    row: Opportunity, stage: Stage, day: dt.date, *, closed_on: dt.date | None, source: Source
) -> dict[str, Any]:
    """Return what follows from a move to another stage: state, since when, ended or not, and whether it is progress."""
    at = source.before or source.known_at
    ended = ENDED.get(StageKind(stage.kind))
    follows: dict[str, Any] = {
        "stage_since": day,
        "state": ended or (row.state if row.state == State.PARKED else State.OPEN),
        "closed_on": (closed_on or day) if ended else None,
    }
    if ended is State.WON or (ended is None and stage.position > row.stage.position):
        follows["progressed_at"] = max(at, row.progressed_at or at)
    return follows
