"""The minutes of a meeting in words: for the mail, the page and the chat alike, in whoever's language is active."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.lib import formats
from hederssak.rules.agenda import Item
from hederssak.rules.promises import State
from hederssak.rules.runner import Account
from hederssak.salesmeetings.texts import pack as pack_texts
from hederssak.salesmeetings.texts import promises as promise_texts

if TYPE_CHECKING:  # queries stand above texts
    from hederssak.org.models import Member
    from hederssak.salesmeetings.models import Case, MeetingPromise, RunItem
    from hederssak.salesmeetings.queries.minutes import Minutes

MINUTE = dt.timedelta(minutes=1)
CALLS_ALL = re.compile(r"@(?=(?:channel|here|all|everyone)\b)", re.IGNORECASE)
"""Words by which a chat rings everybody's telephone."""


@dataclass(frozen=True)
class Part:
    """A part of the minutes: its title and its lines."""

    title: str
    lines: list[str]


def subject(minutes: Minutes) -> str:
    """Return what the letter is called."""
    meeting = minutes.meeting
    day = formats.day(_local(minutes, meeting.starts_at).date())
    return _("Sales meeting %(team)s, %(day)s: what we promised and decided") % {"team": meeting.team.name, "day": day}


def opening(minutes: Minutes, *, was_there: bool = True) -> str:
    """Return the first sentence: how many promises and decisions, said to one who was there or who was not."""
    begun = _local(minutes, minutes.run.started_at)
    ended = _local(minutes, minutes.run.ended_at or minutes.run.started_at)
    said = {
        "team": minutes.meeting.team.name,
        "day": formats.day(begun.date()),
        "begun": formats.clock(begun),
        "ended": formats.clock(ended),
    }
    if minutes.run.closed_by_itself:
        there = _("%(team)s met %(day)s from %(begun)s.") if was_there else _("%(team)s met %(day)s without you.")
        closed = _("Nobody ended the meeting, so it was closed by itself.")
        return f"{there % said} {closed}"
    if was_there:
        return _("%(team)s met %(day)s from %(begun)s to %(ended)s.") % said
    return _("%(team)s met %(day)s from %(begun)s to %(ended)s without you. This is what you need to know.") % said


def parts(minutes: Minutes, *, reader: Member | None = None) -> list[Part]:
    """Return the minutes part by part, the reader's own promises first; parts without a line are left out."""
    own = [one for one in minutes.given if reader is not None and one.owner_id == reader.pk]
    others = [one for one in minutes.given if one not in own]
    found = [
        Part(_("What you have promised"), [_promise(one, by_name=False) for one in own]),
        Part(_("What the others have promised") if own else _("What was promised"), [_promise(one) for one in others]),
        Part(_("What came of the promises from last time"), [_went(one) for one in minutes.told]),
        Part(
            _("What was decided"),
            [f"{item_name(item)}: {note.text}" for item, notes in minutes.notes for note in notes],
        ),
        Part(_("What we learned"), [line for case in minutes.cases for line in _case(case)]),
        Part(_("The time"), time_lines(minutes)),
        Part(_("Who was there"), _people(minutes)),
    ]
    return [part for part in found if part.lines]


def letter(minutes: Minutes, *, reader: Member, was_there: bool, address: str) -> str:
    """Return the letter to a member."""
    sections = [_listed(part, "–") for part in parts(minutes, reader=reader)]
    hello = _("Hello %(name)s,") % {"name": reader.first_name}
    there = _("The same to read and to go on with: %(address)s") % {"address": address}
    return "\n\n".join([hello, opening(minutes, was_there=was_there), *sections, there]) + "\n"


def chat(minutes: Minutes, *, address: str) -> str:
    """Return what the team's chat gets: short, and nothing that would ring everybody's telephone."""
    shown = [part for part in parts(minutes) if part.title not in {_("Who was there"), _("The time")}]
    sections = [_listed(part, "•") for part in shown]
    return "\n\n".join([quiet("\n\n".join([opening(minutes), *sections])), address])


def chat_is_set(team: str) -> str:
    """Return the line that says in a chat that the minutes will come there."""
    return quiet(_("From now on the minutes of %(team)s's sales meetings are posted here.") % {"team": team})


def quiet(text: str) -> str:
    """Return a text in which no chat finds a command: no brackets around one, no word that calls everybody."""
    return CALLS_ALL.sub("@\u200b", text.replace("<", "(").replace(">", ")"))


def item_name(item: RunItem) -> str:
    """Return what an item of the agenda is called."""
    return item.title or pack_texts.item(Item(item.item))


def time_lines(minutes: Minutes) -> list[str]:
    """Return where the time went: the start, the end, and what took most."""
    found = minutes.account
    lines = [_start(found.account)]
    if found.end_is_known:
        lines.append(_end(found.account))
    longest = max(found.rows, key=lambda row: row[1].taken, default=None)
    if longest and longest[1].share:
        said = {"item": item_name(longest[0]), "share": formats.percent(longest[1].share)}
        lines.append(_("Most time went to: %(item)s, %(share)s.") % said)
    return lines


def _start(account: Account) -> str:
    late = _whole(account.start_delay)
    if late < 1:
        return _("It began on time.")
    return ngettext("It began one minute late.", "It began %(n)s minutes late.", late) % {"n": late}


def _end(account: Account) -> str:
    over = _whole(account.overrun)
    if over < 1:
        return _("It ended on time.")
    return ngettext("It ended one minute over its time.", "It ended %(n)s minutes over its time.", over) % {"n": over}


def _whole(span: dt.timedelta) -> int:
    return round(span / MINUTE)


def _promise(one: MeetingPromise, *, by_name: bool = True) -> str:
    said = {"name": one.owner.first_name, "text": one.text, "day": formats.day(one.due)}
    if by_name:
        return _("%(name)s: %(text)s, by %(day)s") % said
    return _("%(text)s, by %(day)s") % {**said, "text": one.text[:1].upper() + one.text[1:]}


def _went(one: MeetingPromise) -> str:
    return f"{one.owner.first_name}: {one.text}, {promise_texts.state(State(one.state))}"


def _case(case: Case) -> list[str]:
    deal = case.opportunity
    name = deal.account.name if deal.account else deal.name
    return [f"{name}: {one.text}" for one in case.insights.all()] or (
        [f"{name}: {case.question}"] if case.question else []
    )


def _listed(part: Part, sign: str) -> str:
    return "\n".join([part.title, *(f"{sign} {line}" for line in part.lines)])


def _people(minutes: Minutes) -> list[str]:
    here = _("There: %(names)s") % {"names": _names(minutes.present)} if minutes.present else ""
    away = _("Not there: %(names)s") % {"names": _names(minutes.absent)} if minutes.absent else ""
    return [line for line in (here, away) if line]


def _names(people: Sequence[Member]) -> str:
    return ", ".join(one.first_name for one in people)


def _local(minutes: Minutes, instant: dt.datetime) -> dt.datetime:
    return instant.astimezone(ZoneInfo(minutes.meeting.team.time_zone))
