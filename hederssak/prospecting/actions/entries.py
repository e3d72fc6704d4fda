"""Our own times in the calendars of those who keep one elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from hederssak.org.models import Member
from hederssak.prospecting.models import Block


def put_in(blocks: Iterable[Block], *, by: Member | None, now: dt.datetime) -> None:
    """Put times into their members' calendars, or move them there."""


def take_out(blocks: Iterable[Block], *, by: Member | None, now: dt.datetime) -> None:
    """Take times out of their members' calendars."""
