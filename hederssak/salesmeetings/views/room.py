"""The pack on the wall of the meeting room: one item at a time, at most five lines, read from six meters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hederssak.cadence.models import SalesMeeting
from hederssak.lib import charts, clock, formats
from hederssak.org.middleware import MemberRequest
from hederssak.rules.agenda import Item
from hederssak.salesmeetings import texts
from hederssak.salesmeetings.queries.courses import course_of
from hederssak.salesmeetings.queries.runs import run_of, shown_standing
from hederssak.salesmeetings.queries.told import Box, Told
from hederssak.salesmeetings.views import wall
from hederssak.salesmeetings.views.course import stair
from hederssak.salesmeetings.views.face import growth_of
from hederssak.salesmeetings.views.pack import told_pack

LINES = 5


@dataclass(frozen=True)
class Line:
    """One line on the wall, and its evidence beneath."""

    text: str
    evidence: str = ""


@dataclass(frozen=True)
class Screen:
    """What stands on the wall: the item's sentence, its lines, how many more there are, and the one large figure."""

    title: str
    lines: list[Line] = field(default_factory=list)
    more: str = ""
    figure: str = ""
    figure_words: str = ""
    empty: str = ""


@dataclass(frozen=True)
class Place:
    """An item in the row of items: how wide, whether it is behind us or now."""

    box: Box
    growth: int
    is_done: bool
    is_now: bool


@require_safe
def room(request: MemberRequest, pk: str) -> HttpResponse:
    """Show one item of the agenda."""
    meeting, shown, told = told_pack(request, pk)
    if "item" not in request.GET and (answer := _held(request, meeting, told, now=clock.read())):
        return answer
    codes = [box.item.value for box in told.agenda]
    asked = request.GET.get("item") or codes[0]
    if asked not in codes:
        raise Http404
    at = codes.index(asked)
    context = {
        "meeting": meeting,
        "told": told,
        "box": told.agenda[at],
        "screen": SCREENS[told.agenda[at].item](told),
        "chart": _course(meeting, told) if asked == Item.CASES else None,
        "places": [_place(box, at, place) for place, box in enumerate(told.agenda)],
        "previous": told.agenda[at - 1] if at else None,
        "next": told.agenda[at + 1] if at + 1 < len(codes) else None,
        "which": shown.which if request.GET.get("pack") else "",
    }
    return render(request, "salesmeetings/room.html", context)


def _held(request: MemberRequest, meeting: SalesMeeting, told: Told, *, now: dt.datetime) -> HttpResponse | None:
    """Show the meeting that is held, or the door while people come in; None while there is only the pack to show."""
    run = run_of(meeting)
    context = {"meeting": meeting, "told": told}
    if wall.is_door(meeting, run, now=now):
        return wall.door(request, context, now=now)
    if run is None or not wall.shows_run(run, now=now):
        return None
    standing = shown_standing(run, now=now)
    item = wall.item_now(standing)
    context["screen"] = SCREENS[item](told) if item else None
    context["chart"] = _course(meeting, told) if item is Item.CASES else None
    return wall.held(request, standing, context, now=now)


def _course(meeting: SalesMeeting, told: Told) -> charts.Drawing | None:
    """Return the way of the first case that has one: what the talk goes along."""
    until = clock.day_in(told.zone, told.as_of)
    ways = (
        stair(one.deal.title, course_of(one.deal.pk, team=meeting.team, as_of=told.as_of), until=until)
        for one in told.cases
    )
    return next(filter(None, ways), None)


def _place(box: Box, at: int, place: int) -> Place:
    return Place(box, growth_of(box.minutes), place < at, place == at)


def _promises(told: Told) -> Screen:
    lines = [Line(f"{one.owner}: {one.text}", f"{formats.day(one.due)}, {one.said}") for one in told.promises]
    return _screen(
        title=told.promises_sentence if lines else _("What did we promise each other?"),
        lines=lines,
        figure="",
        figure_words="",
        empty=told.absent.promises or told.promises_sentence,
    )


