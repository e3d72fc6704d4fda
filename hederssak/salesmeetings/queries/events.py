"""What happened to a team's opportunities in a stretch, as the rules of progress see it (R13)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.db.models import F

from hederssak.history.models import Change, RecordKind
from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.pipeline.models import (
    Activity,
    ActivityKind,
    BuyingRole,
    CommitteeSeat,
    Criterion,
    Evidence,
    NextStep,
    Opportunity,
    Stage,
)
from hederssak.pipeline.queries.as_of import chunks
from hederssak.rules.progress import Event, Happening

OURS = {
    ActivityKind.CALL: Happening.CALL,
    ActivityKind.EMAIL: Happening.MAIL,
    ActivityKind.TASK: Happening.NOTE,
    ActivityKind.NOTE: Happening.NOTE,
    ActivityKind.OTHER: Happening.NOTE,
}
TOLD = frozenset({"stage", "state"})


def events_between(
    rows: Sequence[Opportunity], *, since: dt.datetime, until: dt.datetime, stages: dict[uuid.UUID, Stage]
) -> list[Event]:
    """Return what became known of these opportunities in (`since`, `until`]."""
    if not rows:
        return []
    organization_id = rows[0].organization_id
    criteria = _criteria_of_stages(organization_id)
    events: list[Event] = []
    for ids in chunks(row.pk for row in rows):
        met = _met(ids)
        events += _from_changes(organization_id, ids, since, until, stages, criteria, met)
        events += _from_steps(ids, since, until)
        events += _from_evidence(ids, since, until)
        events += _from_meetings(ids, since, until)
        events += _from_activities(organization_id, ids, since, until)
    return events


def _criteria_of_stages(organization_id: uuid.UUID) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return the mandatory criteria by the stage that they are the way out of."""
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    rows = Criterion.objects.filter(organization_id=organization_id, is_mandatory=True)
    for stage_id, pk in rows.values_list("stage_id", "pk"):
        found.setdefault(stage_id, set()).add(pk)
    return found


def _met(ids: list[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for opportunity_id, criterion_id in Evidence.objects.filter(opportunity_id__in=ids).values_list(
        "opportunity_id", "criterion_id"
    ):
        found.setdefault(opportunity_id, set()).add(criterion_id)
    return found


def _from_changes(
    organization_id: uuid.UUID,
    ids: list[uuid.UUID],
    since: dt.datetime,
    until: dt.datetime,
    stages: dict[uuid.UUID, Stage],
    criteria: dict[uuid.UUID, set[uuid.UUID]],
    met: dict[uuid.UUID, set[uuid.UUID]],
) -> Iterable[Event]:
    """Yield stages reached (proven when the exit criteria of the stage left behind are met), wins, and edits."""
    rows = Change.objects.filter(
        organization_id=organization_id,
        kind=RecordKind.OPPORTUNITY,
        subject_id__in=ids,
        known_at__gt=since,
        known_at__lte=until,
    ).exclude(field="")
    names = ("record_id", "field", "old", "new", "before_at", "known_at")
    for record_id, name, old, new, at, known in rows.values_list(*names):
        given = {"opportunity": str(record_id), "at": at, "known_at": known}
        if name == "state" and new == "won":
            yield Event(what=Happening.SIGNED, proven=True, **given)
        elif name == "stage":
            left, reached = stages.get(uuid.UUID(old)), stages.get(uuid.UUID(new))
            if left and reached and reached.kind == "open" and reached.position > left.position:
                proven = criteria.get(left.pk, set()) <= met.get(record_id, set())
                yield Event(what=Happening.STAGE_REACHED, subject=str(reached.pk), proven=proven, **given)
        elif name not in TOLD:
            yield Event(what=Happening.FIELD_EDITED, **given)


def _from_steps(ids: list[uuid.UUID], since: dt.datetime, until: dt.datetime) -> Iterable[Event]:
    rows = NextStep.objects.filter(opportunity_id__in=ids, made_at__gt=since, made_at__lte=until)
    for pk, opportunity_id, at, agreed in rows.values_list("pk", "opportunity_id", "made_at", "agreed_with_buyer"):
        yield Event(str(opportunity_id), Happening.NEXT_STEP_SET, at=at, known_at=at, proven=agreed, subject=str(pk))


def _from_evidence(ids: list[uuid.UUID], since: dt.datetime, until: dt.datetime) -> Iterable[Event]:
    rows = Evidence.objects.filter(opportunity_id__in=ids, at__gt=since, at__lte=until)
    for criterion_id, opportunity_id, at in rows.values_list("criterion_id", "opportunity_id", "at"):
        subject = str(criterion_id)
        yield Event(str(opportunity_id), Happening.CRITERION_MET, at=at, known_at=at, proven=True, subject=subject)


def _from_meetings(ids: list[uuid.UUID], since: dt.datetime, until: dt.datetime) -> Iterable[Event]:
    held = CustomerMeeting.objects.filter(
        opportunity_id__in=ids, state=MeetingState.HELD, starts_at__gt=since, starts_at__lte=until
    )
    with_decider = set(
        held.filter(
            opportunity__committee__role=BuyingRole.DECIDES,
            seats__contact_id=F("opportunity__committee__contact_id"),
        ).values_list("pk", flat=True)
    )
    for pk, opportunity_id, at in held.values_list("pk", "opportunity_id", "starts_at"):
        yield Event(
            str(opportunity_id), Happening.MEETING_HELD, at=at, known_at=at, proven=pk in with_decider, subject=str(pk)
        )
    seats = CommitteeSeat.objects.filter(
        opportunity_id__in=ids, role=BuyingRole.DECIDES, met_at__gt=since, met_at__lte=until
    )
    for pk, opportunity_id, met in seats.values_list("pk", "opportunity_id", "met_at"):
        if met is not None:
            yield Event(str(opportunity_id), Happening.MEETING_HELD, at=met, known_at=met, proven=True, subject=str(pk))


def _from_activities(
    organization_id: uuid.UUID, ids: list[uuid.UUID], since: dt.datetime, until: dt.datetime
) -> Iterable[Event]:
    rows = Activity.objects.filter(organization_id=organization_id, opportunity_id__in=ids, at__gt=since, at__lte=until)
    for opportunity_id, kind, at in rows.values_list("opportunity_id", "kind", "at"):
        yield Event(str(opportunity_id), OURS[ActivityKind(kind)], at=at, known_at=at)
