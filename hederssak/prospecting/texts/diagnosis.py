"""The two root problems as a sentence with its evidence (R4), to oneself, about somebody, or about a team."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from hederssak.lib import formats
from hederssak.rules.diagnosis import Diagnosis, Root, Short, Step
from hederssak.rules.shares import Share


def sentence(found: Diagnosis) -> str:
    """Return what holds, in a sentence or two: first how much was booked, then why."""
    return f"{booked(found)} {_ROOTS[found.root](found)}".strip()


def booked(found: Diagnosis) -> str:
    """Return how many meetings were booked of how many."""
    figures = {"booked": formats.number(found.booked), "wanted": formats.number(found.wanted)}
    if found.short_of == Short.DESIRABLE:
        return _("%(booked)s meetings booked: what was agreed, of %(wanted)s that would be desirable.") % figures
    return _("%(booked)s meetings booked of %(wanted)s agreed.") % figures


def label(root: Root) -> str:
    """Return a root problem in a few words."""
    return {
        Root.ENOUGH_BOOKED: _("Enough is booked"),
        Root.NO_FIXED_TIME: _("No fixed time"),
        Root.NO_LIST: _("No HIT list"),
        Root.BOTH: _("Neither a fixed time nor a HIT list"),
        Root.CONVERSION: _("The conversations"),
        Root.OUT_OF_REACH: _("The number is out of reach"),
        Root.CANNOT_TELL: _("Too early to tell"),
    }[root]


def evidence(found: Diagnosis) -> list[str]:
    """Return the figures behind it, one line each: the hours, the lists, the calls."""
    lines = []
    if found.honour.due:
        lines.append(
            _("Hours held: %(held)s of %(due)s. Below 80 %% there is no fixed time.")
            % {"held": found.honour.held, "due": found.honour.due}
        )
    if found.short_lists.cases:
        lines.append(
            _("Lists too short at the start: %(short)s of %(blocks)s. An hour needs %(need)s to call.")
            % {"short": found.short_lists.count, "blocks": found.short_lists.cases, "need": found.list_need}
        )
    if found.own.cases:
        lines.append(_share(found.own, found.team))
    return lines


def _no_time(found: Diagnosis) -> str:
    return _("The first root problem: there is no fixed time. Only %(held)s of %(due)s hours were held.") % {
        "held": formats.number(found.honour.held),
        "due": formats.number(found.honour.due),
    }


def _no_list(found: Diagnosis) -> str:
    return _(
        "The second root problem: there is no HIT list. "
        "%(short)s of %(blocks)s hours began with fewer than %(need)s to call."
    ) % {
        "short": formats.number(found.short_lists.count),
        "blocks": formats.number(found.short_lists.cases),
        "need": formats.number(found.list_need),
    }


def _both(found: Diagnosis) -> str:
    return _(
        "Both root problems: %(held)s of %(due)s hours were held, "
        "and %(short)s of %(blocks)s began with too few to call."
    ) % {
        "held": formats.number(found.honour.held),
        "due": formats.number(found.honour.due),
        "short": formats.number(found.short_lists.count),
        "blocks": formats.number(found.short_lists.cases),
    }


def _conversion(found: Diagnosis) -> str:
    if found.weak_step == Step.TO_CONVERSATION:
        return _("The time is kept and the list is full. Too few attempts become a conversation.")
    return _("The time is kept and the list is full. Too few conversations become a meeting.")


def _out_of_reach(found: Diagnosis) -> str:
    return _(
        "The time is kept and the list is full, but at best the hours bring %(reachable)s. The number is out of reach."
    ) % {"reachable": formats.number(found.reachable or 0)}


def _share(own: Share, team: Share) -> str:
    figures = {
        "own": formats.percent(own.value or 0),
        "low": formats.percent(own.low),
        "high": formats.percent(own.high),
        "cases": formats.number(own.cases),
    }
    if team.value is None:
        return _("%(own)s succeed (%(low)s to %(high)s, %(cases)s cases).") % figures
    figures["team"] = formats.percent(team.value)
    return _("%(own)s succeed (%(low)s to %(high)s, %(cases)s cases); in the team %(team)s.") % figures


_ROOTS: dict[Root, Callable[[Diagnosis], str]] = {
    Root.ENOUGH_BOOKED: lambda _found: "",
    Root.NO_FIXED_TIME: _no_time,
    Root.NO_LIST: _no_list,
    Root.BOTH: _both,
    Root.CONVERSION: _conversion,
    Root.OUT_OF_REACH: _out_of_reach,
    Root.CANNOT_TELL: lambda _found: _("Why cannot be told yet: there are too few hours and calls to go by."),
}
