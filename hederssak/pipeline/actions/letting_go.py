"""Letting go: one press, with a reason and perhaps a day to look again. It makes the pipeline more honest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import RecordKind
from hederssak.lib import bulk
from hederssak.lib.rows import save_only
from hederssak.org.access import require_write
from hederssak.org.models import Member, Organization
from hederssak.pipeline.actions.drafts import LettingGoDraft
from hederssak.pipeline.actions.touching import touch_all
from hederssak.pipeline.models import LetGoReason, LettingGo, Opportunity, Parking, State

FIELDS = ("reason", "competitor", "note", "look_again_on")
STATE = ("state", "closed_on")


class AlreadyEndedError(Exception):
    """The opportunity is won, lost or let go already."""

    code = "already_ended"


class CompetitorMissingError(Exception):
    """Lost to whom? Without a name it is another reason."""

    code = "competitor_missing"


def let_go(
    *,
    opportunity: Opportunity,
    reason: LetGoReason,
    by: Member,
    today: dt.date,
    now: dt.datetime,
    competitor: str = "",
    note: str = "",
    look_again_on: dt.date | None = None,
) -> LettingGo:
    """Let an opportunity go; its pages then show what it took, and `take_back` brings it back."""
    require_write(by, owner=opportunity.owner)
    draft = LettingGoDraft(
        opportunity=opportunity,
        reason=reason,
        day=today,
        competitor=competitor,
        note=note,
        look_again_on=look_again_on,
        source=Source.page(by=by, now=now),
    )
    (row,) = let_go_all([draft], organization=by.organization, now=now)
    return row


def let_go_all(drafts: Sequence[LettingGoDraft], *, organization: Organization, now: dt.datetime) -> list[LettingGo]:
    """Let many opportunities go, each once, and return why. Who may write is the caller's to ask."""
    if not all(draft.opportunity.is_open for draft in drafts):
        raise AlreadyEndedError
    if any(draft.reason == LetGoReason.LOST_TO and not draft.competitor.strip() for draft in drafts):
        raise CompetitorMissingError
    pairs = [(_from_draft(draft, organization, now), draft) for draft in drafts]
    with transaction.atomic():
        rows = [draft.opportunity for draft in drafts]
        for parking in Parking.objects.filter(opportunity__in=rows, ended_at=None):
            save_only(parking, ended_at=now)
        bulk.insert([row for row, _ in pairs])
        made = [Made(RecordKind.LETTING_GO, row, FIELDS, row.opportunity_id, draft.source) for row, draft in pairs]
        record_made(made, organization_id=organization.pk, source=drafts[0].source)
        _write_state(drafts, organization, now=now)
    return [row for row, _ in pairs]


def _from_draft(draft: LettingGoDraft, organization: Organization, now: dt.datetime) -> LettingGo:
    return LettingGo(
        organization=organization,
        opportunity=draft.opportunity,
        reason=draft.reason,
        competitor=draft.competitor.strip() if draft.reason == LetGoReason.LOST_TO else "",
        note=draft.note,
        look_again_on=draft.look_again_on,
        by=draft.source.by,
        at=draft.source.before or now,
    )


def take_back(*, opportunity: Opportunity, by: Member, now: dt.datetime) -> None:
    """Undo a letting go; an opportunity that was not let go raises `AlreadyEndedError`."""
    require_write(by, owner=opportunity.owner)
    if opportunity.state != State.LET_GO:
        raise AlreadyEndedError
    with transaction.atomic():
        LettingGo.objects.filter(opportunity=opportunity, undone_at=None).update(undone_at=now)
        source = Source.page(by=by, now=now)
        record_changed(_moved(opportunity, State.OPEN, None, source), organization_id=by.organization_id, source=source)
        touch_all([opportunity], now=now, also=STATE)


def _write_state(drafts: Sequence[LettingGoDraft], organization: Organization, *, now: dt.datetime) -> None:
    altered = [
        change for draft in drafts for change in _moved(draft.opportunity, State.LET_GO, draft.day, draft.source)
    ]
    record_changed(altered, organization_id=organization.pk, source=drafts[0].source)
    touch_all([draft.opportunity for draft in drafts], now=now, also=STATE)


def _moved(opportunity: Opportunity, state: State, closed_on: dt.date | None, source: Source) -> list[Altered]:
    """Set the state in memory and return what that alters."""
    wanted = {"state": state, "closed_on": closed_on}
    altered = [
        Altered(RecordKind.OPPORTUNITY, opportunity.pk, name, getattr(opportunity, name), value, source=source)
        for name, value in wanted.items()
    ]
    opportunity.state, opportunity.closed_on = state, closed_on
    return altered
