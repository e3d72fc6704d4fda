"""The pack of a meeting that is asked for: as it was frozen, or as it stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from hederssak.cadence.models import SalesMeeting
from hederssak.salesmeetings.models import Freezing, Pack
from hederssak.salesmeetings.queries.live import live_pack

NOW = "now"
"""Asks for the pack as it would be at this instant."""


class NothingFrozenError(Exception):
    """The pack that was asked for has not been frozen."""

    code = "nothing_frozen"


@dataclass(frozen=True)
class Shown:
    """A pack to be shown: which one, its contents, and the one of the day before where this is of the start."""

    which: str
    contents: dict[str, Any]
    day_before: dict[str, Any] | None = None
    frozen: tuple[str, ...] = ()


def shown_pack(meeting: SalesMeeting, *, which: str, now: dt.datetime) -> Shown:
    """Return the pack that is asked for: `day_before`, `at_start`, or `now`; with an empty text the last frozen.

    Raises `NothingFrozenError` for one that is not there.
    """
    packs = {pack.freezing: pack for pack in Pack.objects.filter(meeting=meeting)}
    frozen = tuple(packs)
    wanted = which or next((name for name in (Freezing.AT_START, Freezing.DAY_BEFORE) if name in packs), NOW)
    if wanted == NOW:
        return Shown(NOW, live_pack(meeting, now=now), frozen=frozen)
    if wanted not in packs:
        raise NothingFrozenError
    before = packs.get(Freezing.DAY_BEFORE) if wanted == Freezing.AT_START else None
    return Shown(wanted, packs[wanted].contents, before.contents if before else None, frozen)


def frozen_pack(meeting: SalesMeeting) -> Pack | None:
    """Return the pack that the meeting is held with: frozen at its start, else the day before."""
    packs = {pack.freezing: pack for pack in Pack.objects.filter(meeting=meeting)}
    return packs.get(Freezing.AT_START) or packs.get(Freezing.DAY_BEFORE)
