"""The pack of a meeting that is asked for: as it was frozen, or as it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hederssak.cadence.models import SalesMeeting
from hederssak.pipeline.models import Opportunity
from hederssak.salesmeetings.models import Freezing, Pack
from hederssak.salesmeetings.queries.choosing import Entry, chosen_from, shorten
from hederssak.salesmeetings.queries.composing import pack_as_of
from hederssak.salesmeetings.queries.live import prepared_pack

NOW = "now"
"""Asks for the pack as it would be at this instant."""


class NothingFrozenError(Exception):
    """The pack that was asked for has not been frozen."""

    code = "nothing_frozen"


@dataclass(frozen=True)
class Shown:
    """A pack to be shown: which one, what is told of it, which are frozen; `read` fetches all that it holds."""

    which: str
    short: dict[str, Any]
    read: Callable[[], dict[str, Any]]
    frozen: tuple[str, ...] = ()

    @property
    def contents(self) -> dict[str, Any]:
        """The whole pack: of a large team it is megabytes."""
        return self.read()


def shown_pack(meeting: SalesMeeting, *, which: str, now: dt.datetime) -> Shown:
    """Return the pack that is asked for: `day_before`, `at_start`, or `now`; with an empty text the last frozen.

    Raises `NothingFrozenError` for one that is not there.
    """
    frozen = {pack.freezing: pack for pack in Pack.objects.filter(meeting=meeting).defer("contents")}
    wanted = which or next((name for name in (Freezing.AT_START, Freezing.DAY_BEFORE) if name in frozen), NOW)
    if wanted == NOW:
        prepared = prepared_pack(meeting, now=now)
        if prepared is None:
            return composed(pack_as_of(meeting, as_of=now), frozen=tuple(frozen))
        return Shown(NOW, prepared.short, lambda: prepared.contents, tuple(frozen))
    if wanted not in frozen:
        raise NothingFrozenError
    pack = frozen[wanted]
    short = pack.short or shorten(pack.contents)  # what was frozen by an earlier release has none
    return Shown(wanted, short, lambda: pack.contents, tuple(frozen))


def chosen_case(meeting: SalesMeeting, opportunity: Opportunity, *, now: dt.datetime) -> Entry | None:
    """Return what the meeting's pack says of a deal as a case: of any pack that is shown; None where it has not."""
    frozen = list(Pack.objects.filter(meeting=meeting).order_by("-as_of").values_list("short", flat=True))
    found = next((one for short in frozen for one in _cases(short) if one["opportunity"] == str(opportunity.pk)), None)
    if found is not None or meeting.starts_at < now:
        return found
    live = _cases(shown_pack(meeting, which=NOW, now=now).short)
    return next((one for one in live if one["opportunity"] == str(opportunity.pk)), None)


def _cases(short: Entry) -> list[Entry]:
    return list(chosen_from(short).cases)


def composed(contents: dict[str, Any], *, frozen: tuple[str, ...] = ()) -> Shown:
    """Return a pack that was just composed, to be shown."""
    return Shown(NOW, shorten(contents), lambda: contents, frozen)


def frozen_pack(meeting: SalesMeeting) -> Pack | None:
    """Return the pack that the meeting is held with: frozen at its start, else the day before."""
    packs = {pack.freezing: pack for pack in Pack.objects.filter(meeting=meeting)}
    return packs.get(Freezing.AT_START) or packs.get(Freezing.DAY_BEFORE)
