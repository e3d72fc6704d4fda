"""What happened to a team's opportunities in a stretch, read from the history as the rules of progress see it (R13).

Only the history is read: it is never altered, so that a stretch tells the same today and in a year.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from hederssak.history.models import RecordKind
from hederssak.history.queries import learned_between
from hederssak.meetings.models import Attendee, CustomerMeeting, MeetingState
from hederssak.pipeline.models import (
    ActivityKind,
    BuyingRole,
    CommitteeSeat,
    Criterion,
    Evidence,
    Opportunity,
    Stage,
    StageKind,
)
from hederssak.pipeline.queries.as_of import Learned, chunks, learned_after
from hederssak.rules.progress import Event, Happening

OURS = {
    ActivityKind.CALL: Happening.CALL,
    ActivityKind.EMAIL: Happening.MAIL,
    ActivityKind.TASK: Happening.NOTE,
    ActivityKind.NOTE: Happening.NOTE,
    ActivityKind.OTHER: Happening.NOTE,
}
EDITS = {"account", "amount", "amount_basis", "close_date", "margin", "name", "owner", "product", "segment"}
"""Fields whose change is our doing; others follow from these or are told on their own."""

KINDS = [
    RecordKind.OPPORTUNITY,
    RecordKind.NEXT_STEP,
    RecordKind.EVIDENCE,
    RecordKind.COMMITTEE,
    RecordKind.MEETING,
    RecordKind.ACTIVITY,
]


class _Known(NamedTuple):
    """A row of the history, as far as it is needed here."""

    kind: str
    record_id: uuid.UUID
    subject_id: uuid.UUID
    field: str
    old: Any
    new: Any
    before_at: dt.datetime
    known_at: dt.datetime

    def event(
        self,
        what: Happening,
        *,
        proven: bool = False,
        subject: uuid.UUID | str | None = None,
        at: dt.datetime | None = None,
    ) -> Event:
        """Return it as an event; of the record itself, at its own instant, unless told otherwise."""
        about = str(self.record_id if subject is None else subject)
        return Event(str(self.subject_id), what, at or self.before_at, self.known_at, proven, about)


def events_between(
    rows: Sequence[Opportunity], *, since: dt.datetime, until: dt.datetime, stages: dict[uuid.UUID, Stage]
) -> list[Event]:
    """Return what became known of these opportunities in (`since`, `until`].

    What had happened before an opportunity came here is left out: the first file of a CRM would make news of years.
    """
    if not rows:
        return []
    born = {row.pk: row.created_at for row in rows}
    organization_id = rows[0].organization_id
    events: list[Event] = []
    for ids in chunks(born):
        known = _known(organization_id, ids, since, until)
        beside = _Beside.read(organization_id, {one.subject_id for one in known}, known, until)
        found = (event for one in known for event in _events_of(one, stages, beside))
        events += [event for event in found if event.at > born[uuid.UUID(event.opportunity)]]
    return events


def _known(organization_id: uuid.UUID, ids: list[uuid.UUID], since: dt.datetime, until: dt.datetime) -> list[_Known]:
    rows = learned_between(since, until).filter(organization_id=organization_id, kind__in=KINDS, subject_id__in=ids)
    ordered = rows.order_by("known_at", "before_at", "pk")
    return [_Known(*values) for values in ordered.values_list(*_Known._fields)]


@dataclass(frozen=True)
class _Beside:
    """What decides whether the buyer had a part in it: criteria, evidence, and who decides, as known then."""

    wanted: dict[uuid.UUID, set[uuid.UUID]]
    met: dict[uuid.UUID, set[uuid.UUID]]
    deciders: set[uuid.UUID]
    meetings: dict[uuid.UUID, dt.datetime]
    with_decider: set[uuid.UUID]

    @classmethod
    def read(
        cls, organization_id: uuid.UUID, ids: set[uuid.UUID], known: Iterable[_Known], until: dt.datetime
    ) -> _Beside:
        learned = learned_after(ids, organization_id=organization_id, as_of=until)
        seats = [
            (pk, opportunity_id, contact_id)
            for pk, opportunity_id, contact_id, role, removed in CommitteeSeat.objects.filter(
                opportunity_id__in=ids
            ).values_list("pk", "opportunity_id", "contact_id", "role", "removed_at")
            if pk not in learned.made
            and learned.held(pk, "role", role) == BuyingRole.DECIDES
            and learned.held(pk, "removed_at", removed) is None
        ]
        held = [one.record_id for one in known if one.kind == RecordKind.MEETING]
        deciding = {(opportunity_id, contact_id) for _, opportunity_id, contact_id in seats}
        attendees = Attendee.objects.filter(meeting_id__in=held).values_list(
            "meeting_id", "meeting__opportunity_id", "contact_id"
        )
        return cls(
            wanted=_criteria_of_stages(organization_id),
            met=_met(ids, until, learned),
            deciders={pk for pk, _, _ in seats},
            meetings=dict(CustomerMeeting.objects.filter(pk__in=held).values_list("pk", "starts_at")),
            with_decider={meeting for meeting, deal, contact in attendees if (deal, contact) in deciding},
        )


def _criteria_of_stages(organization_id: uuid.UUID) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return the mandatory criteria by the stage that they are the way out of."""
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    rows = Criterion.objects.filter(organization_id=organization_id, is_mandatory=True)
    for stage_id, pk in rows.values_list("stage_id", "pk"):
        found[stage_id].add(pk)
    return found


