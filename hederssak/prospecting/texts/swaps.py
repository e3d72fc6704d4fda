"""What is said of swaps: why one is refused and what would be allowed, what speaks for a time, the reasons."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from hederssak.lib import formats
from hederssak.prospecting.models import SwapReason
from hederssak.prospecting.texts.blocks import over, time
from hederssak.rules.replacement_times import Offer, Pair
from hederssak.rules.swaps import SwapRefused

REASONS = {
    "tender_slot": gettext_noop("A tender, and this is our slot"),
    "decision_meeting": gettext_noop("Their decision meeting is just then"),
    "only_time": gettext_noop("The customer has no other time this month"),
    "standstill": gettext_noop("A customer's production stands still"),
}

FOR_A_TIME = {
    "usual_time": gettext_noop("your usual time"),
    "free_day": gettext_noop("a day without another hour"),
    "morning": gettext_noop("in the morning"),
    "room": gettext_noop("with room around it"),
}
SAID = ("usual_time", "free_day", "morning")
"""What is worth a word on a card; room to breathe only weighs."""


def reason(row: SwapReason) -> str:
    """Return a reason in the reader's language, or in the organization's own words."""
    return _(REASONS[row.code]) if row.code in REASONS else row.text


def speaks_for(offers: tuple[Offer, ...]) -> list[str]:
    """Return what speaks for all of some times."""
    return [_(FOR_A_TIME[code]) for code in SAID if all(code in offer.reasons for offer in offers)]


def two(pair: Pair, zone: ZoneInfo) -> tuple[str, str]:
    """Return both times of a pair."""
    first, second = (time(slot, zone) for slot in pair.slots)
    return first, second


def refusal(refused: SwapRefused, zone: ZoneInfo) -> str:
    """Return which rule a swap breaks and what would be allowed; a code without words raises `KeyError`."""
    return REFUSALS[refused.code](refused.allowed, zone)


Allowed = dict[str, object]


def _week(allowed: Allowed) -> str:
    return formats.week(allowed["week"].number)  # type: ignore[attr-defined]  # the rule gives a Week


def _state(allowed: Allowed, _zone: ZoneInfo) -> str:
    if allowed.get("state") == "swapped":
        return _("This hour has just been swapped. The two for it stand in your calendar.")
    return _("This hour is over: only one that lies ahead can be swapped.")


def _overlaps(allowed: Allowed, zone: ZoneInfo) -> str:
    told = {"what": over(str(allowed["kind"]), ""), "when": time(allowed["slot"], zone)}  # type: ignore[arg-type]  # a Slot
    if allowed["kind"] == "replacement":
        return _("The two hours lie over each other. Choose two that do not.")
    return _("%(when)s is taken by %(what)s. Choose a free time.") % told


def _not_working(allowed: Allowed, _zone: ZoneInfo) -> str:
    day = formats.day(allowed["day"])  # type: ignore[arg-type]  # the rule gives a date
    return _("You do not work on %(day)s. Choose another day.") % {"day": day}


def _too_short(allowed: Allowed, _zone: ZoneInfo) -> str:
    minutes = int(str(allowed["minutes"]))
    return ngettext(
        "Each of the two has to be as long as the one that is given up: %(minutes)s minute.",
        "Each of the two has to be as long as the one that is given up: %(minutes)s minutes.",
        minutes,
    ) % {"minutes": minutes}


REFUSALS: dict[str, Callable[[Allowed, ZoneInfo], str]] = {
    "begun": lambda _a, _z: _("It has begun: an hour can be swapped until it starts."),
    "enough_planned": lambda _a, _z: _(
        "You have enough to make up already. Hold one or two of those first, then you can swap again."
    ),
    "no_other_times": lambda _a, _z: _("Write which other times you offered the customer."),
    "no_reason": lambda _a, _z: _("Choose why the hour can't be kept."),
    "no_week": lambda _a, _z: _("No week lies ahead in which you work three days or more."),
    "not_planned": _state,
    "not_regular": lambda _a, _z: _("An hour for filling the list is not swapped: you can simply leave it out."),
    "not_replacement": lambda _a, _z: _(
        "Only an hour that makes up for another can be moved; this one can be swapped."
    ),
    "not_two": lambda _a, _z: _("Choose two times."),
    "not_working": _not_working,
    "nothing_owed": lambda _a, _z: _("You have nothing to make up that has no date yet."),
    "overlaps": _overlaps,
    "past": lambda _a, _z: _("That time has passed. Choose one that lies ahead."),
    "replacement": lambda allowed, _z: (
        _("It makes up for another hour already. You can move it inside %(week)s.") % {"week": _week(allowed)}
    ),
    "too_short": _too_short,
    "wrong_week": lambda allowed, _z: _("Both have to be in %(week)s.") % {"week": _week(allowed)},
}
