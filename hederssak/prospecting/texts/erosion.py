"""How a promise stands, said in the reader's language from the codes and figures of R3."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.lib import formats
from hederssak.lib.charts.grid import Shape
from hederssak.prospecting.models import BlockState
from hederssak.rules.contagion import ENOUGH, Verdict
from hederssak.rules.erosion import Honour, Repayment, Standing, State, after_one_more

SHAPES: dict[BlockState, Shape] = {
    BlockState.PLANNED: "ahead",
    BlockState.HELD: "kept",
    BlockState.HELD_LATE: "late",
    BlockState.MISSED: "broken",
    BlockState.SWAPPED: "swapped",
    BlockState.EXCUSED: "away",
}
TONES = {State.NONE: "", State.KEEPS: "kept", State.SLIP: "kept", State.SLIPPING: "look", State.COLLAPSING: "broken"}
"""The color of the figure that decides; a word says the same."""


def shape_of(state: BlockState, repayment: Repayment) -> Shape:
    """Return the shape of a block on the board: a swap whose two were never held is one that is owed."""
    if state == BlockState.SWAPPED and repayment == Repayment.OWED:
        return "owed"
    return SHAPES[state]


def shape_words() -> dict[Shape, str]:
    """Return what each shape means."""
    return {
        "kept": _("held"),
        "late": _("held later that day"),
        "swapped": _("swapped for two"),
        "broken": _("broken"),
        "owed": _("swapped, never made up"),
        "away": _("holiday, absence or taken by the company"),
        "ahead": _("ahead"),
    }


def state_word(state: State) -> str:
    """Return a state in a word or two."""
    return {
        State.NONE: _("nothing promised"),
        State.KEEPS: _("keeps"),
        State.SLIP: _("one slip"),
        State.SLIPPING: _("slipping"),
        State.COLLAPSING: _("collapsing"),
    }[state]


def count(honour: Honour) -> str:
    """Return "33 of 36", which stays on one line."""
    said = _("%(held)s of %(due)s") % {"held": formats.number(honour.held), "due": formats.number(honour.due)}
    return said.replace(" ", formats.NBSP)


def team_sentence(team: str, state: State) -> tuple[str, str]:
    """Return the sentence around a team's figure: what stands before it, and after it."""
    before = {
        State.NONE: _("%(team)s has no booking hours behind it yet."),
        State.KEEPS: _("%(team)s keeps its booking hours:"),
        State.SLIP: _("%(team)s keeps its booking hours:"),
        State.SLIPPING: _("The booking hours of %(team)s are slipping:"),
        State.COLLAPSING: _("The booking hours of %(team)s are collapsing:"),
    }[state] % {"team": team}
    return before, "" if state == State.NONE else _("in eight weeks.")


def own_sentence(state: State) -> tuple[str, str]:
    """Return the sentence around one's own figure."""
    before = {
        State.NONE: _("You have no booking hours behind you yet."),
        State.KEEPS: _("You keep your booking hours:"),
        State.SLIP: _("You keep your booking hours:"),
        State.SLIPPING: _("Your booking hours are slipping:"),
        State.COLLAPSING: _("Your booking hours are falling apart:"),
    }[state]
    return before, "" if state == State.NONE else _("in eight weeks.")


def person_sentence(name: str, state: State) -> tuple[str, str]:
    """Return the sentence around somebody's figure, as the manager reads it."""
    before = {
        State.NONE: _("%(name)s has no booking hours behind them yet."),
        State.KEEPS: _("%(name)s keeps their booking hours:"),
        State.SLIP: _("%(name)s keeps their booking hours:"),
        State.SLIPPING: _("The booking hours of %(name)s are slipping:"),
        State.COLLAPSING: _("The booking hours of %(name)s are falling apart:"),
    }[state] % {"name": name}
    return before, "" if state == State.NONE else _("in eight weeks.")


