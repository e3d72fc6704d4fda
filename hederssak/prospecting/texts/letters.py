"""The nudges (R3): one or two lines each, in the reader's language, without a raised finger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.lib import formats

Said = tuple[str, str]
"""Subject and text."""

Writing = Callable[[str, str, str], Said]
"""Writes a letter from a first name, a time and a link."""


def hour(starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """Return a local time as "Thu 19 Nov 09:00–11:00"."""
    return f"{formats.day(starts_at)} {formats.clock(starts_at)}–{formats.clock(ends_at)}"


def empty_list(name: str, when: str, link: str, *, set_aside: str = "") -> Said:
    """Return the word to a rep whose list for tomorrow is empty; `set_aside` is when there is time to fill it."""
    said = _(
        "Your booking hour is %(when)s, and the HIT list has nobody to call. Ten names now, and the hour is yours."
    ) % {"when": when}
    if set_aside:
        said += " " + _("There is time for it: %(when)s is set aside for filling the list.") % {"when": set_aside}
    return _("Nobody to call tomorrow yet"), _closed(name, said, link)


def in_the_way(name: str, when: str, link: str) -> Said:
    """Return the word to a rep whose calendar has something over tomorrow's hour."""
    return _("Something lies over your booking hour tomorrow"), _closed(
        name,
        _(
            "Your booking hour is %(when)s, and something in your calendar lies over it. "
            "Move the other thing, or swap the hour for two."
        )
        % {"when": when},
        link,
    )


def after_break(name: str, when: str, owed: int, link: str) -> Said:
    """Return the word to a rep after a break."""
    said = _("The hour of %(when)s did not come about. It happens; what counts is the next one.") % {"when": when}
    if owed:
        more = ngettext(
            "One hour is to be made up: choose the time that suits you best.",
            "%(owed)s hours are to be made up: choose the times that suit you best.",
            owed,
        ) % {"owed": formats.spelled(owed).capitalize()}
        said = f"{said} {more}"
    return _("The next hour counts"), _closed(name, said, link)


def broken(name: str, rep: str, when: str, link: str) -> Said:
    """Return the one line to a manager on the day of a break."""
    return _("Ask %(rep)s today") % {"rep": rep}, _closed(
        name,
        _("%(rep)s's booking hour of %(when)s broke. You promised to ask the same day; a minute is enough.")
        % {"rep": rep, "when": when},
        link,
    )


def talk(name: str, rep: str, breaks: int, link: str) -> Said:
    """Return the word to a manager when somebody's promise is slipping."""
    return _("A talk with %(rep)s is due") % {"rep": rep}, _closed(
        name,
        ngettext(
            "One of %(rep)s's booking hours has broken in four weeks, and the habit is slipping.",
            "%(breaks)s of %(rep)s's booking hours have broken in four weeks, and the habit is slipping.",
            breaks,
        )
        % {"rep": rep, "breaks": formats.spelled(breaks).capitalize()}
        + " "
        + _("What takes the hour? What would make it easier to keep? Is it the right time of the week?"),
        link,
    )


def sign_please(name: str, team: str, link: str) -> Said:
    """Return the word to whoever has a promise to sign."""
    return _("The promise of %(team)s waits for your name") % {"team": team}, _closed(
        name, _("It is written and short. Read it, and sign if you mean it."), link
    )


def _closed(name: str, said: str, link: str) -> str:
    return _("Hello %(name)s,") % {"name": name} + f"\n\n{said}\n\n{link}\n"
