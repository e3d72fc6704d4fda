"""The next step: one open row for an opportunity, with a day and a person."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import Origin, RecordKind
from hederssak.lib import bulk
from hederssak.lib.rows import fresh, save_batch
from hederssak.org.access import require_write
from hederssak.org.models import Member, Organization
from hederssak.pipeline.actions.drafts import NextStepChange, NextStepDraft
from hederssak.pipeline.actions.touching import touch_all
from hederssak.pipeline.models import NextStep, Opportunity

FIELDS = ("what", "due_on", "contact", "agreed_with_buyer")


def set_next_step(
    *,
    opportunity: Opportunity,
    draft: NextStepDraft,
    by: Member,
    now: dt.datetime,
    origin: Origin = Origin.PAGE,
) -> NextStep:
    """Write what happens next; a step that was open before is ended as not done.

    A step that was agreed with the buyer is progress (R13), so the opportunity's clock starts anew.
    """
    require_write(by, owner=opportunity.owner)
    source = Source.page(by=by, now=now, origin=origin)
    change = NextStepChange(opportunity=opportunity, draft=draft, source=source)
    (step,) = change_next_steps([change], organization=by.organization, now=now)
    return step


def finish_next_step(*, opportunity: Opportunity, was_done: bool, by: Member, now: dt.datetime) -> None:
    """End the open step, done or not."""
    require_write(by, owner=opportunity.owner)
    change = NextStepChange(opportunity=opportunity, was_done=was_done, source=Source.page(by=by, now=now))
    change_next_steps([change], organization=by.organization, now=now)


def change_next_steps(
    changes: Sequence[NextStepChange], *, organization: Organization, now: dt.datetime
) -> list[NextStep]:
    """End and write next steps of many opportunities, in the order given, and return the new ones.

    One opportunity may stand there several times. Who may write is the caller's to ask.
    """
    touched = {change.opportunity.pk: change.opportunity for change in changes}
    with transaction.atomic():
        steps = write_next_steps(changes, organization=organization, now=now)
        for change in changes:
            if change.draft and change.draft.agreed_with_buyer:
                row, at = touched[change.opportunity.pk], change.source.before or now
                row.progressed_at = max(at, row.progressed_at or at)
        touch_all(touched.values(), now=now, also={"progressed_at"})
    return steps


def write_next_steps(
    changes: Sequence[NextStepChange], *, organization: Organization, now: dt.datetime
) -> list[NextStep]:
    """Write the steps with their history and leave the opportunities as they are; return the new ones."""
    found = NextStep.objects.filter(opportunity__in={change.opportunity.pk for change in changes}, ended_at=None)
    is_open: dict[uuid.UUID, NextStep] = {
        step.opportunity_id: step for step in found.only("opportunity_id", "ended_at", "was_done")
    }
    ended: list[tuple[NextStep, Source]] = []
    made: list[tuple[NextStep, Source]] = []
    for change in changes:
        at = change.source.before or now
        before = is_open.pop(change.opportunity.pk, None)
        if before:
            before.ended_at, before.was_done = at, change.was_done
            ended.append((before, change.source))
        if change.draft:
            step = _from_draft(change.opportunity, change.draft, organization, by=change.source.by, at=at)
            is_open[change.opportunity.pk] = step
            made.append((step, change.source))
    _save(ended, made, organization)
    return [step for step, _ in made]


def _save(
    ended: list[tuple[NextStep, Source]], made: list[tuple[NextStep, Source]], organization: Organization
) -> None:
    """Save the ended steps first: an opportunity has one open step at most, at every moment."""
    new = {step.pk for step, _ in made}
    save_batch([step for step, _ in ended if step.pk not in new], {"ended_at", "was_done"})
    bulk.insert([step for step, _ in made])
    if made:
        record_made(
            [Made(RecordKind.NEXT_STEP, step, FIELDS, step.opportunity_id, source) for step, source in made],
            organization_id=organization.pk,
            source=made[0][1],
        )
    if ended:
        record_changed(
            [
                Altered(RecordKind.NEXT_STEP, step.pk, "was_done", None, step.was_done, step.opportunity_id, source)
                for step, source in ended
            ],
            organization_id=organization.pk,
            source=ended[0][1],
        )


def _from_draft(
    opportunity: Opportunity, draft: NextStepDraft, organization: Organization, *, by: Member | None, at: dt.datetime
) -> NextStep:
    return fresh(
        NextStep,
        organization=organization,
        opportunity=opportunity,
        what=draft.what[:300],
        due_on=draft.due_on,
        contact=draft.contact,
        agreed_with_buyer=draft.agreed_with_buyer,
        by=by,
        made_at=at,
    )
