"""What must hold of the pipeline: history adds up to the present, and copies agree with what they were copied from."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from hederssak.history.actions import plain
from hederssak.history.models import Change, RecordKind
from hederssak.lib.checks import register
from hederssak.pipeline.models import LettingGo, Opportunity, Parking, State
from hederssak.pipeline.queries.as_of import chunks

CHECKED = ("close_date", "amount", "stage", "state", "owner")
MOST = 20
"""Problems named one by one; more are counted."""


@register("history adds up")
def history_adds_up() -> Iterator[str]:
    """Yield each field whose latest change says otherwise than the record."""
    found = 0
    ids = Opportunity.objects.order_by("pk").values_list("pk", flat=True)
    for some in chunks(ids.iterator(chunk_size=5000)):
        present = _present(some)
        latest: dict[tuple[uuid.UUID, str], object] = {}
        changes = Change.objects.filter(kind=RecordKind.OPPORTUNITY, record_id__in=some, field__in=CHECKED)
        for record_id, field, new in changes.order_by("before_at", "pk").values_list("record_id", "field", "new"):
            latest[record_id, field] = new
        for (record_id, field), said in latest.items():
            if present[record_id][field] != said:
                found += 1
                if found <= MOST:
                    yield f"opportunity {record_id}: {field} is {present[record_id][field]}, its history ends at {said}"
    if found > MOST:
        yield f"{found - MOST} more fields differ from their history"


def _present(ids: list[uuid.UUID]) -> dict[uuid.UUID, dict[str, object]]:
    rows = Opportunity.objects.filter(pk__in=ids)
    names = ("pk", "close_date", "amount", "stage_id", "state", "owner_id")
    return {
        values[0]: {name: plain(value) for name, value in zip(CHECKED, values[1:], strict=True)}
        for values in rows.values_list(*names)
    }


@register("states agree")
def states_agree() -> Iterator[str]:
    """Yield what has ended in a stage that is open, or stands in a stage that has ended."""
    wrong = Opportunity.objects.filter(
        Q(state__in=[State.OPEN, State.PARKED]) & ~Q(stage__kind="open")
        | Q(state__in=[State.WON, State.LOST]) & ~Q(stage__kind=F("state"))
    )
    for pk, state, stage in wrong.values_list("pk", "state", "stage__name")[:MOST]:
        yield f"opportunity {pk} is {state} but stands in the stage {stage}"


@register("sleepers have a bed")
def sleepers_have_a_bed() -> Iterator[str]:
    """Yield what is parked without a day to wake up on, and what was let go without a reason."""
    sleeps = Parking.objects.filter(opportunity=OuterRef("pk"), ended_at=None)
    parked = Opportunity.objects.filter(~Exists(sleeps), state=State.PARKED)
    for pk in parked.values_list("pk", flat=True)[:MOST]:
        yield f"opportunity {pk} is parked and nothing says until when"
    letting = LettingGo.objects.filter(opportunity=OuterRef("pk"), undone_at=None)
    gone = Opportunity.objects.filter(~Exists(letting), state=State.LET_GO)
    for pk in gone.values_list("pk", flat=True)[:MOST]:
        yield f"opportunity {pk} was let go and nothing says why"
