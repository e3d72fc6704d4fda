"""Weeks of booking hours in few letters: "kk kb ks" for kept, broken, swapped, as the board shows them."""

from __future__ import annotations

import datetime as dt

from hederssak.org.models import Member
from hederssak.prospecting.models import Block, BlockKind, BlockState, Excuse
from hederssak.rules.weeks import Week
from tests.prospecting.blocks import make_block

STATES = {
    "k": BlockState.HELD,
    "l": BlockState.HELD_LATE,
    "b": BlockState.MISSED,
    "s": BlockState.SWAPPED,
    "x": BlockState.EXCUSED,
    "c": BlockState.EXCUSED,
    "p": BlockState.PLANNED,
}
LAST = Week(2026, 47)
"""The week of the cast's present, a Wednesday: its first hour is on the Tuesday, and over."""


def make_weeks(member: Member, written: str, *, last: Week = LAST) -> list[Block]:
    """Make one hour for each letter, Tuesday first, the last word in the week `last`; c is taken by the company.

    A swap's two replacements are not made: it stays to be made up.
    """
    words = written.split()
    made = []
    for place, letters in enumerate(reversed(words)):
        monday = last.plus(-place).monday
        for day, letter in enumerate(letters):
            made.append(_make(member, monday + dt.timedelta(days=1 + day), letter))
    return sorted(made, key=lambda block: block.starts_at)


def make_up(block: Block, *days: dt.date, state: BlockState = BlockState.HELD) -> list[Block]:
    """Make the replacements of a broken hour."""
    return [make_block(block.member, day, state=state, kind=BlockKind.REPLACEMENT, replaces=block) for day in days]


def _make(member: Member, day: dt.date, letter: str) -> Block:
    block = make_block(member, day, state=STATES[letter] if letter not in "xc" else BlockState.HELD)
    if letter in "xc":
        why = Excuse.COMPANY if letter == "c" else Excuse.ABSENCE
        Block.objects.filter(pk=block.pk).update(state=BlockState.EXCUSED, why=why)
    return block
