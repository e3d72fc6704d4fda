"""What each meeting of a block became and cost, as the rows that are kept (R10)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from hederssak.lib.clock import day_in
from hederssak.pipeline.models import State
from hederssak.rules.meeting_checks import Lack
from hederssak.rules.meeting_hours import Kind, Norms, days_touched, distance_of, hours_of
from hederssak.rules.money import Money
from hederssak.rules.useless import (
    Became,
    End,
    HeldMeeting,
    Tail,
    became,
    cost,
    polite_way_out,
    what_failed,
)
from hederssak.targets.queries.cost_facts import Block, Deal, Held, Reader, qualified_day, was_customer

RIGHT_LACKS = frozenset(
    {
        *(Lack.OUT_OF_FIT, Lack.FIT_UNKNOWN, Lack.NO_INVESTMENT, Lack.INVESTMENT_WHEN, Lack.INVESTMENT_HOW),
        *(Lack.NOBODY_INVITED, Lack.CAN_NAME_NOBODY, Lack.NO_DECIDER),
    }
)
"""What makes a meeting not right; what its preparation lacks does not."""
_ENDS = {State.WON.value: End.WON, State.LOST.value: End.LOST, State.LET_GO.value: End.LET_GO}
_CENT = Decimal("0.01")


class CostRow(NamedTuple):
    """The kept columns of one meeting, in the order in which they are compared and written."""

    member_id: uuid.UUID | None
    team_id: uuid.UUID | None
    on: dt.date
    source: str
    became: str
    end: str
    criterion: str
    is_later: bool
    is_polite: bool
    hours: Decimal
    proposal_hours: Decimal
    money: Decimal
    ended_on: dt.date | None
    is_existing: bool
    had_qualified: bool
    written_on: dt.date


@dataclass(frozen=True)
class Ground:
    """What all meetings of an organization are judged by."""

    reader: Reader
    norms: Norms
    wait: int
    today: dt.date
    currency: str


def rows_of(block: Block, ground: Ground) -> Iterator[tuple[uuid.UUID, CostRow]]:
    """Yield each meeting's key with its row."""
    for key, together in groupby(block.meetings, lambda one: one.deal):
        meetings = list(together)
        if key is None:
            for one in meetings:
                yield one.pk, _row(_Case(one, None, 0, 1), block, ground, Tail(), is_later=False)
            continue
        yield from _of_deal(meetings, block.deals.get(key), block, ground)


class _Case(NamedTuple):
    """A meeting, its opportunity, its place among those held on it, and how many they are."""

    held: Held
    deal: Deal | None
    place: int
    held_on_deal: int


def _of_deal(
    meetings: Sequence[Held], deal: Deal | None, block: Block, ground: Ground
) -> Iterator[tuple[uuid.UUID, CostRow]]:
    """Yield the meetings of one opportunity: a useless one drags along those that follow, and the proposal."""
    cases = [_Case(one, deal, place, len(meetings)) for place, one in enumerate(meetings)]
    useless = [_became(case, block, ground) is Became.USELESS for case in cases]
    sent_after = _sent_after(meetings, deal, block, ground)
    for case in cases:
        writes = useless[case.place] and case.place == sent_after
        tail = Tail(ground.norms.proposal_hours if writes else Decimal(0))
        yield (
            case.held.pk,
            _row(
                case,
                block,
                ground,
                tail,
                is_later=useless[case.place] and any(useless[: case.place]),
                is_polite=case.place == sent_after,
            ),
        )


def _sent_after(meetings: Sequence[Held], deal: Deal | None, block: Block, ground: Ground) -> int | None:
    """Return after which meeting a proposal went to somebody unqualified, None where none did."""
    if deal is None:
        return None
    days = [_day(one, ground) for one in meetings]
    qualified = day_in(ground.reader.zone, deal.qualified) if deal.qualified else None
    sent = block.proposals.get(deal.pk, [])
    polite = polite_way_out(proposals=sent, first_met=days[0], qualified_on=qualified, is_tender=deal.is_tender)
    if not polite:
        return None
    first = min(day for day in sent if day >= days[0])
    return max(place for place, day in enumerate(days) if day <= first)


def _row(case: _Case, block: Block, ground: Ground, tail: Tail, *, is_later: bool, is_polite: bool = False) -> CostRow:
    held, deal, norms = case.held, case.deal, ground.norms
    zone = ground.reader.zone_of(held)
    on, last = held.starts.astimezone(zone).date(), held.ends.astimezone(zone).date()
    kind = Kind.OTHER if held.deal is None else Kind.LATER if case.place else Kind.FIRST
    distance = distance_of(norms, town=held.town or "", title=held.title)
    hours = hours_of(
        norms, kind=kind, distance=distance, starts=held.starts, ends=held.ends, days=days_touched(on, last)
    )
    tail = Tail(tail.proposal_hours, distance.expenses)
    bill = cost(hours, tail, hourly=Money(norms.hourly_for(held.owner), ground.currency))
    what, end = _became(case, block, ground), _end(deal)
    lacks = [one for one in held.lacks or [] if one in RIGHT_LACKS] if held.is_right is False else []
    failed = what_failed(lacks, was_checked=held.is_right is not None, has_deal=held.deal is not None, end=end)
    here = block.of_account.get(held.account, []) if held.account else []
    moved = block.moved.get(held.pk)
    return CostRow(
        member_id=held.owner,
        team_id=held.team,
        on=on,
        source=deal.source if deal else "",
        became=what.value,
        end=end.value,
        criterion=failed if what is Became.USELESS else "",
        is_later=is_later,
        is_polite=is_polite,
        hours=bill.hours.quantize(_CENT),
        proposal_hours=bill.dragged.quantize(_CENT),
        money=bill.money.amount.quantize(_CENT),
        ended_on=deal.closed_on if deal else None,
        is_existing=was_customer(block.relations.get(held.account, ()), here, on) if held.account else False,
        had_qualified=any(_was_open(one, held) for one in here),
        written_on=(moved or held.logged).astimezone(zone).date(),
    )


def _became(case: _Case, block: Block, ground: Ground) -> Became:
    held, deal = case.held, case.deal
    day = _day(held, ground)
    if deal is not None:
        qualified = day_in(ground.reader.zone, deal.qualified) if deal.qualified else None
    else:
        here = block.of_account.get(held.account, []) if held.account else []
        qualified = qualified_day(here, day, ground.reader.zone)
    meeting = HeldMeeting(
        key="",
        on=day,
        was_right=bool(held.is_right),
        held_on_deal=case.held_on_deal,
        qualified_on=qualified,
        end=_end(deal),
        ended_on=deal.closed_on if deal else None,
    )
    return became(meeting, wait=ground.wait, today=ground.today)


def _was_open(deal: Deal, held: Held) -> bool:
    """Say whether an opportunity was qualified and still open when a meeting began."""
    day = held.starts.date()
    return (
        deal.qualified is not None
        and deal.qualified <= held.starts
        and (deal.closed_on is None or deal.closed_on >= day)
    )


def _end(deal: Deal | None) -> End:
    return _ENDS.get(deal.state, End.OPEN) if deal else End.OPEN


def _day(held: Held, ground: Ground) -> dt.date:
    return held.starts.astimezone(ground.reader.zone_of(held)).date()
