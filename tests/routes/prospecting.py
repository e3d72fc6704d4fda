"""Booking hours: one's own, those of one's team, and what is done with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from hederssak.crm.models import Contact
from hederssak.lib import clock
from hederssak.prospecting.actions import Time, add_reason, ensure_reasons, excuse_for_company, set_rule, swap_block
from hederssak.prospecting.actions.hitlist import take_off
from hederssak.prospecting.models import (
    Block,
    BlockKind,
    BlockRule,
    BlockState,
    CallAttempt,
    HitEntry,
    Swap,
    SwapReason,
)
from hederssak.prospecting.queries.paying import offers_for
from hederssak.rules.weeks import Week
from tests.cast import NOW, Cast
from tests.prospecting.blocks import make_block
from tests.prospecting.calling import make_account, make_contact, press, put_on_list
from tests.routes import ALL, Any_, House, Route

FAR = NOW.date() + dt.timedelta(weeks=400)
"""Routes are walked by today's clock: these times lie ahead of any day on which the tests are run."""


def far(weekday: int) -> dt.date:
    """Return a working day in spring that lies far ahead."""
    return Week(FAR.year, 20).days[weekday]


def annas_block(cast: Cast) -> Block:
    """Make a time of Anna's that lies ahead."""
    return make_block(cast.anna, far(1))


def annas_swap(cast: Cast) -> Swap:
    """Let Anna swap a time that lies ahead."""
    block = annas_block(cast)
    ensure_reasons(cast.nordvik)
    return swap_block(
        block=block,
        replacements=offers_for(block, now=NOW).pairs[0].slots,
        reason=SwapReason.objects.filter(organization=cast.nordvik).earliest("position"),
        offered="ons",
        by=cast.anna,
        now=NOW,
    )


def annas_replacement(cast: Cast) -> Block:
    """Make a time of Anna's that makes up for another."""
    lost = make_block(cast.anna, dt.date(2026, 11, 10), state=BlockState.MISSED)
    return make_block(cast.anna, far(2), kind=BlockKind.REPLACEMENT, replaces=lost)


def taken_block(cast: Cast) -> Block:
    """Let Eva say that the company took a time of Anna's."""
    block = make_block(cast.anna, dt.date(2026, 11, 10), state=BlockState.MISSED)
    excuse_for_company(block=block, by=cast.eva, now=NOW)
    return block


def norrs_rule(cast: Cast) -> BlockRule:
    """Give Norr a weekly time."""
    return set_rule(team=cast.norr, time=Time(1, dt.time(9), 120), first=NOW.date(), by=cast.eva, now=NOW)


def own_reason(cast: Cast) -> SwapReason:
    """Add a reason of the organization's own."""
    return add_reason(text="Ägarbyte hos kunden", by=cast.ada, now=NOW)


def annas_entry(cast: Cast) -> HitEntry:
    """Put somebody onto Anna's HIT list."""
    return put_on_list(cast.anna)


def annas_free_contact(cast: Cast) -> Contact:
    """Make a contact of Anna's who is on nobody's list."""
    return make_contact(make_account(cast.anna))


def annas_gone_entry(cast: Cast) -> HitEntry:
    """Take somebody off Anna's HIT list."""
    entry = put_on_list(cast.anna)
    take_off(entry, by=cast.anna, now=NOW)
    entry.refresh_from_db()
    return entry


def annas_attempt(cast: Cast) -> CallAttempt:
    """Let Anna press an outcome just now."""
    return press(put_on_list(cast.anna), at=clock.read()).attempt


CALLERS = "anna mikko eva otto maj"
NOT_HERS = "mikko otto maj vera ada stig"
KEY = "0192f0c1-0000-7000-8000-000000000001"


def hour(house: House) -> Mapping[str, Any]:
    """Name a coming time of Anna's in the address."""
    return {"pk": house.of(annas_block).pk}


def two_times(house: House) -> Mapping[str, Any]:
    """Give what a program says to swap it."""
    ensure_reasons(house.cast.nordvik)
    pair = offers_for(house.of(annas_block), now=NOW).pairs[0]
    reason = SwapReason.objects.filter(organization=house.cast.nordvik).earliest("position")
    times = [slot.starts_at.isoformat() for slot in pair.slots]
    return {"reason": str(reason.pk), "offered": "ons 13", "times": times}


