"""Criteria met, with evidence; the last mandatory one qualifies the opportunity."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import RecordKind
from hederssak.lib.rows import save_only
from hederssak.org.access import require_write
from hederssak.org.models import Member
from hederssak.pipeline.models import Criterion, Evidence, Opportunity


class NoEvidenceError(Exception):
    """A criterion is met by evidence, not by a tick."""

    code = "no_evidence"


def meet_criterion(
    *, opportunity: Opportunity, criterion: Criterion, text: str, by: Member, now: dt.datetime
) -> Evidence:
    """Write how we know that a criterion is met; new evidence for the same criterion replaces the old text.

    The opportunity is qualified at the moment when the last mandatory criterion of the organization got evidence; it
    stays so (R9: counted once, on that day).
    """
    require_write(by, owner=opportunity.owner)
    if not text.strip():
        raise NoEvidenceError
    source = Source.page(by=by, now=now)
    with transaction.atomic():
        row, _ = Evidence.objects.update_or_create(
            opportunity=opportunity,
            criterion=criterion,
            defaults={"organization": by.organization, "text": text.strip()[:500], "by": by, "at": now},
        )
        record_made(
            [Made(RecordKind.EVIDENCE, row, ("criterion", "text"), opportunity.pk)],
            organization_id=by.organization_id,
            source=source,
        )
        changes: dict[str, object] = {"progressed_at": now, "changed_at": now}
        if opportunity.qualified_at is None and _all_met(opportunity):
            changes["qualified_at"] = now
            record_changed(
                [Altered(RecordKind.OPPORTUNITY, opportunity.pk, "qualified_at", None, now)],
                organization_id=by.organization_id,
                source=source,
            )
        save_only(opportunity, **changes)
    return row


def _all_met(opportunity: Opportunity) -> bool:
    mandatory = Criterion.objects.filter(
        organization_id=opportunity.organization_id, stage__pipeline=opportunity.stage.pipeline, is_mandatory=True
    )
    return not mandatory.exclude(pk__in=opportunity.evidence.values("criterion_id")).exists()
