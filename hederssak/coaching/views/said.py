"""Turns, questions and ride-alongs put into words for a page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hederssak.coaching import texts
from hederssak.coaching.models import RideAlong
from hederssak.coaching.queries.team import Coached
from hederssak.lib import formats
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member, Role
from hederssak.rules.coaching import Aspect, Group, Level, Turn


@dataclass(frozen=True)
class Seen:
    """One aspect as it was seen."""

    code: str
    name: str
    level: str
    word: str
    note: str


def place(member: Member) -> str:
    """Return which place of the menu the pages belong to: only managers have one of coaching's own."""
    return "coaching" if member.role == Role.MANAGER else "home"


def act_of(turn: Turn, found: Coached) -> dict[str, Any]:
    """Return one person to follow: why, by when, and the meeting at which it would fit."""
    currency = found.team.organization.currency
    near = turn.meeting
    return {
        "member": found.people[turn.facts.key],
        "reasons": [texts.reason(reason, currency) for reason in turn.reasons],
        "group": texts.group(turn.group),
        "is_due": turn.group == Group.DUE,
        "meeting": uuid.UUID(near.key) if near else None,
        "when": formats.day(near.day) if near else "",
        "due_on": turn.due_on,
    }


def asked_act(meeting: CustomerMeeting, zone: str) -> dict[str, Any]:
    """Return a meeting to which a rep has asked their manager along."""
    return {
        "meeting": meeting,
        "who": meeting.owner,
        "where": meeting.account.name if meeting.account else meeting.title,
        "zone": zone,
    }


def ride_row(ride: RideAlong, zone: str) -> dict[str, Any]:
    """Return a ride-along as a line of a list."""
    return {"ride": ride, "where": texts.where(ride), "clock": texts.clock(ride, zone)}


def seen_of(ride: RideAlong) -> list[Seen]:
    """Return what was seen, in the order of a meeting; what was not marked says so."""
    rows = {row.aspect: row for row in ride.observations.all()}
    found = []
    for one in Aspect:
        row = rows.get(one.value)
        level = Level(row.level) if row and row.level else None
        word = texts.level(level) if level else _("Not looked at")
        found.append(Seen(one.value, texts.aspect(one), level or "", word, row.note if row else ""))
    return found