ROUTES: dict[str, Any_] = {
    "prospecting:add_to_list": Route(post=CALLERS, fill=lambda house: {"contact": house.of(annas_free_contact).pk}),
    "prospecting:beat": Route(post=CALLERS),
    "prospecting:deck": Route(get=CALLERS),
    "prospecting:fill": Route(post=CALLERS, give=lambda _house: {"count": 5}),
    "prospecting:hit_list": Route(get=CALLERS),
    "prospecting:now": Route(get=CALLERS),
    "prospecting:outcomes": Route(
        post="anna",
        hidden="mikko eva otto maj",
        fill=lambda house: {} | dict.fromkeys((), house.of(annas_entry)),
        give=lambda house: {"key": KEY, "entry": house.of(annas_entry).pk, "outcome": "no_answer"},
    ),
    "prospecting:paste": Route(post=CALLERS, give=lambda _house: {"text": "Ingen Alls"}),
    "prospecting:presence": Route(get=CALLERS),
    "prospecting:put_back": Route(
        post="anna eva", hidden=NOT_HERS, fill=lambda house: {"pk": house.of(annas_gone_entry).pk}
    ),
    "prospecting:share": Route(get="ada stig", post="ada stig", give=lambda _house: {"percent": 60}),
    "prospecting:spoken": Route(get=CALLERS),
    "prospecting:take_off": Route(
        post="anna eva", hidden=NOT_HERS, fill=lambda house: {"pk": house.of(annas_entry).pk}
    ),
    "prospecting:undo": Route(
        post="anna", hidden=f"eva {NOT_HERS}", fill=lambda house: {"key": house.of(annas_attempt).key}
    ),
    "prospecting:block": Route(
        get="anna eva", hidden="mikko otto maj vera ada stig", fill=lambda house: {"pk": house.of(annas_block).pk}
    ),
    "prospecting:end_rule": Route(post="eva ada", fill=lambda house: {"pk": house.of(norrs_rule).pk}),
    "prospecting:excuse": Route(
        post="eva", hidden="mikko otto maj vera ada stig", fill=lambda house: {"pk": house.of(annas_block).pk}
    ),
    "prospecting:here": Route(
        post="anna", hidden="mikko otto maj vera ada stig", fill=lambda house: {"pk": house.of(annas_block).pk}
    ),
    "prospecting:mine": Route(get="anna mikko eva otto maj", hidden="vera ada stig"),
    "prospecting:move": Route(
        get="anna",
        post="anna",
        hidden="mikko otto maj vera ada stig",
        fill=lambda house: {"pk": house.of(annas_replacement).pk},
    ),
    "prospecting:owed": Route(get=f"{ALL} stig", post=f"{ALL} stig"),
    "prospecting:person": Route(
        get="anna eva", hidden="mikko otto maj vera ada stig", fill=lambda house: {"pk": house.cast.anna.pk}
    ),
    "prospecting:preparation": Route(
        post="anna",
        hidden="mikko otto maj vera ada stig",
        fill=lambda house: {"pk": house.of(annas_block).pk},
        give=lambda _house: {"preparation": "Sågverk i Dalarna"},
    ),
    "prospecting:reasons": Route(get="ada stig", post="ada stig", give=lambda _house: {"text": "Ägarbyte"}),
    "prospecting:receipt": Route(
        get="anna eva", hidden="mikko otto maj vera ada stig", fill=lambda house: {"pk": house.of(annas_swap).pk}
    ),
    "prospecting:retire_reason": Route(post="ada", fill=lambda house: {"pk": house.of(own_reason).pk}),
    "prospecting:rule": Route(
        get="eva ada",
        post="eva ada",
        fill=lambda house: {"pk": house.of(norrs_rule).pk},
        give=lambda _house: {"weekday": 2, "starts": "13:00", "minutes": 60, "first": FAR.isoformat()},
    ),
    "prospecting:swap": Route(
        get="anna",
        post="anna",
        hidden="mikko otto maj vera ada stig",
        fill=lambda house: {"pk": house.of(annas_block).pk},
    ),
    "prospecting:team": Route(
        get=ALL,
        post="eva ada",
        fill=lambda house: {"pk": house.cast.norr.pk},
        give=lambda _house: {"whom": "team", "weekday": 1, "starts": "09:00", "minutes": 120, "first": FAR.isoformat()},
    ),
    "prospecting:undo_excuse": Route(
        post="eva", hidden="mikko otto maj vera ada stig", fill=lambda house: {"pk": house.of(taken_block).pk}
    ),
    "prospecting:undo_swap": Route(
        post="anna", hidden="mikko otto maj vera ada stig", fill=lambda house: {"pk": house.of(annas_swap).pk}
    ),
}
