"""The words of what meetings cost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hederssak.lib import formats
from hederssak.rules.meeting_checks import Lack
from hederssak.rules.meeting_hours import Kind
from hederssak.rules.useless import Became, End, Failed
from hederssak.targets.models import MeetingCost


def exact_money(value: Decimal, currency: str) -> str:
    """Return an amount of which each unit counts."""
    return formats.money(value, currency)


def sign(currency: str) -> str:
    """Return how a currency is written after a figure."""
    return formats.SYMBOL.get(currency, currency)


def kind(code: Kind) -> str:
    """Return a kind of meeting."""
    return {
        Kind.FIRST: _("A first meeting"),
        Kind.LATER: _("A later one on the same deal"),
        Kind.OTHER: _("One about no deal"),
    }[code]


def not_a_norm(code: str) -> str:
    """Return why a figure is no hours and no cost."""
    return {
        "negative": _("Write 0 or more: nothing costs less than nothing."),
        "too_much": _("That is more than one meeting can take."),
        "twice": _("This town stands here twice."),
    }[code]


def outcome(became: str, end: str = "") -> str:
    """Return what a meeting became."""
    if became == Became.RIGHT:
        known: dict[str, str] = {End.WON: _("Right, and won"), End.OPEN: _("Right, and open"), "": _("Right")}
        return known.get(end, _("Right, and lost"))
    return {
        Became.LED_ON: _("Led to a qualified deal"),
        Became.QUALIFIED_OUT: _("Qualified out at once"),
        Became.TOO_EARLY: _("Not yet known"),
        Became.USELESS: _("Useless"),
    }[Became(became)]


def criterion(code: str) -> str:
    """Return the criterion that failed, as a short name."""
    known: dict[str, str] = {
        Failed.NO_DEAL: _("About no deal"),
        Failed.NEVER_QUALIFIED: _("Several meetings, and never qualified"),
        Failed.UNCHECKED: _("Nothing was checked, and nothing was qualified"),
        Lack.OUT_OF_FIT: _("The company did not fit"),
        Lack.FIT_UNKNOWN: _("Nobody knew whether the company fits"),
        Lack.NO_INVESTMENT: _("No investment in sight"),
        Lack.INVESTMENT_WHEN: _("Nobody knew when they would invest"),
        Lack.INVESTMENT_HOW: _("Nobody knew how we know of an investment"),
        Lack.NOBODY_INVITED: _("Nobody at the buyer was written down"),
        Lack.CAN_NAME_NOBODY: _("Nobody there could name who decides"),
        Lack.NO_DECIDER: _("Nobody who decides came"),
    }
    return known.get(code, code)


def missed(basis: str, value: str, low: str, high: str, *, deals: str) -> str:
    """Return what hours would have brought elsewhere, with its interval where there is one, and the cases."""
    words = {"value": value, "low": low, "high": high, "deals": deals}
    if basis == "right":
        said = (
            _(
                "In right meetings as many hours bring %(value)s in margin "
                "(8 times in 10 %(low)s to %(high)s; %(deals)s ended deals)."
            )
            if low
            else _("In right meetings as many hours bring %(value)s in margin (%(deals)s ended deals).")
        )
    else:
        said = (
            _(
                "In meetings that led on as many hours bring %(value)s in margin "
                "(8 times in 10 %(low)s to %(high)s; %(deals)s ended deals)."
            )
            if low
            else _("In meetings that led on as many hours bring %(value)s in margin (%(deals)s ended deals).")
        )
    return said % words


def source(name: str) -> str:
    """Return where a deal came from."""
    return name or _("No source written down")


def why(row: MeetingCost) -> str:
    """Return why a meeting counts as it does."""
    if row.became != Became.USELESS:
        said = outcome(row.became, row.end)
    elif row.is_later:
        said = _("Dragged along by an earlier one: %(why)s") % {"why": criterion(row.criterion).lower()}
    else:
        said = criterion(row.criterion)
    if row.is_polite:
        said = _("%(said)s. A proposal went out after it, to somebody unqualified") % {"said": said}
    return said


def month_name(first: dt.date) -> str:
    """Return a month in a word short enough for an axis."""
    return _as_in_text(date_format(first, "M").strip("."))


def month_and_year(first: dt.date) -> str:
    """Return a month with its year."""
    return _as_in_text(date_format(first, "F Y"))


def _as_in_text(month: str) -> str:
    """Return a month as running text has it: only English begins it with a capital."""
    return month if formats.language() == "en" else month.lower()


def month_in_text(first: dt.date) -> str:
    """Return a month's name as running text has it."""
    return _as_in_text(date_format(first, "F"))
