"""The one thing to practise, the plays, and the log of practice (R18)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.coaching.models import Focus, Play, Practice, RideAlong
from hederssak.lib import clock
from hederssak.lib.rows import save_only
from hederssak.org.access import require_person, require_role
from hederssak.org.models import Member, Role
from hederssak.pipeline.models import Stage
from hederssak.rules.coaching import Aspect, Level

MOST_CRITERIA = 6


class NothingToPractiseError(Exception):
    """Nothing was written that could be practised."""

    code = "nothing_to_practise"


class NoCriteriaError(Exception):
    """A play says by what one sees that it went well: one line at least, six at most."""

    code = "no_criteria"


class WithOneselfError(Exception):
    """A play takes two."""

    code = "with_oneself"


@dataclass(frozen=True, kw_only=True)
class FocusDraft:
    """What is to be practised, and the stage in which it should be seen."""

    words: str
    aspect: Aspect | None = None
    stage: Stage | None = None
    ride: RideAlong | None = None


@dataclass(frozen=True, kw_only=True)
class PlayDraft:
    """A situation with its customer and competitor, and the lines by which one sees that it went well."""

    name: str
    situation: str
    customer: str = ""
    competitor: str = ""
    aspect: Aspect | None = None
    criteria: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class PracticeDraft:
    """Who practised which play with whom, on which day, and how each of the play's lines went."""

    play: Play
    on_day: dt.date
    levels: Sequence[Level | None] = ()
    partner: Member | None = None
    note: str = ""


def choose_focus(member: Member, focus: FocusDraft, *, by: Member, now: dt.datetime) -> Focus:
    """Begin to practise one thing; what was practised before ends. The rep chooses, or their manager with them.

    The same words again change nothing but the stage: the figure goes on from the first day.
    """
    require_person(by, member)
    words = focus.words.strip()[:200]
    if not words or member.role != Role.REP:
        raise NothingToPractiseError
    today = clock.day_in(_zone(member), now)
    with transaction.atomic():
        before = Focus.objects.select_for_update().filter(member=member, until=None).first()
        if before is not None and before.words == words:
            save_only(before, stage=focus.stage, aspect=focus.aspect or "", figures={}, counted_at=None)
            return before
        if before is not None:
            save_only(before, until=today)
        return Focus.objects.create(
            organization_id=member.organization_id,
            member=member,
            aspect=focus.aspect or "",
            words=words,
            stage=focus.stage,
            ride=focus.ride,
            since=focus.ride.on_day if focus.ride else today,
            by=by,
            at=now,
        )


def end_focus(focus: Focus, *, by: Member, now: dt.datetime) -> None:
    """Stop practising something: it sits, or something else comes first."""
    require_person(by, focus.member)
    if focus.until is None:
        save_only(focus, until=clock.day_in(_zone(focus.member), now))


def write_play(play: PlayDraft, *, by: Member, now: dt.datetime, old: Play | None = None) -> Play:
    """Write a play, or change one; what was practised keeps the lines as they were. Raises NoCriteriaError."""
    require_role(by, {Role.MANAGER})
    criteria = [line.strip()[:200] for line in play.criteria if line.strip()]
    if not 1 <= len(criteria) <= MOST_CRITERIA:
        raise NoCriteriaError
    said = {
        "name": play.name.strip()[:120],
        "situation": play.situation.strip()[:500],
        "customer": play.customer.strip()[:300],
        "competitor": play.competitor.strip()[:300],
        "aspect": play.aspect or "",
        "criteria": criteria,
    }
    if old is None:
        return Play.objects.create(organization_id=by.organization_id, by=by, at=now, **said)
    save_only(old, **said)
    return old


def retire_play(play: Play, *, by: Member, now: dt.datetime) -> None:
    """Take a play out of use, or back into it; what was practised stays."""
    require_role(by, {Role.MANAGER})
    save_only(play, retired_at=None if play.retired_at else now)


def practise(member: Member, practice: PracticeDraft, *, by: Member, now: dt.datetime) -> Practice:
    """Write into the log that somebody practised; they say so themselves, or their manager does."""
    require_person(by, member)
    if practice.partner == member:
        raise WithOneselfError
    if practice.partner is not None and practice.partner.organization_id != member.organization_id:
        raise PermissionDenied
    return log([PracticeRow(member=member, practice=practice, by=by, at=now)])[0]


@dataclass(frozen=True, kw_only=True)
class PracticeRow:
    """One practice for the log, with who wrote it and when."""

    member: Member
    practice: PracticeDraft
    by: Member
    at: dt.datetime


def log(rows: Sequence[PracticeRow]) -> list[Practice]:
    """Write practices in one go; whoever calls has made sure that they may."""
    return Practice.objects.bulk_create(
        Practice(
            organization_id=row.member.organization_id,
            member=row.member,
            partner=row.practice.partner,
            play=row.practice.play,
            on_day=row.practice.on_day,
            marks=_marks(row.practice),
            note=row.practice.note.strip()[:500],
            by=row.by,
            at=row.at,
        )
        for row in rows
    )


def _marks(practice: PracticeDraft) -> list[dict[str, str]]:
    """Return each line as it is worded today, with how it went; a line that was not marked has no level."""
    levels = [*practice.levels, *[None] * len(practice.play.criteria)]
    return [
        {"criterion": line, "level": level.value if level else ""}
        for line, level in zip(practice.play.criteria, levels, strict=False)
    ]


def _zone(member: Member) -> str:
    return (member.team or member.organization).time_zone
