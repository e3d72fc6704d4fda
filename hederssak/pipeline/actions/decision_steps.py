"""In which steps the buyer decides, in their order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import Origin, RecordKind
from hederssak.lib import bulk
from hederssak.lib.rows import save_batch, save_only
from hederssak.org.access import require_write
from hederssak.org.models import Member, Organization
from hederssak.pipeline.actions.drafts import DecisionStepDraft
from hederssak.pipeline.actions.touching import touch_all
from hederssak.pipeline.models import DecisionStep, Opportunity

FIELDS = ("position", "name")
MOST = 9


class TooManyStepsError(Exception):
    """More steps than anybody can keep in sight: some of them are one."""

    code = "too_many_steps"


class NamelessStepError(Exception):
    """A step is known by what is decided in it."""

    code = "nameless_step"


def add_steps(
    *, opportunity: Opportunity, names: Sequence[str], by: Member, now: dt.datetime, origin: Origin = Origin.PAGE
) -> list[DecisionStep]:
    """Add steps after those that stand, in the order given.

    Raises NamelessStepError and TooManyStepsError.
    """
    require_write(by, owner=opportunity.owner)
    standing = _standing(opportunity)
    if len(standing) + len(names) > MOST:
        raise TooManyStepsError
    if any(not name.strip() for name in names):
        raise NamelessStepError
    after = max((step.position for step in standing), default=0)
    source = Source.page(by=by, now=now, origin=origin)
    drafts = [
        DecisionStepDraft(opportunity=opportunity, name=name, position=after + place, source=source)
        for place, name in enumerate(names, start=1)
    ]
    return make_steps(drafts, organization=by.organization, now=now)


def make_steps(
    drafts: Sequence[DecisionStepDraft], *, organization: Organization, now: dt.datetime
) -> list[DecisionStep]:
    """Write steps of many decisions and return them in the order given. Who may write is the caller's to ask."""
    rows = [
        DecisionStep(
            organization=organization,
            opportunity=draft.opportunity,
            position=draft.position,
            name=draft.name.strip()[:80],
        )
        for draft in drafts
    ]
    made = [
        Made(RecordKind.DECISION_STEP, row, FIELDS, row.opportunity_id, draft.source)
        for row, draft in zip(rows, drafts, strict=True)
    ]
    if rows:
        with transaction.atomic():
            bulk.insert(rows)
            record_made(made, organization_id=organization.pk, source=drafts[0].source)
            touch_all({draft.opportunity.pk: draft.opportunity for draft in drafts}.values(), now=now)
    return rows


def rename_step(*, step: DecisionStep, name: str, by: Member, now: dt.datetime, origin: Origin = Origin.PAGE) -> None:
    """Say anew what is decided in a step. Raises NamelessStepError."""
    require_write(by, owner=step.opportunity.owner)
    if not name.strip():
        raise NamelessStepError
    _save(step, by=by, now=now, origin=origin, name=name.strip()[:80])


def move_step(*, step: DecisionStep, places: int, by: Member, now: dt.datetime, origin: Origin = Origin.PAGE) -> None:
    """Move a step so many places later (earlier where negative); its people go with it."""
    require_write(by, owner=step.opportunity.owner)
    rows = _standing(step.opportunity)
    at = next(place for place, row in enumerate(rows) if row.pk == step.pk)
    to = min(max(at + places, 0), len(rows) - 1)
    rows.insert(to, rows.pop(at))
    source = Source.page(by=by, now=now, origin=origin)
    altered = [
        Altered(RecordKind.DECISION_STEP, row.pk, "position", row.position, place, row.opportunity_id, source)
        for place, row in enumerate(rows, start=1)
        if row.position != place
    ]
    for place, row in enumerate(rows, start=1):
        row.position = place
    if altered:
        with transaction.atomic():
            save_batch(rows, {"position"})
            record_changed(altered, organization_id=step.organization_id, source=source)
            touch_all([step.opportunity], now=now)


def remove_step(*, step: DecisionStep, by: Member, now: dt.datetime, origin: Origin = Origin.PAGE) -> None:
    """Take a step out of a decision; its people stand in none until it is brought back or they are moved."""
    require_write(by, owner=step.opportunity.owner)
    _save(step, by=by, now=now, origin=origin, removed_at=now)


def restore_step(*, step: DecisionStep, by: Member, now: dt.datetime, origin: Origin = Origin.PAGE) -> None:
    """Bring back a step that was removed, with its people."""
    require_write(by, owner=step.opportunity.owner)
    _save(step, by=by, now=now, origin=origin, removed_at=None)


def _standing(opportunity: Opportunity) -> list[DecisionStep]:
    rows = DecisionStep.objects.filter(opportunity=opportunity, removed_at=None)
    return list(rows.order_by("position", "pk"))


def _save(
    step: DecisionStep, *, by: Member, now: dt.datetime, origin: Origin, **values: str | dt.datetime | None
) -> None:
    """Set what differs, and write it and its history."""
    source = Source.page(by=by, now=now, origin=origin)
    altered = [
        Altered(RecordKind.DECISION_STEP, step.pk, name, getattr(step, name), value, step.opportunity_id, source)
        for name, value in values.items()
        if getattr(step, name) != value
    ]
    if altered:
        with transaction.atomic():
            save_only(step, **values)
            record_changed(altered, organization_id=step.organization_id, source=source)
            touch_all([step.opportunity], now=now)
