"""What is said of promises: how they stand, how often they are kept, and what to write instead of what was not read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.lib import formats
from hederssak.rules.promises import After, NotSmaller, Rate, State
from hederssak.rules.spoken_promises import LONGEST, NotAPromise, Unread


def state(code: State, *, is_owed: bool = False) -> str:
    """Return how a promise stands, in a word or two."""
    if code is State.OPEN and is_owed:
        return _("its day has passed")
    return {
        State.OPEN: _("open"),
        State.KEPT: _("kept"),
        State.BROKEN: _("not kept"),
        State.DROPPED: _("was let go"),
    }[code]


def since_last_time(states: Sequence[State]) -> str:
    """Return how the promises from last time went, in one sentence."""
    kept, whole = states.count(State.KEPT), len(states) - states.count(State.DROPPED)
    said = {"kept": formats.spelled(kept).capitalize(), "of": formats.spelled(whole), "count": whole}
    if not whole:
        return _("Nothing was promised last time.")
    if kept == whole:
        said["all"] = formats.spelled(whole)
        return ngettext(
            "The promise from last time is kept.", "All %(all)s promises from last time are kept.", whole
        ) % (said)
    if not kept:
        return ngettext(
            "One promise from last time: how did it go?", "%(all)s promises from last time: how did they go?", whole
        ) % {**said, "all": formats.spelled(whole).capitalize()}
    return (
        ngettext(
            "One of %(of)s promises from last time is kept.",
            "%(kept)s of %(of)s promises from last time are kept.",
            kept,
        )
        % said
    )


def after(code: After) -> str:
    """Return what a broken promise asks for, kindly."""
    return {
        After.AGAIN: _("Give it again for a new day, or make it smaller."),
        After.SMALLER_OR_DROP: _("Twice it did not come to be. Make it smaller, or let it go."),
    }[code]


def kept_of(rate: Rate) -> str:
    """Return a kept-rate as figures: "7 of 9"."""
    return _("%(kept)s of %(due)s") % {"kept": formats.number(rate.kept), "due": formats.number(rate.due)}


def not_read(refused: NotAPromise) -> str:
    """Return what to write instead."""
    names = _listed(refused.among)
    return {
        Unread.NOTHING_PROMISED: _("Write what is promised, too: “@Anna quote to Kemi Wed”."),
        Unread.TOO_LONG: _("A promise is one line: at most %(longest)s characters.") % {"longest": LONGEST},
        Unread.NOBODY_OF_THAT_NAME: (
            _("Nobody here is called %(name)s. There are: %(names)s.") % {"name": refused.name, "names": names}
            if refused.name
            else _("Write whose promise it is after @. There are: %(names)s.") % {"names": names}
        ),
        Unread.WHICH_ONE: _("Which %(name)s? Write the last name, too: %(names)s.")
        % {"name": refused.name, "names": names},
        Unread.ONE_OWNER_EACH: _("A promise has one owner: write one line for each."),
        Unread.DAY_PASSED: _("That day has passed. Write a day that is still to come."),
    }[refused.code]


def refusal(code: str) -> str:
    """Return why something can't be done to a promise, and what to do instead."""
    return {
        "not_your_team": _("Promises are given among those who meet. Ask one of the team to write it down."),
        "not_yours_to_settle": _("How a promise went is said by whoever gave it, or in the room by the manager."),
        "already_settled": _("Somebody has told meanwhile how it went."),
        "reason_missing": _("Write in a few words why it is no longer needed."),
        "reason_too_long": _("One line is enough: at most %(longest)s characters.") % {"longest": LONGEST},
        "too_early": _("Say first whether it was kept: its day is still to come, or only just past."),
        "nothing_to_take_back": _("This stands by now. Say in the room what came of it."),
        NotSmaller.code: _(
            "These are the words that did not come to be twice. Write what is surely done by then, or let it go."
        ),
    }[code]


def done(code: State, words: str) -> str:
    """Return what was just written down."""
    return {
        State.OPEN: _("Written down: %(words)s"),
        State.KEPT: _("Kept: %(words)s"),
        State.BROKEN: _("Not kept: %(words)s"),
        State.DROPPED: _("Let go: %(words)s"),
    }[code] % {"words": words}


def laid_aside(words: str) -> str:
    """Return what was just written down of a promise that is no longer needed."""
    return _("No longer needed: %(words)s") % {"words": words}


def aside(why: str, *, who: str, on: dt.date) -> str:
    """Return since when a promise is no longer needed, and why; by whom where that is known still."""
    said = {"who": who, "on": formats.day(on), "why": why}
    return (_("No longer needed, %(who)s %(on)s: %(why)s") if who else _("No longer needed, %(on)s: %(why)s")) % said


def day(value: dt.date, *, today: dt.date) -> str:
    """Return the day that a promise is for."""
    return _("today") if value == today else formats.day(value)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
