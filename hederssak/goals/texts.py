"""What goals, chances and states are called, in the reader's language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from babel.dates import format_date
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hederssak.goals.models import Goal
from hederssak.lib import formats
from hederssak.org.models import Member
from hederssak.rules.goals.periods import Unit
from hederssak.rules.goals.quotas import Span
from hederssak.rules.goals.regoal import Ask, Direction
from hederssak.rules.weeks import Week

UNITS: dict[Unit, Promise] = {
    Unit.MARGIN: gettext_lazy("Contribution margin"),
    Unit.REVENUE: gettext_lazy("Revenue"),
    Unit.QUALIFIED: gettext_lazy("Newly qualified deals"),
}
SPANS: dict[Span, Promise] = {
    Span.MONTH: gettext_lazy("Month"),
    Span.QUARTER: gettext_lazy("Quarter"),
    Span.YEAR: gettext_lazy("Year"),
}


@dataclass(frozen=True)
class Told:
    """A letter's subject and text."""

    subject: str
    text: str


def amount(value: Decimal, unit: str, currency: str) -> str:
    """Return an amount of money, or a number of deals: "120 000 kr", "4 qualified deals"."""
    if Unit(unit).is_money:
        return formats.money(value, currency)
    number = int(value)
    said = ngettext("%(number)s qualified deal", "%(number)s qualified deals", number)
    return said % {"number": formats.number(number)}


def chance(value: float | None) -> str:
    """Return a chance in words: "7 of 10"; what is nearly certain or nearly out of reach is said as that."""
    if value is None:
        return _("not known yet")
    tenths = round(value * 10)
    return chances()[min(max(tenths, 0), 10)]


def chances() -> list[str]:
    """Return what chances are called from 0 to 10 in ten."""
    between = [_("%(tenths)s of 10") % {"tenths": n} for n in range(1, 10)]
    return [_("less than 1 of 20"), *between, _("more than 19 of 20")]


def month(first: dt.date) -> str:
    """Return a month's name as running text has it: "November", "november", "marraskuu"."""
    return str(format_date(first, "LLLL", locale=formats.language()))


def period(span: str, first: dt.date) -> str:
    """Return what a goal is for: "week 48" or "November"."""
    return formats.week(Week.of(first).number) if span == "week" else month(first)


def letter(member: Member, goal: Goal, asked: Ask, *, sold: Decimal, language: str) -> Told:
    """Return what the manager is told when a goal has become too small or too large: talk today."""
    with translation.override(language):
        currency = member.organization.currency
        facts = {
            "name": member.first_name,
            "goal": amount(goal.amount, goal.unit, currency),
            "sold": amount(sold, goal.unit, currency),
            "suggested": amount(asked.suggested, goal.unit, currency),
            "chance": chance(asked.chance),
        }
        if asked.direction is Direction.UP:
            subject = _("Talk with %(name)s today: the goal is reached")
            text = _(
                "%(name)s has reached the month's goal of %(goal)s: %(sold)s are sold, and there is time left.\n\n"
                "A new, higher goal keeps the pace up. %(name)s has been asked for one; %(suggested)s is where the pace"
                " leads. The goal is %(name)s's own to set: talk about it today."
            )
        else:
            subject = _("Talk with %(name)s today: the goal has come out of reach")
            text = _(
                "%(name)s has sold %(sold)s of the month's goal of %(goal)s. The chance to reach it is %(chance)s.\n\n"
                "A lower goal that is a real one makes it worth trying again. %(name)s has been asked for one;"
                " %(suggested)s would be about even. The goal is %(name)s's own to set: talk about it today."
            )
        return Told(subject % facts, text % facts)
