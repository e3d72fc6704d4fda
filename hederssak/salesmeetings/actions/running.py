"""Driving a meeting: begin, go on, go to an item, pause, leave out, end (R16).

Each step names the `version` of the meeting that its page showed. Of two who press at once the second is refused with
`MovedError` and shown what the first did, so that nothing is skipped by accident.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from hederssak.cadence.models import SalesMeeting
from hederssak.cadence.queries import agenda_of as planned_agenda
from hederssak.lib.rows import save_only
from hederssak.meetings.models import Charter, CustomerMeeting
from hederssak.org.models import Member
from hederssak.rules.agenda import Item, TimeBox
from hederssak.rules.runner import charter_boxes, next_place
from hederssak.salesmeetings.actions.screens import tell_screens
from hederssak.salesmeetings.models import EarlyArrival, Pack, Presence, Run, RunItem, Spell
from hederssak.salesmeetings.queries.driving import BEFORE_START, may_begin, may_drive
from hederssak.salesmeetings.queries.runs import Standing, standing_of
from hederssak.salesmeetings.texts import running as texts

MAY_BE_TAKEN_UP = dt.timedelta(minutes=10)
"""For so long after its end a meeting can go on after all, unless its minutes have gone out."""


class MovedError(Exception):
    """Somebody else has driven the meeting since the page was shown, or it has ended."""

    code = "moved"


class NotItsTimeError(Exception):
    """The meeting cannot be begun now, or not by this member."""

    code = "not_its_time"


class NothingAheadError(Exception):
    """There is no item after this one: the meeting can only be ended."""

    code = "nothing_ahead"


class NoSuchItemError(Exception):
    """The meeting has no item at that place."""

    code = "no_such_item"


class OverForGoodError(Exception):
    """The meeting ended too long ago, or its minutes have gone out."""

    code = "over_for_good"


def begin_run(*, meeting: SalesMeeting, by: Member, now: dt.datetime) -> Run:
    """Begin a team's meeting with its agenda; begun twice it is one, and whoever begins it has come.

    Raises `NotItsTimeError`.
    """
    if not may_begin(by, meeting, now=now):
        raise NotItsTimeError
    with transaction.atomic():
        if now < meeting.starts_at - BEFORE_START:
            save_only(meeting, starts_at=now.replace(second=0, microsecond=0))  # only in the demo company
        run, is_new = Run.objects.get_or_create(
            meeting=meeting,
            defaults={
                "organization_id": meeting.organization_id,
                "team_id": meeting.team_id,
                "started_at": now,
                "started_by": by,
            },
        )
        if is_new:
            _lay_out(run, [(box.item, box.title, box.minutes) for box in agenda_of(meeting)], now=now)
            _seat(run, meeting, by=by, now=now)
            tell_screens(run.held_pk)
    return run


def begin_visit(*, meeting: CustomerMeeting, by: Member, now: dt.datetime) -> Run:
    """Begin a meeting at a customer with its charter as the agenda; its owner alone may.

    Raises `PermissionDenied`, or `NotItsTimeError` sooner than half a day before or later than half a day after.
    """
    if meeting.owner_id != by.pk:
        raise PermissionDenied
    if abs(now - meeting.starts_at) > dt.timedelta(hours=12):
        raise NotItsTimeError
    with transaction.atomic():
        run, is_new = Run.objects.get_or_create(
            customer_meeting=meeting,
            defaults={"organization_id": meeting.organization_id, "started_at": now, "started_by": by},
        )
        if is_new:
            _lay_out(run, [(Item.OTHER, part, time) for part, time in boxes_of_visit(meeting)], now=now)
            tell_screens(run.held_pk)
    return run


def agenda_of(meeting: SalesMeeting) -> tuple[TimeBox, ...]:
    """Return the items that the meeting's pack was frozen with, else the team's plan."""
    frozen = Pack.objects.filter(meeting=meeting).order_by("-as_of").values_list("short", flat=True).first()
    boxes = (frozen or {}).get("agenda") or []
    if boxes:
        return tuple(TimeBox(Item(box["item"]), box["minutes"], box.get("title", "")) for box in boxes)
    return planned_agenda(meeting.team, meeting.kind, meeting.minutes)


def boxes_of_visit(meeting: CustomerMeeting) -> list[tuple[str, int]]:
    """Return what a meeting at a customer goes through with the minutes of each, in the reader's language."""
    return [(texts.charter_part(part), time) for part, time in charter_boxes(_minutes_of(meeting))]


def go_on(*, run: Run, version: int, by: Member, now: dt.datetime) -> None:
    """Go on to the next item. Raises `MovedError`, `NothingAheadError`."""
    with _step(run, version, by=by, now=now) as standing:
        _go(standing, _next(standing), now=now)


def go_to(*, run: Run, place: int, version: int, by: Member, now: dt.datetime) -> None:
    """Go to an item, before or after; one that was left out is on again. Raises `MovedError`, `NoSuchItemError`."""
    with _step(run, version, by=by, now=now) as standing:
        _go(standing, _item(standing, place), now=now)


