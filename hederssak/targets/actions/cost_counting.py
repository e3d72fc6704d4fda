"""Counting what held meetings became and cost (R10): one row each, written only where something has changed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from hederssak.lib import bulk
from hederssak.lib.among import Among
from hederssak.lib.clock import day_in
from hederssak.lib.ids import new_id
from hederssak.meetings.models import MeetingState
from hederssak.org.models import Organization
from hederssak.queue.actions import hold
from hederssak.targets.actions.comfort_counting import count_comfort
from hederssak.targets.actions.cost_sums import count_loads, count_rates, sum_up
from hederssak.targets.models import MeetingCost
from hederssak.targets.queries.cost_facts import Block, Reader, own_wait
from hederssak.targets.queries.cost_norms import norms_of
from hederssak.targets.queries.cost_rows import CostRow, Ground, rows_of


def count_costs(*, organization: Organization, now: dt.datetime) -> int:
    """Count every held meeting's cost anew and return how many rows were made, changed or taken away.

    A block at a time, each in a transaction of its own; a second run on the same facts writes no row.
    """
    today = day_in(organization.time_zone, now)
    ground = Ground(
        reader=Reader(organization),
        norms=norms_of(organization),
        wait=own_wait(organization),
        today=today,
        currency=organization.currency,
    )
    written, touched = _forget_not_held(organization)
    for block in ground.reader.blocks():
        with transaction.atomic():
            hold()
            number, days = _keep(block, ground, organization)
        written += number
        touched |= days
    with transaction.atomic():
        hold()
        sum_up(organization)
        count_rates(organization, today=today, now=now)
        count_loads(organization, wait=ground.wait, today=today, now=now)
    with transaction.atomic():
        hold()
        count_comfort(organization, today=today, touched=touched)
    return written


def _forget_not_held(organization: Organization) -> tuple[int, set[dt.date]]:
    """Take away the rows of meetings that are no longer held (called off, merged into another one), and their days."""
    stale = MeetingCost.objects.filter(organization=organization).exclude(meeting__state=MeetingState.HELD)
    gone = dict(stale.values_list("pk", "on"))
    MeetingCost.objects.filter(Among("pk", gone)).delete()
    return len(gone), set(gone.values())


def _keep(block: Block, ground: Ground, organization: Organization) -> tuple[int, set[dt.date]]:
    """Write the rows of a block that are new or other than they were; return how many, and the days they lie on."""
    kept = _kept([one.pk for one in block.meetings])
    made, changed, days = [], [], set()
    for key, row in rows_of(block, ground):
        known = kept.get(key)
        if known is None:
            made.append((new_id(), organization.pk, key, *row))
        elif known[1] != row:
            changed.append(MeetingCost(pk=known[0], **row._asdict()))
            days.add(known[1].on)
        else:
            continue
        days.add(row.on)
    if made:
        bulk.insert_values(MeetingCost, ("id", "organization_id", "meeting_id", *CostRow._fields), made)
    bulk.update(changed, CostRow._fields)
    return len(made) + len(changed), days


def _kept(meetings: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[uuid.UUID, CostRow]]:
    rows = MeetingCost.objects.filter(Among("meeting_id", meetings))
    found = rows.values_list("meeting_id", "pk", *CostRow._fields)
    return {meeting: (pk, CostRow._make(values)) for meeting, pk, *values in found}
