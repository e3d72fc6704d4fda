"""When a team meets, what for, and what is to be said of its agenda, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.cadence.models import Plan, Rhythm
from hederssak.lib import formats
from hederssak.rules.agenda import Code, Item
from hederssak.rules.cadence import LAST, Kind
from hederssak.rules.findings import Finding


def kind_name(kind: Kind) -> str:
    """Return what a kind of meeting is called."""
    return {
        Kind.WEEKLY: _("Weekly meeting"),
        Kind.MONTHLY: _("Monthly meeting"),
        Kind.QUARTERLY: _("Quarterly meeting"),
        Kind.HALF_YEARLY: _("Half-yearly meeting"),
        Kind.YEARLY: _("Yearly meeting"),
    }[kind]


def nth_names() -> list[tuple[int, str]]:
    """Return the first, second, third, fourth and last of a month."""
    return [(1, _("the first")), (2, _("the second")), (3, _("the third")), (4, _("the fourth")), (LAST, _("the last"))]


def when(rhythm: Rhythm) -> str:
    """Return on which days a team meets: "the first Monday of the month", "Mondays"."""
    kind = Kind(rhythm.kind)
    said = {
        "nth": dict(nth_names())[rhythm.nth],
        "weekday": formats.weekday(rhythm.weekday),
        "months": months(kind, rhythm.month),
        "clock": formats.clock(rhythm.starts),
    }
    if kind is Kind.WEEKLY:
        sentence = _("every %(weekday)s at %(clock)s")
    elif kind is Kind.MONTHLY:
        sentence = _("%(nth)s %(weekday)s of the month at %(clock)s")
    else:
        sentence = _("%(nth)s %(weekday)s in %(months)s at %(clock)s")
    return sentence % said


def months(kind: Kind, month: int) -> str:
    """Return the months in which meetings of a kind are held."""
    names = [str(MONTHS[start + month]) for start in range(0, 12, kind.months or 12)]
    return ", ".join(names)


def charter(kind: Kind, plan: Plan | None) -> dict[str, str]:
    """Return the four answers of a meeting's charter: the team's own words, else the house's."""
    own = _own_words(kind)
    return {name: (getattr(plan, name) if plan else "") or said for name, said in own.items()}


def _own_words(kind: Kind) -> dict[str, str]:
    purpose, ends_with = {
        Kind.WEEKLY: (
            _("To learn from one or two deals, and to help each other with the few that stand still."),
            _("Promises with a name and a day, and a week that everybody has chosen."),
        ),
        Kind.MONTHLY: (
            _("To see what the month's deals have taught us, and whether what we practise moves the figures."),
            _("One thing that the team does differently next month."),
        ),
        Kind.QUARTERLY: (
            _("To renew the promise of the quarter, and to choose whom to sell to."),
            _("A signed promise, and a list of companies that all believe in."),
        ),
        Kind.HALF_YEARLY: (
            _("To look at how we sell: where deals are lost, and what takes time without giving any."),
            _("Two things to stop doing, and one to begin."),
        ),
        Kind.YEARLY: (
            _("To decide what next year's goal takes in meetings and hours, and whether the hours are there."),
            _("A goal that everybody can count backwards from."),
        ),
    }[kind]
    return {
        "purpose": purpose,
        "ends_with": ends_with,
        "who_and_why": _("The team and its manager: those who tell, and those who will try."),
        "why_so_long": _("More than half goes to the cases: a deal takes a quarter of an hour to understand."),
    }


def finding(one: Finding) -> str:
    """Return what an agenda leaves too little or too much time for."""
    figures: dict[str, Any] = dict(one.figures)
    if one.code == Code.CASES_TOO_SHORT:
        said = ngettext(
            "The cases have %(minutes)s of %(whole)s minute. They need more than half, at least %(limit)s: "
            "that is where the team learns.",
            "The cases have %(minutes)s of %(whole)s minutes. They need more than half, at least %(limit)s: "
            "that is where the team learns.",
            int(figures["whole"]),
        )
    elif one.code == Code.EXCEPTIONS_TOO_LONG:
        said = ngettext(
            "The exceptions have %(minutes)s of %(whole)s minute. At most %(limit)s keeps it from becoming a hearing.",
            "The exceptions have %(minutes)s of %(whole)s minutes. At most %(limit)s keeps it from becoming a hearing.",
            int(figures["whole"]),
        )
    elif one.code == Code.NO_PROMISES:
        return _("Nobody asks about the promises from last time. A minute is enough to make them worth giving.")
    else:
        return _("The agenda has no time yet.")
    return said % figures


def item(code: Item) -> str:
    """Return the name of an item of the agenda."""
    return {
        Item.PROMISES: _("Promises"),
        Item.WINS: _("Wins"),
        Item.MOVED: _("What moved"),
        Item.EXCEPTIONS: _("Exceptions"),
        Item.CASES: _("Cases"),
        Item.NEXT_WEEK: _("Next week"),
        Item.OTHER: _("Other"),
    }[code]


def lacking(kinds: set[Kind]) -> str:
    """Return which kinds a team should hold and does not: weekly and monthly at least, yearly for certain (R16)."""
    if Kind.WEEKLY not in kinds:
        return _("Begin with the weekly meeting: it is where promises are kept.")
    if Kind.MONTHLY not in kinds:
        return _("A monthly meeting is worth having too: a week is too short to see what moves.")
    if Kind.YEARLY not in kinds:
        return _("The yearly meeting is still to be planned: it is where the goal is counted backwards.")
    return ""
