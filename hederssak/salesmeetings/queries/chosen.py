"""Which cases a meeting's pack has chosen, and what became of them: as data, for whoever shows them elsewhere."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from hederssak.cadence.models import SalesMeeting
from hederssak.org.models import Member
from hederssak.pipeline.models import Opportunity
from hederssak.rules.cases import Reason
from hederssak.salesmeetings.models import Case
from hederssak.salesmeetings.queries.cases import cases_of
from hederssak.salesmeetings.queries.choosing import chosen_from
from hederssak.salesmeetings.queries.packs import shown_pack


@dataclass(frozen=True)
class Chosen:
    """A deal from which a meeting could learn, and why that one; `case` once somebody offered it or took it up."""

    opportunity: Opportunity
    reason: Reason
    one_in: int | None
    basis: str
    case: Case | None


def chosen_cases(meeting: SalesMeeting, *, reader: Member, now: dt.datetime) -> list[Chosen]:
    """Return the cases of the pack that a meeting is shown with, in the pack's order; a deal that is gone is left out.

    A meeting that is past and was never prepared has none: nothing was chosen for it then.
    """
    if meeting.starts_at < now and not meeting.packs.exists():
        return []
    entries = list(chosen_from(shown_pack(meeting, which="", now=now).short).cases)
    wanted = [uuid.UUID(one["opportunity"]) for one in entries]
    rows = Opportunity.objects.filter(organization_id=meeting.organization_id, pk__in=wanted)
    deals = {str(row.pk): row for row in rows.select_related("account", "owner")}
    kept = cases_of(meeting, reader)
    return [
        Chosen(
            deals[one["opportunity"]],
            Reason(one["reason"]),
            one.get("one_in"),
            one.get("basis") or "",
            kept.get(one["opportunity"]),
        )
        for one in entries
        if one["opportunity"] in deals
    ]
