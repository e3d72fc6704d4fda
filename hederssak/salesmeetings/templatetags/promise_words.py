"""Template words for how a promise stands."""

import datetime as dt

from django import template

from hederssak.lib import formats
from hederssak.lib.clock import day_in
from hederssak.rules.promises import Rate, State
from hederssak.rules.pulse import Pulse
from hederssak.salesmeetings.models import MeetingPromise
from hederssak.salesmeetings.queries.promises import Line
from hederssak.salesmeetings.queries.told import Promised
from hederssak.salesmeetings.texts import promises as texts
from hederssak.salesmeetings.texts import pulse as pulse_texts

register = template.Library()

MINUS = "\N{MINUS SIGN}"

TONES = {State.KEPT: "kept", State.BROKEN: "broken", State.DROPPED: "dim"}


@register.filter
def promise_state(line: Line) -> str:
    """Say how a promise stands."""
    return texts.state(line.state, is_owed=line.is_owed)


@register.filter
def promise_tone(line: Line | Promised) -> str:
    """Return the color that goes with the word: none for one that is open and whose day is still to come."""
    if line.state is State.OPEN:
        return "look" if line.is_owed else "dim"
    return TONES[line.state]


@register.filter
def promise_sign(line: Line | Promised) -> str:
    """Return the shape that goes with the word: a ring for one that is still open."""
    if line.state is State.OPEN:
        return "look" if line.is_owed else "swapped"
    return {State.KEPT: "kept", State.BROKEN: "broken"}.get(line.state, "")


@register.filter
def promise_asks(line: Line) -> str:
    """Say what a broken promise asks for."""
    return texts.after(line.asks) if line.asks else ""


@register.filter
def promise_aside(promise: MeetingPromise) -> str:
    """Say since when a promise is no longer needed, and why."""
    if promise.laid_aside_at is None:
        return ""
    who = promise.laid_aside_by.first_name if promise.laid_aside_by else ""
    return texts.aside(promise.laid_aside_why, who=who, on=day_in(promise.team.time_zone, promise.laid_aside_at))


@register.filter
def promise_day(value: dt.date, today: dt.date) -> str:
    """Say the day that a promise is for."""
    return texts.day(value, today=today)


@register.filter
def kept_of(rate: Rate) -> str:
    """Say a kept-rate as figures."""
    return texts.kept_of(rate)


@register.filter
def team_pulse(pulse: Pulse) -> str:
    """Say how the team went out of a meeting."""
    return pulse_texts.team(pulse)


@register.filter
def tenths(value: float) -> str:
    """Write a number with one decimal."""
    return formats.number(value, 1)


@register.filter
def as_percent(share: float) -> str:
    """Write a share between 0 and 1 as whole percent."""
    return formats.percent(share)


@register.filter
def whole_minutes(value: float) -> str:
    """Write minutes, those before their time with a minus sign."""
    return f"{formats.number(round(value)).replace('-', MINUS)}{formats.NBSP}min"
