"""The words of a case: why this deal, what it was like, and what a page answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.lib import formats
from hederssak.pipeline.models import State
from hederssak.rules.case_story import Line
from hederssak.rules.cases import Basis, Reason
from hederssak.rules.likeness import Trait


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


def odds(reason: Reason, one_in: int | None, basis: str, *, teller: str = "") -> str:
    """Return how a deal ended, with the odds against which it did where somebody had told them."""
    if reason is Reason.STUCK:
        return _("Large and standing still.")
    if reason is Reason.VOLUNTEERED:
        return _("Volunteered by %(person)s.") % {"person": teller or "–"}
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


def met(people: Sequence[str]) -> str:
    """Return whom we met; of many the first three and how many others."""
    if not people:
        return _("A meeting was held")
    named = ", ".join(people[:3])
    if len(people) > 3:
        return _("Met %(people)s and %(more)s more") % {"people": named, "more": len(people) - 3}
    return _("Met %(people)s") % {"people": named}


def step(what: str, *, agreed: bool) -> str:
    """Return a next step, agreed with the buyer or our own."""
    return (_("Agreed with the buyer: %(name)s") if agreed else _("Our own next step: %(name)s")) % {"name": what}


def decides(person: str) -> str:
    """Return that it became known who decides."""
    return _("%(person)s decides") % {"person": person}


def at_the_buyer(what: str) -> str:
    """Return a dated event at the buyer."""
    return _("At the buyer: %(what)s") % {"what": what}


def parked() -> str:
    """Return that a deal was put to sleep."""
    return _("Parked")


def owner(name: str) -> str:
    """Return that somebody else took it over."""
    return _("Taken over by %(person)s") % {"person": name}


def stage(name: str, *, is_end: bool, is_back: bool) -> str:
    """Return a stage reached; an end is said by its own name."""
    if is_end:
        return name
    return (_("Back to %(name)s") if is_back else _("On to %(name)s")) % {"name": name}


def line(one: Line) -> str:
    """Return one line of a case's story."""
    if one.what == "pushed":
        said = ngettext(
            "The close date slid from %(old)s to %(new)s",
            "The close date slid %(times)s times, from %(old)s to %(new)s",
            one.times,
        )
    elif one.what == "pulled":
        said = ngettext(
            "The close date was set to %(new)s",
            "The close date was moved nearer %(times)s times, to %(new)s",
            one.times,
        )
    elif one.what == "amount":
        said = _("The value went from %(old)s to %(new)s") if one.old else _("It got a value: %(new)s")
    else:
        return one.what
    return said % {"old": one.old or "–", "new": one.new, "times": formats.spelled(one.times)}


def headline(deal: str, *, state: str, stage_name: str, days: int) -> str:
    """Return how a deal went, in one sentence."""
    said = {
        State.WON: ngettext("%(deal)s was won in one day", "%(deal)s was won in %(days)s days", days),
        State.LOST: ngettext("%(deal)s was lost after one day", "%(deal)s was lost after %(days)s days", days),
        State.LET_GO: ngettext("%(deal)s was let go after one day", "%(deal)s was let go after %(days)s days", days),
    }.get(
        State(state),
        ngettext(
            "%(deal)s has been open for one day and stands in %(stage)s",
            "%(deal)s has been open for %(days)s days and stands in %(stage)s",
            days,
        ),
    )
    return said % {"deal": deal, "days": formats.number(days), "stage": stage_name}


def told_facts(*, moves: int, meetings: int) -> str:
    """Return how often a deal's date moved and how often we met, in one line."""
    moved = ngettext("the close date moved once", "the close date moved %(n)s times", moves) % {"n": moves}
    held = ngettext("one meeting", "%(n)s meetings", meetings) % {"n": meetings}
    if not moves:
        moved = _("the close date never moved")
    if not meetings:
        held = _("no meeting that we know of")
    return _("%(meetings)s; %(moves)s.") % {"meetings": held[:1].upper() + held[1:], "moves": moved}


def alike(traits: Sequence[Trait]) -> str:
    """Return in what a told deal resembles the one that is looked at."""
    names = {
        Trait.COMPETITOR: _("same competitor"),
        Trait.REASON: _("the same risk"),
        Trait.INDUSTRY: _("same industry"),
        Trait.STAGE: _("decided in this stage"),
        Trait.SIZE: _("of the same size"),
    }
    return ", ".join(names[trait] for trait in traits)
