"""The words of the forecast: chances in tenths, reasons, periods and where figures come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.forecast.models import Period
from hederssak.lib import formats

HARDLY, ONE_IN_TWENTY = 0.02, 0.075


def odds(chance: float) -> str:
    """Return a chance between 0 and 1 in words that one can picture: "4 in 10"."""
    if chance < HARDLY:
        return _("hardly ever")
    if chance < ONE_IN_TWENTY:
        return _("1 in 20")
    if chance > 1 - HARDLY:
        return _("nearly always")
    if chance > 1 - ONE_IN_TWENTY:
        return _("19 in 20")
    return _("%(tenths)s in 10") % {"tenths": max(1, min(9, round(chance * 10)))}


def tenths(value: int) -> str:
    """Return somebody's own call in words."""
    return _("%(tenths)s in 10") % {"tenths": value}


def period(code: Period) -> str:
    """Return a period's name for a tab."""
    return {Period.MONTH: _("This month"), Period.QUARTER: _("This quarter"), Period.WEEKS: _("Four weeks ahead")}[code]


def way(code: str) -> str:
    """Return the name of a way to say beforehand what will be won."""
    return {"ours": _("This forecast"), "weighted": _("Stage × value"), "called": _("The reps' own calls")}[code]


def method(code: str) -> str:
    """Return what a forecast rests on."""
    return {
        "pipeline": _("It is learned from how your own pipeline has turned out, week by week."),
        "run_rate": _("There is too little history to learn from yet: this is the pace so far, with a wide interval."),
        "stage_table": _("Nothing has been won yet: this rests on the chances that you have set for each stage."),
    }[code]


def chance_method(code: str) -> str:
    """Return what a deal's chance rests on."""
    return {
        "blend": _("Learned from your own closed deals, by two methods weighed together."),
        "hierarchical": _("Learned from your own closed deals."),
        "base_rate": _("Your closed deals don't tell deals apart yet: this is your usual share of wins."),
        "stage_table": _("Too few deals are closed: this is the chance that you have set for the stage."),
    }[code]


def reason(given: Mapping[str, Any]) -> str:
    """Return what moves a deal's chance, as a sentence. A code that nobody put into words raises `KeyError`."""
    is_up, figure = given["part"] > 0, given["figure"]
    return {
        "stage": _stage,
        "in_stage": _in_stage,
        "age": _age,
        "idle": _idle,
        "qualified": _qualified,
        "pushes": _pushes,
        "margin": _size,
        "segment": _segment,
        "source": _source,
        "tender": _tender,
    }[given["code"]](figure, is_up)


def aside(code: str) -> str:
    """Return why the honest figure leaves a deal out."""
    return {"unqualified": _("not qualified"), "idle": _("standing still")}[code]


def _stage(name: Any, is_up: bool) -> str:  # noqa: FBT001 (a table of functions of two values)
    text = _("It has come as far as %(stage)s.") if is_up else _("It stands in %(stage)s: a long way to go.")
    return text % {"stage": name}


def _in_stage(days: Any, is_up: bool) -> str:  # noqa: FBT001 (as above)
    if is_up:
        return ngettext(
            "It has been in its stage for one working day only.",
            "It has been in its stage for %(days)s working days only.",
            days,
        ) % {"days": days}
    return ngettext(
        "It has been in its stage for one working day.", "It has been in its stage for %(days)s working days.", days
    ) % {"days": days}


def _age(days: Any, is_up: bool) -> str:  # noqa: FBT001 (as above)
    if is_up:
        text = _("It has lasted %(days)s working days: those that last so long are won more often.")
    else:
        text = _("It is %(days)s working days old: those of that age are won less often.")
    return text % {"days": days}


def _idle(days: Any, is_up: bool) -> str:  # noqa: FBT001 (as above)
    if is_up:
        return _("Something happened with the buyer lately.")
    return ngettext(
        "Nothing has happened with the buyer for one working day.",
        "Nothing has happened with the buyer for %(days)s working days.",
        days,
    ) % {"days": days}


def _qualified(yes: Any, _is_up: bool) -> str:  # noqa: FBT001 (as above)
    return _("It is qualified, with evidence.") if yes else _("It is not qualified.")


def _pushes(count: Any, _is_up: bool) -> str:  # noqa: FBT001 (as above)
    if not count:
        return _("Its close date has held.")
    return ngettext(
        "Its close date has been pushed once.", "Its close date has been pushed %(count)s times.", count
    ) % {"count": count}


def _size(_amount: Any, is_up: bool) -> str:  # noqa: FBT001 (as above)
    return _("Deals of this size are won more often.") if is_up else _("Deals of this size are won less often.")


def _segment(name: Any, is_up: bool) -> str:  # noqa: FBT001 (as above)
    if not name:
        return _("Nobody has said what kind of deal it is.")
    text = _("%(kind)s is won more often.") if is_up else _("%(kind)s is won less often.")
    return text % {"kind": name}


def _source(name: Any, is_up: bool) -> str:  # noqa: FBT001 (as above)
    if not name:
        return _("Nobody has said where it came from.")
    text = (
        _("What comes by %(source)s is won more often.") if is_up else _("What comes by %(source)s is won less often.")
    )
    return text % {"source": name}


def _tender(yes: Any, _is_up: bool) -> str:  # noqa: FBT001 (as above)
    return _("It is a tender.") if yes else _("It is no tender.")


def interval(low: float, high: float, currency: str) -> tuple[str, str]:
    """Return the two ends of an interval as money at a glance."""
    return formats.short_money(formats.whole(low), currency), formats.short_money(formats.whole(high), currency)
