"""What stands beside opportunities and bears on their honesty: changes, steps, evidence, meetings, sleep.

Everything is read as it was known at an instant, in few queries however many the opportunities are.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Max

from hederssak.history.models import Change, Origin, RecordKind
from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.pipeline.models import BuyerEvent, BuyingRole, CommitteeSeat, Evidence, NextStep, Parking, Stage
from hederssak.pipeline.queries.as_of import Learned, chunks
from hederssak.rules.honesty import facts as rules

Ids = list[uuid.UUID]

FIELDS = {"close_date": rules.Field.CLOSE_DATE, "amount": rules.Field.AMOUNT, "stage": rules.Field.STAGE}


@dataclass
class Beside:
    """What was read, by the opportunity's identifier."""

    changes: dict[uuid.UUID, list[rules.FieldChange]] = field(default_factory=lambda: defaultdict(list))
    steps: dict[uuid.UUID, rules.NextStep] = field(default_factory=dict)
    progress: dict[uuid.UUID, dt.datetime] = field(default_factory=dict)
    slept: dict[uuid.UUID, tuple[dt.date, dt.datetime | None]] = field(default_factory=dict)
    events: dict[uuid.UUID, list[dt.date]] = field(default_factory=lambda: defaultdict(list))
    deciders_met: dict[uuid.UUID, bool] = field(default_factory=dict)

    def progressed(self, opportunity_id: uuid.UUID, at: dt.datetime) -> None:
        """Remember the latest day on which the buyer did something."""
        known = self.progress.get(opportunity_id)
        self.progress[opportunity_id] = at if known is None else max(known, at)


def read_beside(
    ids: Sequence[uuid.UUID],
    *,
    organization_id: uuid.UUID,
    as_of: dt.datetime,
    stages: dict[uuid.UUID, Stage],
    learned: Learned,
) -> Beside:
    """Return what was known at `as_of` beside the opportunities with these identifiers; `learned` came later."""
    beside = Beside()
    for some in chunks(ids):
        _read_changes(some, organization_id, as_of, stages, beside)
        _read_steps(some, as_of, learned, beside)
        _read_evidence(some, as_of, learned, beside)
        _read_parkings(some, as_of, beside)
        _read_events(some, as_of, beside)
        _read_deciders(some, as_of, learned, beside)
    return beside


def _read_changes(
    ids: Ids, organization_id: uuid.UUID, as_of: dt.datetime, stages: dict[uuid.UUID, Stage], beside: Beside
) -> None:
    places = {str(key): stage for key, stage in stages.items()}
    rows = Change.objects.filter(
        organization_id=organization_id,
        subject_id__in=ids,
        kind=RecordKind.OPPORTUNITY,
        field__in=FIELDS,
    ).order_by("before_at", "pk")
    names = ("record_id", "field", "old", "new", "after_at", "before_at", "known_at", "by_id", "origin")
    for record_id, name, old, new, after, before, known, by, origin in rows.values_list(*names):
        if known > as_of:  # asked of the database, it would read the whole history by time instead of these few rows
            continue
        beside.changes[record_id].append(
            rules.FieldChange(
                field=FIELDS[name],
                old=_value(name, old, places),
                new=_value(name, new, places),
                after=after,
                before=before,
                known_at=known,
                by_rep=by is not None,
                source_kind=_source_kind(origin, after, before),
            )
        )
        if name == "stage" and _is_ahead(places.get(old), places.get(new)):
            beside.progressed(record_id, before)


def _value(name: str, plain: Any, places: dict[str, Stage]) -> rules.Value:
    if plain is None:
        return None
    if name == "amount":
        return Decimal(plain)
    if name == "close_date":
        return dt.date.fromisoformat(plain)
    return places[plain].position if plain in places else None


def _is_ahead(old: Stage | None, new: Stage | None) -> bool:
    return old is not None and new is not None and new.kind != "lost" and new.position > old.position


