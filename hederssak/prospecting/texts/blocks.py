"""What is said of one block: when it is, how it ended, what lies over it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from hederssak.lib import formats
from hederssak.prospecting.models import Block, BlockKind, BlockState, Excuse
from hederssak.rules.blocks import Slot

SIGNS = {
    BlockState.HELD: "kept",
    BlockState.HELD_LATE: "kept",
    BlockState.MISSED: "broken",
    BlockState.SWAPPED: "swapped",
    BlockState.EXCUSED: "none",
    BlockState.PLANNED: "none",
}
"""The shape that stands for each state, beside its word."""


def sign(block: Block) -> str:
    """Return the shape of a block's state; a time for filling the list that came to nothing is no broken promise."""
    is_lapse = block.kind == BlockKind.PLANNING and block.state == BlockState.MISSED
    return "none" if is_lapse else SIGNS[BlockState(block.state)]


def hours(slot: Slot, zone: ZoneInfo) -> str:
    """Return from when to when: "09:00–11:00", in Finnish "9.00–11.00"."""
    start, end = slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone)
    return f"{formats.clock(start)}–{formats.clock(end)}"


def time(slot: Slot, zone: ZoneInfo) -> str:
    """Return day and hours: "Tue 24 Nov 09:00–11:00"."""
    return f"{formats.day(slot.starts_at.astimezone(zone).date())} {hours(slot, zone)}"


def state(block: Block) -> str:
    """Return in a word or two how a block stands or ended."""
    if block.state == BlockState.EXCUSED:
        return {
            Excuse.ABSENCE: _("away"),
            Excuse.HOLIDAY: _("day off"),
            Excuse.COMPANY: _("the company took it"),
        }[Excuse(block.why)]
    if block.kind == BlockKind.PLANNING:
        return _of_planning(BlockState(block.state))
    if block.state == BlockState.PLANNED:
        return {
            BlockKind.REGULAR: _("planned"),
            BlockKind.REPLACEMENT: _("makes up for another"),
        }[BlockKind(block.kind)]
    return {
        BlockState.HELD: _("held"),
        BlockState.HELD_LATE: _("held later that day"),
        BlockState.MISSED: _("missed"),
        BlockState.SWAPPED: _("swapped for two"),
    }[BlockState(block.state)]


def _of_planning(state: BlockState) -> str:
    """Return how a time for filling the list stands; nobody owes anything for it, and the words say so."""
    return {
        BlockState.PLANNED: _("for filling the HIT list"),
        BlockState.HELD: _("the list was filled"),
        BlockState.HELD_LATE: _("the list was filled later that day"),
    }.get(state, _("nobody was put on the list"))


def entry_title(block: Block) -> str:
    """Return what a block is called in a calendar."""
    return {
        BlockKind.REGULAR: _("Booking hour"),
        BlockKind.REPLACEMENT: _("Booking hour that makes up for another"),
        BlockKind.PLANNING: _("Filling the HIT list"),
    }[BlockKind(block.kind)]


def over(kind: str, title: str) -> str:
    """Return what lies over a block; what a calendar keeps private has no name."""
    if kind == "meeting":
        return title or _("a customer meeting")
    if kind == "sales_meeting":
        return _("the sales meeting")
    if kind == "block":
        return _("another booking hour")
    return _("something in your calendar")
