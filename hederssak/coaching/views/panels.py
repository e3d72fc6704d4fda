"""Coaching on the first pages: whom a manager follows this week, and what a rep has to read and practises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from hederssak.coaching import texts
from hederssak.coaching.queries.person import focus_of, unread_of
from hederssak.coaching.queries.team import coached
from hederssak.coaching.views.said import act_of, asked_act, ride_row
from hederssak.org.models import Member
from hederssak.prospecting.queries.people import TeamDay
from hederssak.rules.coaching import Group

MOST = 2


def team_panels(days: Iterable[TeamDay], *, now: dt.datetime) -> list[dict[str, Any]]:
    """Return per team whom to follow this week and why; a team in which nobody sells has none.

    Before the first ride-along nobody is named: one line says what it would be.
    """
    panels = []
    for on in days:
        found = coached(on.team, now=now, on=on)
        if not found.facts:
            continue
        zone = on.team.time_zone
        has_begun = bool(found.all_rides)
        turns = [turn for turn in found.to_follow if turn.group in {Group.DUE, Group.CALLED_FOR}] if has_begun else []
        panels.append(
            {
                "team": on.team,
                "acts": [act_of(turn, found) for turn in turns[:MOST]],
                "has_begun": has_begun,
                "asked": [asked_act(meeting, zone) for meeting in found.asked[:MOST]],
                "waiting": [ride_row(ride, zone) for ride in found.waiting[:MOST]],
                "kept": texts.kept(found.kept, found.pace),
                "is_whole": found.kept.is_whole,
            }
        )
    return panels


def own_panel(member: Member) -> dict[str, Any]:
    """Return what a rep has to read, and what they practise."""
    unread = unread_of(member)
    zone = (member.team or member.organization).time_zone
    return {"unread": ride_row(unread, zone) if unread else None, "focus": focus_of(member)}