def _met(ids: Iterable[uuid.UUID], until: dt.datetime, learned: Learned) -> dict[uuid.UUID, set[uuid.UUID]]:
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    rows = Evidence.objects.filter(opportunity_id__in=ids, at__lte=until)
    for pk, opportunity_id, criterion_id in rows.values_list("pk", "opportunity_id", "criterion_id"):
        if pk not in learned.made:
            found[opportunity_id].add(criterion_id)
    return found


def _events_of(one: _Known, stages: dict[uuid.UUID, Stage], beside: _Beside) -> Iterator[Event]:
    """Yield what a row of the history tells: nothing, or one thing."""
    made = one.new if not one.field else {}
    if one.kind == RecordKind.OPPORTUNITY:
        yield from _of_opportunity(one, stages, beside)
    elif one.kind == RecordKind.NEXT_STEP and made:
        yield one.event(Happening.NEXT_STEP_SET, proven=bool(made.get("agreed_with_buyer")))
    elif one.kind == RecordKind.EVIDENCE and made:
        yield one.event(Happening.CRITERION_MET, proven=True, subject=made["criterion"])
    elif one.kind == RecordKind.COMMITTEE and one.record_id in beside.deciders:
        met_at = one.new if one.field == "met_at" else made.get("met_at")
        if met_at:
            yield one.event(Happening.MEETING_HELD, proven=True, at=dt.datetime.fromisoformat(met_at))
    elif one.kind == RecordKind.MEETING:
        state = one.new if one.field == "state" else made.get("state")
        if state == MeetingState.HELD and one.record_id in beside.meetings:
            proven = one.record_id in beside.with_decider
            yield one.event(Happening.MEETING_HELD, proven=proven, at=beside.meetings[one.record_id])
    elif one.kind == RecordKind.ACTIVITY and made:
        yield one.event(OURS[ActivityKind(made["kind"])], subject="")


def _of_opportunity(one: _Known, stages: dict[uuid.UUID, Stage], beside: _Beside) -> Iterator[Event]:
    """Yield a stage reached (proven when the criteria of the stage left behind are met), or an edit of ours."""
    if one.field == "stage":
        left, reached = stages.get(uuid.UUID(one.old)), stages.get(uuid.UUID(one.new))
        if left and reached and reached.kind == StageKind.OPEN and reached.position > left.position:
            proven = beside.wanted[left.pk] <= beside.met[one.subject_id]
            yield one.event(Happening.STAGE_REACHED, subject=reached.pk, proven=proven)
    elif one.field in EDITS:
        yield one.event(Happening.FIELD_EDITED, subject="")
