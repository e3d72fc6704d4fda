"""The words of a case: why this deal, what it was like, and what a page answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.rules.cases import Basis, Reason


def refusal(code: str) -> str:
    """Return the sentence of a refusal's code: what is the matter and what to do."""
    return {
        "not_yours": _("You offer your own deals. Ask its owner to tell this one."),
        "no_team": _("You are in no team yet, so there is no meeting to tell it in."),
        "told_already": _("It has been told, so it stays among what the team has learned."),
        "nothing_written": _("Write one line: what do you take with you from this deal?"),
        "not_offered": _("This deal is not among the cases of this meeting any more."),
    }[code]


def case(one: Mapping[str, Any], *, teller: str = "", question: str = "") -> str:
    """Return why the meeting could learn from a deal, and what to ask."""
    reason = Reason(one["reason"])
    if reason is Reason.VOLUNTEERED:
        return question or _("%(person)s wants to tell it.") % {"person": teller or "–"}
    asked = question or ask(reason)
    against = odds(reason, one.get("one_in"), one.get("basis", ""))
    return f"{against} {asked}"


def odds(reason: Reason, one_in: int | None, basis: str) -> str:
    """Return how a deal ended, with the odds against which it did where somebody had told them."""
    if reason is Reason.STUCK:
        return _("Large and standing still.")
    if reason is Reason.VOLUNTEERED:
        return _("Volunteered.")
    if one_in is None:
        return _("Won.") if reason is Reason.WON else _("Lost.")
    if basis == Basis.STAGE:
        said = {
            Reason.WON: _("Won against the odds: by its stage the chance was 1 in %(n)s."),
            Reason.LOST: _("Lost against the odds: by its stage the risk was 1 in %(n)s."),
        }
    else:
        said = {
            Reason.WON: _("Won against the odds: the chance was 1 in %(n)s."),
            Reason.LOST: _("Lost against the odds: the risk was 1 in %(n)s."),
        }
    return said[reason] % {"n": one_in}


def ask(reason: Reason) -> str:
    """Return what to ask of a deal where nobody has put a question."""
    return {
        Reason.VOLUNTEERED: _("What do you want help with?"),
        Reason.WON: _("What made the difference?"),
        Reason.STUCK: _("What would make it move?"),
        Reason.LOST: _("What would we ask earlier next time?"),
    }[reason]


def insights_of(count: int) -> str:
    """Return how much was understood from a case."""
    return ngettext("One insight", "%(count)s insights", count) % {"count": count}
