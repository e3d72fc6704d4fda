"""What the manager sees during a ride-along: a draft until it is shared, the rep's to read from that instant (R18)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.coaching import texts
from hederssak.coaching.actions.practising import FocusDraft, choose_focus
from hederssak.coaching.actions.riding import AlreadySharedError
from hederssak.coaching.models import Observation, RideAlong
from hederssak.lib import clock
from hederssak.lib.addresses import page
from hederssak.lib.rows import save_only
from hederssak.org.access import require_leads
from hederssak.org.models import Member
from hederssak.outbox.actions import Letter, write_mail
from hederssak.pipeline.models import Stage
from hederssak.prospecting.actions.duties import follow_along
from hederssak.rules.coaching import Aspect, Level


class NotYetError(Exception):
    """The day has not come: what is seen in a meeting is shared after it."""

    code = "not_yet"


class NothingSeenError(Exception):
    """Not one thing was marked."""

    code = "nothing_seen"


@dataclass(frozen=True)
class Seen:
    """How one aspect went, in a word (None: not marked) and a note."""

    level: Level | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Notes:
    """What the manager has written so far: the five aspects, and the one thing to practise."""

    seen: Mapping[Aspect, Seen] = field(default_factory=dict)
    practise: str = ""
    aspect: Aspect | None = None
    stage: Stage | None = None


def draft(ride: RideAlong, notes: Notes, *, by: Member, now: dt.datetime) -> None:
    """Keep the manager's notes until they are shared, so that a closed browser loses nothing.

    Raises `PermissionDenied` for anybody but the manager of the rep's team, and AlreadySharedError.
    """
    require_leads(by, ride.rep.team)
    with transaction.atomic():
        locked = RideAlong.objects.select_for_update().get(pk=ride.pk)
        if locked.is_done or locked.called_off_at:
            raise AlreadySharedError
        _write(ride, notes, now=now)


def share(ride: RideAlong, notes: Notes, *, by: Member, address: str, now: dt.datetime) -> None:
    """Share what was seen: the rep reads all of it at once, and the one thing to practise begins.

    The manager's promise to follow along is kept by it (R0). `address` is the site's own, for the letter. Raises as
    `draft` does, NotYetError before the day, and NothingSeenError.
    """
    require_leads(by, ride.rep.team)
    team = ride.rep.team
    assert team is not None  # noqa: S101 (somebody leads it)
    if ride.on_day > clock.day_in(team.time_zone, now):
        raise NotYetError
    if not any(one.level for one in notes.seen.values()):
        raise NothingSeenError
    with transaction.atomic():
        draft(ride, notes, by=by, now=now)
        save_only(ride, manager=by, shared_at=now, planned_at=ride.planned_at or now)
        follow_along(team, by=by, now=now, about=ride.rep, day=ride.on_day)
        if notes.practise.strip():
            focus = FocusDraft(words=notes.practise, aspect=notes.aspect, stage=notes.stage, ride=ride)
            choose_focus(ride.rep, focus, by=by, now=now)
        _tell(ride, by=by, address=address, now=now)


def answer(ride: RideAlong, words: str, *, by: Member, now: dt.datetime) -> None:
    """Keep the rep's own word on what was seen; only theirs, and it can be written anew."""
    if by.pk != ride.rep_id or not ride.is_done:
        raise PermissionDenied
    save_only(ride, answer=words.strip()[:500], answered_at=now)


def read(ride: RideAlong, *, by: Member, now: dt.datetime) -> None:
    """Note the first time that the rep opened what was seen."""
    if by.pk == ride.rep_id and ride.is_done and ride.read_at is None:
        save_only(ride, read_at=now)


def _write(ride: RideAlong, notes: Notes, *, now: dt.datetime) -> None:
    for aspect, seen in notes.seen.items():
        said = {"level": seen.level.value if seen.level else "", "note": seen.note.strip()[:500], "at": now}
        Observation.objects.update_or_create(
            ride=ride, aspect=aspect, defaults=said, create_defaults={**said, "organization_id": ride.organization_id}
        )
    save_only(
        ride,
        practise=notes.practise.strip()[:200],
        practise_aspect=notes.aspect.value if notes.aspect else "",
        practise_stage=notes.stage,
    )


def _tell(ride: RideAlong, *, by: Member, address: str, now: dt.datetime) -> None:
    """Write to the rep that it is there, where there is an address to write to."""
    if not ride.rep.email:
        return
    link = f"{address}{page('coaching:ride', ride.pk)}"
    subject, text = texts.shared_letter(ride, by=by, link=link)
    letter = Letter(to=ride.rep.email, subject=subject, text=text)
    write_mail(letter, key=f"ride-shared:{ride.pk}", organization_id=ride.organization_id, now=now)
