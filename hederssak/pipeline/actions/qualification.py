"""Criteria met, with evidence; the last mandatory one qualifies the opportunity."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet

from hederssak.crm.models import Contact
from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import RecordKind
from hederssak.lib import bulk
from hederssak.lib.rows import save_batch
from hederssak.org.access import require_write
from hederssak.org.models import Member, Organization
from hederssak.pipeline.actions.drafts import EvidenceDraft
from hederssak.pipeline.actions.touching import touch_all
from hederssak.pipeline.models import Criterion, Evidence, Opportunity

REFERENCES = ("contact", "meeting_key", "link")
Met = dict[tuple[uuid.UUID, uuid.UUID], Evidence]


class NoEvidenceError(Exception):
    """A criterion is met by evidence, not by a tick."""

    code = "no_evidence"


def meet_criterion(
    *,
    opportunity: Opportunity,
    criterion: Criterion,
    text: str = "",
    contact: Contact | None = None,
    meeting_key: uuid.UUID | None = None,
    link: str = "",
    by: Member,
    now: dt.datetime,
) -> Evidence:
    """Write how we know that a criterion is met; new evidence for it replaces the old, not the day it was met on.

    Raises NoEvidenceError where neither words nor a person, a meeting or a document show it.
    """
    require_write(by, owner=opportunity.owner)
    source = Source.page(by=by, now=now)
    draft = EvidenceDraft(
        opportunity=opportunity,
        criterion=criterion,
        source=source,
        text=text,
        contact=contact,
        meeting_key=meeting_key,
        link=link,
    )
    (row,) = meet_criteria([draft], organization=by.organization, now=now)
    return row


def meet_criteria(drafts: Sequence[EvidenceDraft], *, organization: Organization, now: dt.datetime) -> list[Evidence]:
    """Write evidence for many opportunities, in the order given, and return it. Who may write is the caller's to ask.

    An opportunity is qualified at the moment when the last mandatory criterion of its process got evidence; it stays
    so (R9: counted once, on that day).
    """
    if any(draft.is_empty for draft in drafts):
        raise NoEvidenceError
    touched = {draft.opportunity.pk: draft.opportunity for draft in drafts}
    with transaction.atomic():
        evidence = Evidence.objects.filter(opportunity__in=touched)
        known = set(evidence.values_list("opportunity_id", "criterion_id"))
        met = _reworded(drafts, known, evidence)
        qualified = _qualify(drafts, known, touched, organization)
        written = _write(drafts, met, organization)
        for draft in drafts:
            row, at = touched[draft.opportunity.pk], draft.source.before or now
            if (row.pk, draft.criterion.pk) not in known:
                row.progressed_at = max(at, row.progressed_at or at)
        touch_all(touched.values(), now=now, also={"progressed_at"} | ({"qualified_at"} if qualified else set()))
    return written


def _reworded(
    drafts: Sequence[EvidenceDraft], known: set[tuple[uuid.UUID, uuid.UUID]], evidence: QuerySet[Evidence]
) -> Met:
    """Return the rows that a draft gives other words: mostly none, while there may be very many beside them."""
    again = {draft.opportunity.pk for draft in drafts if (draft.opportunity.pk, draft.criterion.pk) in known}
    if not again:
        return {}
    return {(row.opportunity_id, row.criterion_id): row for row in evidence.filter(opportunity__in=again)}


def _write(drafts: Sequence[EvidenceDraft], met: Met, organization: Organization) -> list[Evidence]:
    """Write the evidence and its history; `met` then holds the new rows too, in the order in which they came.

    A criterion is met once, on the day of its first evidence: writing it anew is no news from the buyer.
    """
    written: list[Evidence] = []
    new: dict[uuid.UUID, tuple[Evidence, Source]] = {}
    reworded: list[Evidence] = []
    altered: list[Altered] = []
    for draft in drafts:
        key, source, text = (draft.opportunity.pk, draft.criterion.pk), draft.source, draft.text.strip()[:500]
        row = met.get(key)
        if row is None:
            row = met[key] = Evidence(organization=organization, opportunity_id=key[0], criterion_id=key[1])
            row.at = source.before or source.known_at
            new[row.pk] = (row, source)
        elif row.pk not in new:
            differing = _differing(row, draft, text)
            altered += differing
            reworded += [row] if differing else []
        row.text, row.by = text, source.by
        row.contact, row.meeting_key, row.link = draft.contact, draft.meeting_key, draft.link.strip()[:300]
        written.append(row)
    save_batch(reworded, {"text", "by", *REFERENCES})
    bulk.insert([row for row, _ in new.values()])
    if drafts:
        made = [
            Made(RecordKind.EVIDENCE, row, ("criterion", "text", *REFERENCES), row.opportunity_id, at)
            for row, at in new.values()
        ]
        record_made(made, organization_id=organization.pk, source=drafts[0].source)
        record_changed(altered, organization_id=organization.pk, source=drafts[0].source)
    return written


def _differing(row: Evidence, draft: EvidenceDraft, text: str) -> list[Altered]:
    """Return what of the evidence would be other than it was."""
    wanted = {"text": text, **{name: getattr(draft, name) for name in REFERENCES}}
    return [
        Altered(RecordKind.EVIDENCE, row.pk, name, getattr(row, name), value, row.opportunity_id, draft.source)
        for name, value in wanted.items()
        if getattr(row, name) != value
    ]


def _qualify(
    drafts: Sequence[EvidenceDraft],
    met: set[tuple[uuid.UUID, uuid.UUID]],
    touched: dict[uuid.UUID, Opportunity],
    organization: Organization,
) -> bool:
    """Mark, in memory, those for which a draft is the last that was wanting, and write it into their history."""
    mandatory = _mandatory(organization)
    having: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for opportunity_id, criterion_id in met:
        having[opportunity_id].add(criterion_id)
    qualified: list[Altered] = []
    for draft in drafts:
        row, wanted = touched[draft.opportunity.pk], mandatory[draft.criterion.stage.pipeline]
        having[row.pk].add(draft.criterion.pk)
        if row.qualified_at is None and draft.criterion.pk in wanted and wanted <= having[row.pk]:
            row.qualified_at = draft.source.before or draft.source.known_at
            qualified.append(
                Altered(RecordKind.OPPORTUNITY, row.pk, "qualified_at", None, row.qualified_at, source=draft.source)
            )
    if qualified:
        record_changed(qualified, organization_id=organization.pk, source=drafts[0].source)
    return bool(qualified)


def _mandatory(organization: Organization) -> dict[str, set[uuid.UUID]]:
    """Return the criteria that must be met, by the name of the process."""
    rows: Iterable[tuple[str, uuid.UUID]] = Criterion.objects.filter(
        organization=organization, is_mandatory=True
    ).values_list("stage__pipeline", "pk")
    mandatory: dict[str, set[uuid.UUID]] = defaultdict(set)
    for pipeline, pk in rows:
        mandatory[pipeline].add(pk)
    return mandatory