def _source_kind(origin: str, after: dt.datetime | None, before: dt.datetime) -> rules.SourceKind:
    if origin != Origin.FILE:
        return rules.SourceKind.PAGE
    return rules.SourceKind.CRM_HISTORY if after == before else rules.SourceKind.EXPORT


def _read_steps(ids: Ids, as_of: dt.datetime, learned: Learned, beside: Beside) -> None:
    """Keep the step that was open, else the last that ended; a step without a day is a wish and counts as none."""
    rows = NextStep.objects.filter(opportunity_id__in=ids, made_at__lte=as_of).order_by("made_at", "pk")
    names = ("pk", "opportunity_id", "due_on", "agreed_with_buyer", "made_at", "ended_at", "was_done")
    for pk, opportunity_id, due, agreed, made, ended, was_done in rows.values_list(*names):
        if pk in learned.made:
            continue
        if agreed:
            beside.progressed(opportunity_id, made)
        is_open = ended is None or ended > as_of or learned.held(pk, "was_done", was_done) is None
        if due is None or not (is_open or was_done):
            beside.steps.pop(opportunity_id, None)
            continue
        beside.steps[opportunity_id] = rules.NextStep(due, agreed, None if is_open else ended.date())


def _read_evidence(ids: Ids, as_of: dt.datetime, learned: Learned, beside: Beside) -> None:
    rows = Evidence.objects.filter(opportunity_id__in=ids, at__lte=as_of)
    for pk, opportunity_id, at in rows.values_list("pk", "opportunity_id", "at"):
        if pk not in learned.made:
            beside.progressed(opportunity_id, at)


def _read_parkings(ids: Ids, as_of: dt.datetime, beside: Beside) -> None:
    rows = Parking.objects.filter(opportunity_id__in=ids, at__lte=as_of).order_by("at", "pk")
    for opportunity_id, wake_on, ended in rows.values_list("opportunity_id", "wake_on", "ended_at"):
        beside.slept[opportunity_id] = (wake_on, ended if ended and ended <= as_of else None)


def _read_events(ids: Ids, as_of: dt.datetime, beside: Beside) -> None:
    rows = BuyerEvent.objects.filter(opportunity_id__in=ids, at__lte=as_of).order_by("on_day")
    for opportunity_id, day in rows.values_list("opportunity_id", "on_day"):
        beside.events[opportunity_id].append(day)


def _read_deciders(ids: Ids, as_of: dt.datetime, learned: Learned, beside: Beside) -> None:
    """Say for each whether somebody who decides was met; whom nobody named as deciding is not in it."""
    deciders: set[tuple[uuid.UUID, uuid.UUID]] = set()
    seats = CommitteeSeat.objects.filter(opportunity_id__in=ids)
    for pk, opportunity_id, contact_id, role, now_met, removed in seats.values_list(
        "pk", "opportunity_id", "contact_id", "role", "met_at", "removed_at"
    ):
        was_there = pk not in learned.made and learned.held(pk, "removed_at", removed) is None
        if not was_there or learned.held(pk, "role", role) != BuyingRole.DECIDES:
            continue
        deciders.add((opportunity_id, contact_id))
        beside.deciders_met.setdefault(opportunity_id, False)
        met_at = _instant(learned.held(pk, "met_at", now_met))
        if met_at is not None and met_at <= as_of:
            beside.deciders_met[opportunity_id] = True
            beside.progressed(opportunity_id, met_at)
    held = CustomerMeeting.objects.filter(
        opportunity_id__in={opportunity_id for opportunity_id, _ in deciders},
        state=MeetingState.HELD,
        starts_at__lte=as_of,
        logged_at__lte=as_of,
    )
    for opportunity_id, contact_id, starts_at in held.values_list("opportunity_id", "seats__contact_id").annotate(
        Max("starts_at")
    ):
        if (opportunity_id, contact_id) in deciders:
            beside.deciders_met[opportunity_id] = True
            beside.progressed(opportunity_id, starts_at)


def _instant(value: dt.datetime | str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(value) if isinstance(value, str) else value