def _wins(told: Told) -> Screen:
    lines = [Line(f"{one.deal.title}, {one.margin}", one.deal.owner) for one in told.wins]
    released = ngettext(
        "One deal was let go: the pipeline is more honest for it.",
        "%(count)s deals were let go: the pipeline is more honest for it.",
        told.let_go.of,
    ) % {"count": _spelled(told.let_go.of)}
    return _screen(
        title=ngettext("One deal won", "%(count)s deals won", told.wins.of) % {"count": _spelled(told.wins.of)}
        if lines
        else _("Nothing was won this time"),
        lines=lines,
        beyond=told.wins.more,
        figure=told.won,
        figure_words=_("won in margin") if told.won else "",
        empty=released if told.let_go and not lines else "",
        last=Line(released) if told.let_go and lines else None,
    )


def _moved(told: Told) -> Screen:
    lines = [
        Line(f"{one.deal.title}: {one.steps[0]}", _evidence(one.deal.owner, one.steps[1:])) for one in told.progressed
    ]
    busy = ngettext("In one deal only we did something.", "In %(count)s deals only we did something.", told.busy.of) % {
        "count": told.busy.of
    }
    return _screen(
        title=_("What did the buyers do?"),
        lines=lines,
        beyond=told.progressed.more,
        figure=formats.number(told.progressed.of),
        figure_words=" ".join(
            [ngettext("deal moved forward.", "deals moved forward.", told.progressed.of), busy if told.busy else ""]
        ).strip(),
        empty=_("No buyer has moved a deal forward since last time."),
    )


def _exceptions(told: Told) -> Screen:
    lines = [
        Line(f"{one.deal.title}: {one.sentences[0]}", _evidence(one.deal.owner, one.sentences[1:]))
        for one in told.exceptions
    ]
    return _screen(
        title=_("What do we need to ask?"),
        lines=lines,
        figure=told.clean,
        figure_words=_("is what the pipeline holds without the questions.") if told.clean else "",
        empty=_("Nothing to ask: each open deal has a next step, a date that holds and somebody who decides."),
        last=_before_meeting(told.asked_before_meeting),
    )


def _before_meeting(count: int) -> Line | None:
    """Say kindly how many were moved shortly before the meeting; names are for the talk, not for the wall."""
    if not count:
        return None
    said = ngettext(
        "One deal was moved in the last day before a meeting. What did the buyer say?",
        "%(count)s deals were moved in the last day before a meeting. What did the buyers say?",
        count,
    )
    return Line(said % {"count": _spelled(count)})


def _cases(told: Told) -> Screen:
    return Screen(
        title=_("From which deal can we learn?"),
        lines=[Line(one.deal.title, one.why) for one in told.cases][:LINES],
        empty=_("Who has a deal to tell? One or two are enough, and they get most of the time."),
    )


def _next_week(told: Told) -> Screen:
    hours = told.hours or told.absent.blocks
    return _screen(
        title=_("What do we do next week?"),
        lines=[Line(f"{one.name}: {one.amount}") for one in told.goals] or [Line(told.absent.goals)],
        figure="",
        figure_words="",
        empty="",
        last=Line(hours) if hours else None,
    )


def _spelled(count: int) -> str:
    """Return a number that begins a sentence."""
    return formats.spelled(count).capitalize()


def _evidence(owner: str, steps: Sequence[str]) -> str:
    return " · ".join(word for word in (owner, *steps[:1]) if word)


def _screen(
    *,
    title: str,
    lines: list[Line],
    figure: str,
    figure_words: str,
    empty: str,
    last: Line | None = None,
    beyond: int = 0,
) -> Screen:
    """Return a screen of at most five lines; `last` keeps its place, and what has none (or is beyond) is counted."""
    room_for = LINES - (last is not None)
    left = len(lines) - room_for + beyond
    more = ngettext("and one more", "and %(count)s more", left) % {"count": left} if left > 0 else ""
    shown = [*lines[:room_for], *([last] if last else [])]
    return Screen(title, shown, more, figure, figure_words, "" if shown else empty)


SCREENS: dict[Item, Callable[[Told], Screen]] = {
    Item.PROMISES: _promises,
    Item.WINS: _wins,
    Item.MOVED: _moved,
    Item.EXCEPTIONS: _exceptions,
    Item.CASES: _cases,
    Item.NEXT_WEEK: _next_week,
    Item.OTHER: lambda _told: Screen(title=texts.item(Item.OTHER)),
}
