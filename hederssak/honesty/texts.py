"""The sentences of the honest pipeline, said in the reader's language from codes and figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from hederssak.lib import formats
from hederssak.rules.findings import Finding, WayOut
from hederssak.rules.honesty.codes import Code

Names = Mapping[str, str]
"""Names by identifier, such as those of stages."""

TWO_HOURS = 120


def question(finding: Finding, *, zone: ZoneInfo, stages: Names) -> str:
    """Return what a finding says, as one or two sentences. A code that nobody put into words raises `KeyError`."""
    return SENTENCES[Code(finding.code)](finding, zone, stages)


def label(code: Code) -> str:
    """Return a flag's name in a few words, for filters and counts."""
    return _(LABELS[code])


def way_out(way: WayOut) -> str:
    """Return what a button that answers a flag says."""
    return _(WAYS_OUT[way])


def ways_out() -> dict[WayOut, str]:
    """Return what all of these buttons say: a list has the same few in each row."""
    return {way: way_out(way) for way in WAYS_OUT}


LABELS: Mapping[Code, str] = {
    Code.CLOSE_DATE_PAST: gettext_noop("Close date passed"),
    Code.NO_CLOSE_DATE: gettext_noop("No close date"),
    Code.PUSHED: gettext_noop("Pushed many times"),
    Code.MOVED_BEFORE_MEETING: gettext_noop("Moved just before the sales meeting"),
    Code.MOVED_AROUND_MEETING: gettext_noop("Moved around the sales meeting"),
    Code.RAISED_BEFORE_MEETING: gettext_noop("Raised just before the sales meeting"),
    Code.RAISED_AROUND_MEETING: gettext_noop("Raised around the sales meeting"),
    Code.NO_NEXT_STEP: gettext_noop("No next step"),
    Code.NEXT_STEP_PAST: gettext_noop("Next step's day passed"),
    Code.NO_BUYER_PROGRESS: gettext_noop("Nothing from the buyer"),
    Code.UNQUALIFIED: gettext_noop("Not qualified"),
    Code.DECISION_MAKER_NOT_MET: gettext_noop("Decision maker not met"),
    Code.AMOUNT_WITHOUT_BASIS: gettext_noop("Value without basis"),
    Code.NO_AMOUNT: gettext_noop("No value"),
    Code.MOVED_BACK: gettext_noop("Moved back"),
    Code.WAKE_UP_PASSED: gettext_noop("Woken up"),
}

WAYS_OUT: Mapping[WayOut, str] = {
    WayOut.SET_DATE: gettext_noop("Set the date"),
    WayOut.SET_AMOUNT: gettext_noop("Set the value"),
    WayOut.STATE_BASIS: gettext_noop("Say on what basis"),
    WayOut.ADD_NEXT_STEP: gettext_noop("Next step"),
    WayOut.ASK_THE_BUYER: gettext_noop("Ask the buyer"),
    WayOut.NAME_BUYER_EVENT: gettext_noop("Name the buyer's date"),
    WayOut.QUALIFY: gettext_noop("Qualify"),
    WayOut.ADD_DECISION_MAKER: gettext_noop("Say who decides"),
    WayOut.BOOK_DECISION_MAKER: gettext_noop("Book who decides"),
    WayOut.PARK: gettext_noop("Park"),
    WayOut.LET_GO: gettext_noop("Let go"),
    WayOut.SAY_RULE_IS_WRONG: gettext_noop("The system is wrong here"),
}


def _close_date_past(finding: Finding, _zone: ZoneInfo, _stages: Names) -> str:
    return _("The close date passed on %(day)s.") % {"day": _day(finding.figures["close_date"])}


def _no_close_date(_finding: Finding, _zone: ZoneInfo, _stages: Names) -> str:
    return _("It has no close date.")


def _pushed(finding: Finding, _zone: ZoneInfo, _stages: Names) -> str:
    figures = finding.figures
    said = ngettext(
        "Pushed once, %(days)s days.", "Pushed %(times)s times, %(days)s days in all.", _int(figures["times"])
    )
    said %= {"times": figures["times"], "days": figures["days"]}
    if figures["is_default"]:
        return said
    usual = _("Nine of ten won deals here were pushed fewer than %(limit)s times.")
    if sure := _how_sure(finding):
        usual = _("Nine of ten won deals here were pushed fewer than %(limit)s times (%(sure)s).")
    return f"{said} {usual % {'limit': figures['limit'], 'sure': sure}}"


def _moved_before_meeting(finding: Finding, _zone: ZoneInfo, _stages: Names) -> str:
    return _("The close date was pushed %(days)s days, %(time)s before the sales meeting.") % {
        "days": finding.figures["days"],
        "time": _time_before(_int(finding.figures["minutes_before_start"])),
    }


def _moved_around_meeting(finding: Finding, zone: ZoneInfo, _stages: Names) -> str:
    return _("The close date was pushed %(days)s days, %(between)s.") % {
        "days": finding.figures["days"],
        "between": _between(finding, zone),
    }


def _raised_before_meeting(finding: Finding, _zone: ZoneInfo, _stages: Names) -> str:
    return _("The value went from %(old)s to %(new)s, %(time)s before the sales meeting. On what basis?") % {
        **_from_to(finding),
        "time": _time_before(_int(finding.figures["minutes_before_start"])),
    }


def _raised_around_meeting(finding: Finding, zone: ZoneInfo, _stages: Names) -> str:
    return _("The value went from %(old)s to %(new)s, %(between)s.") % {
        **_from_to(finding),
        "between": _between(finding, zone),
    }


def _no_next_step(finding: Finding, _zone: ZoneInfo, _stages: Names) -> str:
    if finding.since is None:
        return _("It has no next step.")
    return _("No next step since %(day)s.") % {"day": formats.day(finding.since)}


