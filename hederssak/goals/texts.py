"""What goals, chances and states are called, in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
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
from hederssak.rules.goals.quota_cells import BadRow, Refused
from hederssak.rules.goals.quotas import Span
from hederssak.rules.goals.regoal import Ask, Direction
from hederssak.rules.goals.states import Left, State
from hederssak.rules.goals.weekly import Reached
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


def part(value: Decimal, unit: str, currency: str) -> str:
    """Return an amount that stands before "of" another in the same unit: "120 000 kr", "4"."""
    return amount(value, unit, currency) if Unit(unit).is_money else formats.number(int(value))


def week_so_far(sold: Decimal, goal: Decimal, unit: str, currency: str) -> str:
    """Return how far a week's goal has come: "12 000 kr of 50 000 kr"."""
    return _("%(sold)s of %(goal)s") % {"sold": part(sold, unit, currency), "goal": amount(goal, unit, currency)}


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


def month_and_year(first: dt.date) -> str:
    """Return a month with its year: "November 2026"."""
    return f"{month(first)} {first.year}"


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


def state(code: State) -> str:
    """Return what a trend state is called."""
    return {
        State.STEEP_RISE: _("Rising steeply"),
        State.RISE: _("Rising"),
        State.LEVEL: _("Level"),
        State.FALL: _("Falling"),
        State.STEEP_FALL: _("Falling steeply"),
        State.NONE: _("Nothing sold"),
        State.CANNOT_TELL: _("Cannot tell yet"),
    }[code]


def next_action(code: State) -> str:
    """Return what to do in a state."""
    return {
        State.STEEP_RISE: _("Say at the sales meeting what was done differently, so that it can be done again."),
        State.RISE: _("Write down what was changed, and hold on to it."),
        State.LEVEL: _("Change one thing this week, and look again in two."),
        State.FALL: _("Look at the last weeks' meetings: which were the right ones? Book two more of those."),
        State.STEEP_FALL: _("Talk today about the one thing that worked before, and do it again tomorrow."),
        State.NONE: _("The first sale comes first: choose the deal that is nearest, and its next step."),
        State.CANNOT_TELL: _("The weeks differ too much to show a direction. Go on as planned."),
    }[code]


def left(code: Left) -> str:
    """Return how a month was left, as a sentence."""
    return {
        Left.REACHED_UP: _("The goal was reached, and the month left on the way up."),
        Left.REACHED_LEVEL: _("The goal was reached, and the month left on an even level."),
        Left.REACHED_DOWN: _("The goal was reached, but the month left on the way down."),
        Left.MISSED_UP: _("A bad month left on the way up."),
        Left.MISSED_LEVEL: _("The goal was missed, and the month left on an even level."),
        Left.MISSED_DOWN: _("The goal was missed, and the month left on the way down."),
    }[code]


def reached(code: Reached) -> str:
    """Return how a period ended against its first goal and its last."""
    return {
        Reached.BOTH: _("Reached."),
        Reached.FIRST_ONLY: _("The first goal was reached, the higher one not."),
        Reached.CURRENT_ONLY: _("The lower goal was reached, the first one not."),
        Reached.NEITHER: _("Not reached."),
    }[code]


def quota_period(span: str, first: dt.date) -> str:
    """Return for what time a quota is: "November 2026", "2026 Q4", "2026"."""
    if span == Span.YEAR:
        return str(first.year)
    if span == Span.QUARTER:
        return _("%(year)s Q%(quarter)s") % {"year": first.year, "quarter": (first.month + 2) // 3}
    return month_and_year(first)


def refused_row(row: BadRow) -> str:
    """Return what is wrong with a row of a file, and what to write instead."""
    said = {
        Refused.NOBODY: _("Row %(number)s: nobody here is called “%(cell)s”."),
        Refused.TWO_OF_THEM: _("Row %(number)s: more than one is called “%(cell)s”. Write the e-mail address."),
        Refused.NO_PERIOD: _("Row %(number)s: write the time as 2026, 2026-Q4 or 2026-11, not “%(cell)s”."),
        Refused.NO_AMOUNT: _("Row %(number)s: write the amount in figures, not “%(cell)s”."),
        Refused.NO_UNIT: _("Row %(number)s: write margin, revenue or qualified, not “%(cell)s”."),
    }[row.why]
    return said % {"number": row.number, "cell": row.cell}


def refused_file(code: str, rows: Sequence[BadRow], column: str) -> list[str]:
    """Return what is wrong with a file of quotas; of its rows the first twenty."""
    if code == "no_column":
        columns = {"who": _("Who"), "period": _("Period"), "amount": _("Amount")}
        return [_("The column “%(column)s” is missing.") % {"column": columns[column]}]
    if code == "too_long":
        return [_("The file has too many rows. Divide it in two.")]
    return [refused_row(row) for row in rows[:20]]
