"""The next step: one open row for an opportunity, with a day and a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import RecordKind
from hederssak.lib.rows import save_only
from hederssak.org.access import require_write
from hederssak.org.models import Member, Organization
from hederssak.pipeline.actions.drafts import NextStepDraft
from hederssak.pipeline.models import NextStep, Opportunity

FIELDS = ("what", "due_on", "contact", "agreed_with_buyer")


def draft_next_steps(
    steps: Sequence[tuple[Opportunity, NextStepDraft]], *, organization: Organization, source: Source, now: dt.datetime
) -> list[NextStep]:
    """Write next steps for opportunities that have none open."""
    rows = [
        NextStep(
            organization=organization,
            opportunity=opportunity,
            what=draft.what[:300],
            due_on=draft.due_on,
            contact=draft.contact,
            agreed_with_buyer=draft.agreed_with_buyer,
            by=source.by,
            made_at=source.before or now,
        )
        for opportunity, draft in steps
    ]
    NextStep.objects.bulk_create(rows, batch_size=500)
    record_made(
        (Made(RecordKind.NEXT_STEP, row, FIELDS, row.opportunity_id) for row in rows),
        organization_id=organization.pk,
        source=source,
    )
    return rows


def set_next_step(*, opportunity: Opportunity, draft: NextStepDraft, by: Member, now: dt.datetime) -> NextStep:
    """Write what happens next; a step that was open before is ended as not done.

    A step that was agreed with the buyer is progress (R13), so the opportunity's clock starts anew.
    """
    require_write(by, owner=opportunity.owner)
    source = Source.page(by=by, now=now)
    with transaction.atomic():
        _end_open(opportunity, was_done=False, source=source, now=now)
        (step,) = draft_next_steps([(opportunity, draft)], organization=by.organization, source=source, now=now)
        changes: dict[str, object] = {"changed_at": now}
        if draft.agreed_with_buyer:
            changes["progressed_at"] = now
        save_only(opportunity, **changes)
    return step


def finish_next_step(*, opportunity: Opportunity, was_done: bool, by: Member, now: dt.datetime) -> None:
    """End the open step, done or not."""
    require_write(by, owner=opportunity.owner)
    with transaction.atomic():
        _end_open(opportunity, was_done=was_done, source=Source.page(by=by, now=now), now=now)
        save_only(opportunity, changed_at=now)


def _end_open(opportunity: Opportunity, *, was_done: bool, source: Source, now: dt.datetime) -> None:
    step = NextStep.objects.filter(opportunity=opportunity, ended_at=None).first()
    if step is None:
        return
    save_only(step, ended_at=now, was_done=was_done)
    record_changed(
        [Altered(RecordKind.NEXT_STEP, step.pk, "was_done", None, was_done, opportunity.pk)],
        organization_id=opportunity.organization_id,
        source=source,
    )
