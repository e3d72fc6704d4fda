"""Taking back what was pressed a moment ago. What happened stays written; that it was taken back is written too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from hederssak.history.actions import Altered, Source, plain, record_changed
from hederssak.history.models import Change, RecordKind
from hederssak.lib.rows import save_only
from hederssak.org.access import require_write
from hederssak.org.models import Member
from hederssak.pipeline.actions.letting_go import let_go
from hederssak.pipeline.actions.opportunities import edit_opportunity
from hederssak.pipeline.actions.parking import park
from hederssak.pipeline.actions.touching import touch
from hederssak.pipeline.models import LetGoReason, LettingGo, NextStep, Opportunity, Parking, Stage, State
from hederssak.pipeline.queries.as_of import READ

UNDOABLE = dt.timedelta(hours=1)
"""How long a press can be taken back; what is older is changed by hand."""


class NothingToUndoError(Exception):
    """It is undone already, or so much has happened since that it can't be."""

    code = "nothing_to_undo"


def reopen_next_step(*, opportunity: Opportunity, by: Member, now: dt.datetime) -> NextStep:
    """Open the step again that was said to be done last.

    Raises:
        NothingToUndoError: another step is open by now, or none was done within the hour.

    """
    require_write(by, owner=opportunity.owner)
    with transaction.atomic():
        steps = NextStep.objects.filter(opportunity=opportunity)
        last = steps.filter(was_done=True, ended_at__gte=now - UNDOABLE).order_by("-ended_at", "-pk").first()
        if last is None or steps.filter(ended_at=None).exists():
            raise NothingToUndoError
        source = Source.page(by=by, now=now)
        undone = Altered(RecordKind.NEXT_STEP, last.pk, "was_done", last.was_done, None, opportunity.pk, source)
        save_only(last, ended_at=None, was_done=None)
        record_changed([undone], organization_id=by.organization_id, source=source)
        touch(opportunity, now=now)
    return last


def park_again(*, opportunity: Opportunity, by: Member, today: dt.date, now: dt.datetime) -> Parking:
    """Put what was just woken up to sleep again, for the same reason and until the same day.

    Raises:
        NothingToUndoError: nobody woke it within the hour, or it is not open.

    """
    require_write(by, owner=opportunity.owner)
    last = Parking.objects.filter(opportunity=opportunity, ended_at__gte=now - UNDOABLE).order_by("-ended_at").first()
    if last is None or opportunity.state != State.OPEN or last.wake_on <= today:
        raise NothingToUndoError
    return park(opportunity=opportunity, reason=last.reason, wake_on=last.wake_on, by=by, today=today, now=now)


def let_go_again(*, opportunity: Opportunity, by: Member, today: dt.date, now: dt.datetime) -> LettingGo:
    """Let go again of what was just brought back, for the same reason.

    Raises:
        NothingToUndoError: nobody brought it back within the hour, or it is not open.

    """
    require_write(by, owner=opportunity.owner)
    lately = LettingGo.objects.filter(opportunity=opportunity, undone_at__gte=now - UNDOABLE)
    last = lately.order_by("-undone_at").first()
    if last is None or opportunity.state != State.OPEN:
        raise NothingToUndoError
    return let_go(
        opportunity=opportunity,
        reason=LetGoReason(last.reason),
        competitor=last.competitor,
        note=last.note,
        look_again_on=last.look_again_on,
        by=by,
        today=today,
        now=now,
    )


def put_back(*, opportunity: Opportunity, fields: Sequence[str], by: Member, now: dt.datetime) -> Opportunity:
    """Give fields of an opportunity the values that they had before the member last changed them, all at once.

    Raises:
        NothingToUndoError: that was more than an hour ago, or somebody has changed them since.

    """
    require_write(by, owner=opportunity.owner)
    rows = Change.objects.filter(
        organization_id=by.organization_id,
        kind=RecordKind.OPPORTUNITY,
        subject_id=opportunity.pk,
        record_id=opportunity.pk,
        field__in=fields,
        known_at__gte=now - UNDOABLE,
    )
    latest = list(rows.order_by("-known_at", "-pk"))
    together = {one.field: one for one in latest if one.known_at == latest[0].known_at}
    if not together or any(one.by_id != by.pk for one in together.values()):
        raise NothingToUndoError
    if any(plain(getattr(opportunity, name)) != one.new for name, one in together.items()):
        raise NothingToUndoError
    values = _values({name: one.old for name, one in together.items()}, opportunity)
    return edit_opportunity(opportunity=opportunity, values=values, by=by, now=now)


def _values(old: Mapping[str, Any], opportunity: Opportunity) -> dict[str, Any]:
    """Read plain values back; a margin that was only assumed before is assumed again."""
    values = {name: READ[name](value) if value is not None else None for name, value in old.items() if name in READ}
    if old.get("margin_assumed"):
        values["margin"] = None
        values.setdefault("amount", opportunity.amount)
    elif "margin" in values and opportunity.margin_assumed and "margin_assumed" not in old:
        del values["margin"]
    if stage := values.get("stage"):
        values["stage"] = Stage.objects.get(organization_id=opportunity.organization_id, pk=stage)
    return values
