"""What is said of weekly times."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from hederssak.lib import formats
from hederssak.org.models import Member
from hederssak.prospecting.models import BlockKind, BlockRule

SOME_DAY = dt.date(2026, 1, 5)


def weekly(weekday: int, starts: dt.time, minutes: int) -> str:
    """Return weekday and hours: "Tuesday 09:00–11:00"."""
    start = dt.datetime.combine(SOME_DAY, starts)
    end = start + dt.timedelta(minutes=minutes)
    return f"{formats.weekday(weekday)} {formats.clock(start)}–{formats.clock(end)}"


def time(rule: BlockRule) -> str:
    """Return when a rule's time is."""
    return weekly(rule.weekday, rule.starts, rule.minutes)


def whom(rule: BlockRule) -> str:
    """Return whose time it is, and what for where it is not for booking."""
    if rule.kind == BlockKind.PLANNING:
        whose = rule.member.name if rule.member else _("All reps of the team")
        return _("%(whose)s, for filling the HIT list") % {"whose": whose}
    return rule.member.name if rule.member else _("all reps of the team")


def until(rule: BlockRule) -> str:
    """Return from when, and until when if it ends."""
    if rule.valid_to:
        days = {"first": formats.date(rule.valid_from), "last": formats.date(rule.valid_to)}
        return _("from %(first)s to %(last)s") % days
    return _("since %(first)s") % {"first": formats.date(rule.valid_from)}


def clash(member: Member) -> str:
    """Return why a time can't be set."""
    return _("%(name)s has another fixed time then.") % {"name": member.first_name}
