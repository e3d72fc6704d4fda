"""Counting what is owed: the roll-up follows each change of a block in the same transaction."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection

from hederssak.history.actions import Source
from hederssak.org.models import Organization
from hederssak.prospecting.actions.entries import take_out
from hederssak.prospecting.actions.written import altered, write_changed
from hederssak.prospecting.models import Block, Debt
from hederssak.prospecting.queries.debts import AHEAD, standings


def recount(member_ids: Collection[uuid.UUID], *, organization: Organization, source: Source, now: dt.datetime) -> None:
    """Count anew what members owe; replacements that nothing is owed for any more leave the calendar, latest first.

    Call it inside the transaction of the change.
    """
    if not member_ids:
        return
    found = standings(member_ids)
    for member_id, one in found.items():
        if one.surplus:
            _drop(member_id, one.surplus, organization=organization, source=source, now=now)
    rows = [
        Debt(organization=organization, member_id=pk, owed=one.owed, planned=one.planned, paid=one.paid, counted_at=now)
        for pk, one in found.items()
    ]
    Debt.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["member"],
        update_fields=["owed", "planned", "paid", "counted_at"],
    )


def _drop(member_id: uuid.UUID, count: int, *, organization: Organization, source: Source, now: dt.datetime) -> None:
    rows = list(Block.objects.filter(AHEAD, member=member_id).select_related("member").order_by("-starts_at")[:count])
    write_changed([altered(row, "state", None) for row in rows], organization=organization, source=source)
    take_out(rows, by=source.by, now=now)
    Block.objects.filter(pk__in=[row.pk for row in rows]).delete()
