"""Saying with one tap how one goes out of a meeting (R16)."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.org.models import Member
from hederssak.rules.pulse import HIGHEST, LOWEST
from hederssak.salesmeetings.actions.screens import PULSE, tell_screens
from hederssak.salesmeetings.models import Pulse, Run

OPEN_FOR = dt.timedelta(hours=24)
"""For so long after the end one can tap, or tap otherwise."""


class PulseClosedError(Exception):
    """The meeting is still on, or it was too long ago."""

    code = "pulse_closed"


class NotOfFiveError(ValueError):
    """The energy is none of 1 to 5."""

    code = "not_of_five"


def may_give_pulse(member: Member, run: Run) -> bool:
    """Say whether a member was there: only those say how it felt."""
    return run.meeting_id is not None and run.presences.filter(member=member).exists()


def is_pulse_open(run: Run, *, now: dt.datetime) -> bool:
    """Say whether a meeting has ended a moment ago."""
    return run.ended_at is not None and run.ended_at <= now < run.ended_at + OPEN_FOR


def give_pulse(run: Run, energy: int, *, by: Member, now: dt.datetime) -> Pulse:
    """Keep with how much energy, 1 to 5, a member goes out of a meeting; a second tap replaces the first.

    Raises:
        PermissionDenied: the member was not there.
        PulseClosedError: the meeting is still on, or ended a day ago.
        NotOfFiveError: the energy is none of five.

    """
    if not may_give_pulse(by, run):
        raise PermissionDenied
    if not is_pulse_open(run, now=now):
        raise PulseClosedError
    if not LOWEST <= energy <= HIGHEST:
        raise NotOfFiveError
    with transaction.atomic():
        pulse, _made = Pulse.objects.update_or_create(run=run, member=by, defaults={"energy": energy, "at": now})
        tell_screens(run.held_pk, PULSE)
    return pulse