def pause(*, run: Run, version: int, by: Member, now: dt.datetime) -> None:
    """Stop the clock of the item. Raises `MovedError`."""
    with _step(run, version, by=by, now=now):
        _end_spell(run, now=now)


def resume(*, run: Run, version: int, by: Member, now: dt.datetime) -> None:
    """Let the clock go on with the item that was paused. Raises `MovedError`."""
    with _step(run, version, by=by, now=now) as standing:
        if standing.at is not None and standing.clock.is_paused:
            Spell.objects.create(run=run, item=standing.at, began_at=now)


def skip(*, run: Run, place: int, version: int, by: Member, now: dt.datetime) -> None:
    """Leave an item out; from the one that is now the meeting goes on to the next.

    Raises `MovedError`, `NoSuchItemError`, `NothingAheadError`.
    """
    with _step(run, version, by=by, now=now) as standing:
        item = _item(standing, place)
        if standing.at is not None and item.pk == standing.at.pk:
            _go(standing, _next(standing), now=now)
        RunItem.objects.filter(pk=item.pk).update(skipped_at=now)


def end_run(*, run: Run, version: int, by: Member, now: dt.datetime) -> None:
    """End the meeting. Raises `MovedError`."""
    with _step(run, version, by=by, now=now):
        _end_spell(run, now=now)
        Run.objects.filter(pk=run.pk).update(ended_at=max(now, run.started_at), ended_by=by)


def take_up(*, run: Run, by: Member, now: dt.datetime) -> None:
    """Go on with a meeting that was ended by mistake. Raises `OverForGoodError`."""
    if not may_drive(by, run):
        raise PermissionDenied
    with transaction.atomic():
        lately = Run.objects.filter(pk=run.pk, ended_at__gt=now - MAY_BE_TAKEN_UP, minutes_sent=None)
        if not lately.update(ended_at=None, ended_by=None, closed_by_itself=False, version=F("version") + 1):
            raise OverForGoodError
        last = run.spells.order_by("-began_at", "-pk").first()
        if last is not None:
            Spell.objects.create(run=run, item_id=last.item_id, began_at=now)
        tell_screens(run.held_pk)


@contextmanager
def _step(run: Run, version: int, *, by: Member, now: dt.datetime) -> Iterator[Standing]:
    """Take the meeting for one step, if it is as the page showed it, and tell everybody."""
    if not may_drive(by, run):
        raise PermissionDenied
    with transaction.atomic():
        as_shown = Run.objects.filter(pk=run.pk, version=version, ended_at=None)
        if not as_shown.update(version=F("version") + 1):
            raise MovedError
        yield standing_of(run, now=now)
        tell_screens(run.held_pk)


def _lay_out(run: Run, boxes: Iterable[tuple[Item, str, int]], *, now: dt.datetime) -> None:
    """Write the agenda down as it is now, and begin with its first item."""
    items = [
        RunItem(run=run, place=place, item=item, title=title, minutes=minutes)
        for place, (item, title, minutes) in enumerate(boxes)
    ]
    RunItem.objects.bulk_create(items)
    Spell.objects.create(run=run, item=items[0], began_at=now)


def _seat(run: Run, meeting: SalesMeeting, *, by: Member, now: dt.datetime) -> None:
    """Take over who came before, and seat whoever begins."""
    early = list(EarlyArrival.objects.filter(meeting=meeting))
    came = [
        Presence(run=run, member_id=one.member_id, arrived_at=one.arrived_at, marked_by_id=one.marked_by_id)
        for one in early
    ]
    if by.pk not in {one.member_id for one in early}:
        came.append(Presence(run=run, member=by, arrived_at=now, marked_by=by))
    Presence.objects.bulk_create(came)
    EarlyArrival.objects.filter(meeting=meeting).delete()


def _minutes_of(meeting: CustomerMeeting) -> int:
    """Return the minutes that the charter names, else those that are booked."""
    named = Charter.objects.filter(meeting=meeting).values_list("minutes", flat=True).first()
    return named or int((meeting.ends_at - meeting.starts_at) / dt.timedelta(minutes=1))


def _go(standing: Standing, item: RunItem, *, now: dt.datetime) -> None:
    _end_spell(standing.run, now=now)
    Spell.objects.create(run=standing.run, item=item, began_at=now)
    RunItem.objects.filter(pk=item.pk).exclude(skipped_at=None).update(skipped_at=None)


def _end_spell(run: Run, *, now: dt.datetime) -> None:
    for spell in run.spells.filter(ended_at=None):
        spell.ended_at = max(now, spell.began_at)
        spell.save(update_fields=["ended_at"])


def _next(standing: Standing) -> RunItem:
    place = next_place(standing.clock)
    if place is None:
        raise NothingAheadError
    return standing.item(place)


def _item(standing: Standing, place: int) -> RunItem:
    found = next((one for one in standing.items if one.place == place), None)
    if found is None:
        raise NoSuchItemError
    return found