def _next_step_past(finding: Finding, _zone: ZoneInfo, _stages: Names) -> str:
    return _("The next step was for %(day)s, and nothing has come after it.") % {"day": _day(finding.figures["due"])}


def _no_buyer_progress(finding: Finding, _zone: ZoneInfo, _stages: Names) -> str:
    days = _int(finding.figures["working_days"])
    said = ngettext(
        "The buyer has done nothing for %(days)s working day.",
        "The buyer has done nothing for %(days)s working days.",
        days,
    ) % {"days": days}
    if finding.figures["is_default"]:
        return said
    usual = _("Nine of ten won deals move within %(limit)s here.")
    if sure := _how_sure(finding):
        usual = _("Nine of ten won deals move within %(limit)s here (%(sure)s).")
    return f"{said} {usual % {'limit': finding.figures['limit'], 'sure': sure}}"


def _how_sure(finding: Finding, write: Callable[[Any], str] = str) -> str:
    """Return between what a learned limit lies and from how many it was learned; nothing where that is not known."""
    low, high = (finding.figures.get(end) for end in ("low", "high"))
    cases = {"cases": finding.figures["cases"]}
    if low is None:
        return ""
    if high is None:
        return _("%(low)s or more, from %(cases)s deals") % {"low": write(low), **cases}
    if low == high:
        return _("from %(cases)s deals") % cases
    return _("%(low)s to %(high)s, from %(cases)s deals") % {"low": write(low), "high": write(high), **cases}


def _unqualified(finding: Finding, _zone: ZoneInfo, stages: Names) -> str:
    return _("Not qualified, yet in %(stage)s.") % {"stage": stages.get(str(finding.figures["stage"]), "?")}


def _decision_maker_not_met(finding: Finding, _zone: ZoneInfo, stages: Names) -> str:
    stage = {"stage": stages.get(str(finding.figures["stage"]), "?")}
    if finding.figures["is_known"]:
        return _("Nobody who decides has been met, and it stands in %(stage)s.") % stage
    return _("Nobody has said who decides, and it stands in %(stage)s.") % stage


def _amount_without_basis(finding: Finding, _zone: ZoneInfo, _stages: Names) -> str:
    times, median = finding.figures["times"], _amount(finding.figures["median"])
    if sure := _how_sure(finding, _amount):
        median = f"{median}; {sure}"
    return _("The value is %(times)s times the usual here (%(median)s). On what basis?") % {
        "times": formats.number(Decimal(str(times)), 0 if float(str(times)) >= 10 else 1),
        "median": median,
    }


def _no_amount(_finding: Finding, _zone: ZoneInfo, _stages: Names) -> str:
    return _("It has no value yet.")


def _moved_back(finding: Finding, _zone: ZoneInfo, _stages: Names) -> str:
    if finding.since is None:
        return _("It was moved back. What did the buyer say?")
    return _("It was moved back on %(day)s. What did the buyer say?") % {"day": formats.day(finding.since)}


def _wake_up_passed(finding: Finding, _zone: ZoneInfo, _stages: Names) -> str:
    return _("It was to wake up on %(day)s: time to decide.") % {"day": _day(finding.figures["parked_until"])}


SENTENCES: Mapping[Code, Callable[[Finding, ZoneInfo, Names], str]] = {
    Code.CLOSE_DATE_PAST: _close_date_past,
    Code.NO_CLOSE_DATE: _no_close_date,
    Code.PUSHED: _pushed,
    Code.MOVED_BEFORE_MEETING: _moved_before_meeting,
    Code.MOVED_AROUND_MEETING: _moved_around_meeting,
    Code.RAISED_BEFORE_MEETING: _raised_before_meeting,
    Code.RAISED_AROUND_MEETING: _raised_around_meeting,
    Code.NO_NEXT_STEP: _no_next_step,
    Code.NEXT_STEP_PAST: _next_step_past,
    Code.NO_BUYER_PROGRESS: _no_buyer_progress,
    Code.UNQUALIFIED: _unqualified,
    Code.DECISION_MAKER_NOT_MET: _decision_maker_not_met,
    Code.AMOUNT_WITHOUT_BASIS: _amount_without_basis,
    Code.NO_AMOUNT: _no_amount,
    Code.MOVED_BACK: _moved_back,
    Code.WAKE_UP_PASSED: _wake_up_passed,
}


def _int(figure: Any) -> int:
    return int(figure)


def _day(figure: Any) -> str:
    return formats.day(dt.date.fromisoformat(str(figure)))


def _amount(figure: Any) -> str:
    return formats.short_money(Decimal(figure["amount"]), figure["currency"])


def _from_to(finding: Finding) -> dict[str, str]:
    currency = finding.money.currency if finding.money else ""
    return {name: formats.short_money(Decimal(str(finding.figures[name])), currency) for name in ("old", "new")}


def _time_before(minutes: int) -> str:
    if minutes < TWO_HOURS:
        return ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes) % {"minutes": minutes}
    return ngettext("%(hours)s hour", "%(hours)s hours", minutes // 60) % {"hours": minutes // 60}


def _between(finding: Finding, zone: ZoneInfo) -> str:
    """Say the interval in which it happened: "between Mon 9 Nov and Mon 16 Nov", or "before Mon 16 Nov"."""

    def local(figure: Any) -> str:
        return formats.day(dt.datetime.fromisoformat(str(figure)).astimezone(zone).date())

    before = local(finding.figures["before"])
    if finding.figures["after"] is None:
        return _("some time before %(day)s") % {"day": before}
    return _("some time between %(first)s and %(last)s") % {"first": local(finding.figures["after"]), "last": before}