def why(standing: Standing) -> str:
    """Return what a state rests on, as one sentence; for oneself and for the manager alike."""
    breaks = len(standing.breaks)
    if standing.state == State.NONE:
        return ""
    if not breaks:
        return _("Nothing broken in four weeks.")
    said = ngettext(
        "One of %(planned)s hours was broken in four weeks.",
        "%(breaks)s of %(planned)s hours were broken in four weeks.",
        breaks,
    ) % {"breaks": formats.spelled(breaks).capitalize(), "planned": formats.spelled(standing.planned)}
    if not exceptions_ran_out(standing):
        return said
    rule = _("More than one exception in eight weeks is no exception.")
    return f"{said} {rule}"


def exceptions_ran_out(standing: Standing) -> bool:
    """Say whether swaps are among what is held against somebody."""
    return standing.exception_is_none


def next_break(standing: Standing) -> str:
    """Return what one more break within four weeks would lead to; nothing where that is no change."""
    coming = after_one_more(breaks=len(standing.breaks), planned=standing.planned)
    if coming == standing.state:
        return ""
    return {
        State.SLIP: "",
        State.SLIPPING: _("One more broken hour, and it slips."),
        State.COLLAPSING: _("One more broken hour, and the system is dying."),
    }.get(coming, "")


def owed(hours: int) -> str:
    """Return how many hours are to be made up; nothing where none is."""
    if not hours:
        return ""
    return ngettext("One hour is to be made up.", "%(hours)s hours are to be made up.", hours) % {
        "hours": formats.spelled(hours).capitalize()
    }


def price(figures: dict[str, Any]) -> str:
    """Return what a collapse costs, with its interval and beside what caused it."""
    currency = figures["currency"]

    def said(name: str) -> str:
        return formats.short_money(Decimal(figures[name]), currency)

    return _(
        "If one rep's hours die, it costs about %(price)s in half a year (%(low)s to %(high)s). "
        "The visits that bring it about leave %(visits_low)s to %(visits_high)s."
    ) % {name: said(name) for name in ("price", "low", "high", "visits_low", "visits_high")}


def price_basis(figures: dict[str, Any]) -> str:
    """Return how the price was worked out, and what in it is measured and what assumed."""
    currency = figures["currency"]
    sum_ = _("%(meetings)s meetings a week × %(drop)s × %(weeks)s weeks × %(margin)s per meeting.") % {
        "meetings": formats.number(figures["meetings_per_week"], 0),
        "drop": formats.percent(figures["drop"]["value"]),
        "weeks": figures["weeks"],
        "margin": formats.money(Decimal(round(figures["margin"]["value"])), currency),
    }
    return " ".join([sum_, _drop_basis(figures["drop"]), _margin_basis(figures["margin"])])


def _drop_basis(drop: dict[str, Any]) -> str:
    if drop["assumed"]:
        return _("That bookings fall so far is assumed: too few hours have died here to measure it.")
    return ngettext(
        "The fall is measured on %(cases)s collapse here.",
        "The fall is measured on %(cases)s collapses here.",
        drop["cases"],
    ) % {"cases": drop["cases"]}


def _margin_basis(margin: dict[str, Any]) -> str:
    if margin["assumed"]:
        return _("The margin per meeting is assumed until enough deals have closed.")
    return ngettext(
        "The margin per meeting is your own, from %(cases)s closed deal.",
        "The margin per meeting is your own, from %(cases)s closed deals.",
        margin["cases"],
    ) % {"cases": formats.number(margin["cases"])}


def contagion(figures: dict[str, Any]) -> str:
    """Return whether breaking spreads in a team, with the cases and the interval."""
    verdict = Verdict(figures["verdict"])
    if figures["cases"] < ENOUGH:
        return _("Whether breaks spread cannot be told yet: %(cases)s first breaks, five are needed.") % {
            "cases": formats.number(figures["cases"])
        }
    verdicts = {
        Verdict.SPREADS: _("Breaks spread here."),
        Verdict.STAYS: _("Breaks stay where they are."),
        Verdict.CANNOT_TELL: _("Whether breaks spread cannot be told."),
    }
    counted = _("After %(count)s of %(cases)s first breaks somebody else broke within two weeks") % {
        "count": figures["count"],
        "cases": figures["cases"],
    }
    interval = _("(%(low)s to %(high)s; by habit alone it would be %(expected)s).") % {
        name: formats.percent(figures[name]) for name in ("low", "high", "expected")
    }
    return f"{verdicts[verdict]} {counted} {interval}"
