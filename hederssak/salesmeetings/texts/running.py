"""What is said of a meeting that is held, in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.lib import formats
from hederssak.rules.agenda import Item
from hederssak.rules.runner import Clock, Part
from hederssak.salesmeetings.models import Run, RunItem
from hederssak.salesmeetings.texts.pack import item as item_word

MINUTE = dt.timedelta(minutes=1)


def charter_part(code: Part) -> str:
    """Return what a meeting at a customer is at."""
    return {
        Part.PURPOSE: _("Why we meet"),
        Part.EXPECTATIONS: _("What they expect"),
        Part.INSIGHT: _("Our insight and the picture"),
        Part.NEXT_STEP: _("The next step"),
    }[code]


def item_name(item: RunItem) -> str:
    """Return what an item is called."""
    return item.title or item_word(Item(item.item))


def dial(seconds: int) -> str:
    """Return a clock that counts down, and up again with a plus once the time is over: "14:20", "+2:05"."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'+' if seconds < 0 else ''}{minutes}:{rest:02}"


def end_sentence(clock: Clock, *, at: str) -> str:
    """Return when the meeting ends as things stand; `at` is that time of day."""
    late = _minutes_off(clock.late_by)
    if clock.is_paused:
        return _("The meeting is paused.")
    if late > 0:
        said = ngettext(
            "As it goes we end one minute late, at %(at)s.", "As it goes we end %(n)s minutes late, at %(at)s.", late
        )
    elif late < 0:
        said = ngettext(
            "As it goes we end one minute early, at %(at)s.",
            "As it goes we end %(n)s minutes early, at %(at)s.",
            -late,
        )
    else:
        said = _("We end on time, at %(at)s.")
    return said % {"n": formats.spelled(abs(late)), "at": at}


def ended_sentence(run: Run, clock: Clock, *, at: str) -> str:
    """Return how the meeting ended; `at` is that time of day."""
    if run.closed_by_itself:
        return _("Nobody ended the meeting, so it was closed by itself, as of %(at)s.") % {"at": at}
    late = _minutes_off(clock.late_by)
    if late > 0:
        said = ngettext("The meeting ended one minute late.", "The meeting ended %(n)s minutes late.", late)
    elif late < 0:
        said = ngettext("The meeting ended one minute early.", "The meeting ended %(n)s minutes early.", -late)
    else:
        said = _("The meeting ended on time.")
    return said % {"n": formats.spelled(abs(late))}


def _minutes_off(late_by: dt.timedelta) -> int:
    """Return by how many whole minutes; a meeting that was begun in the middle of its minute is on time."""
    return int(late_by / MINUTE)


def whole_minutes(span: dt.timedelta) -> int:
    """Return a span to the nearest minute; below nothing for what lies before."""
    return round(span / MINUTE)


def names(people: Sequence[str]) -> str:
    """Return names in a row: "Anna", "Anna and Mikko", "Anna, Mikko and Eva"."""
    if len(people) < 2:
        return "".join(people)
    return _("%(first)s and %(last)s") % {"first": ", ".join(people[:-1]), "last": people[-1]}


def refused(code: str) -> str:
    """Return why a step was not taken, and how things are instead."""
    return {
        "moved": _("Somebody else was a moment faster. This is how the meeting stands now; nothing was skipped."),
        "not_its_time": _(
            "The meeting can be begun by the manager from half an hour before, by the team from its start."
        ),
        "not_its_day": _("A meeting at a customer is begun on its day."),
        "nothing_ahead": _("This is the last item: what is left is to end the meeting."),
        "no_such_item": _("The agenda has no such item."),
        "over_for_good": _("The meeting is over and its minutes are on their way."),
        "door_closed": _("One can say “I am here” from an hour before the meeting until it ends."),
    }[code]
