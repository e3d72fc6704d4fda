"""What a meeting leaves behind: who was there, what was promised, decided and learned, where its time went (R16)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.ordered import ByName
from hederssak.org.models import Member
from hederssak.rules.promises import State
from hederssak.salesmeetings.models import Case, MeetingPromise, Note, Run, RunItem, TeamChat
from hederssak.salesmeetings.queries.promises import standing
from hederssak.salesmeetings.queries.runs import TimeAccount, expected_in, time_account

SENT_AFTER = dt.timedelta(minutes=10)
"""Minutes go out so long after the end: until then a meeting that was ended by mistake goes on."""
SENT_WITHIN = dt.timedelta(days=7)
"""A worker that was away longer sends nothing: news of that age is none."""


@dataclass(frozen=True)
class Minutes:
    """A meeting that was held, as facts; the sentences are `texts.minutes`."""

    run: Run
    meeting: SalesMeeting
    present: list[Member]
    absent: list[Member]
    given: list[MeetingPromise]
    told: list[MeetingPromise]
    notes: list[tuple[RunItem, list[Note]]]
    cases: list[Case]
    account: TimeAccount

    @property
    def readers(self) -> list[tuple[Member, bool]]:
        """Everybody whom the minutes are for, and whether they were there."""
        return [*((one, True) for one in self.present), *((one, False) for one in self.absent)]


def minutes_of(run: Run, meeting: SalesMeeting) -> Minutes:
    """Return the minutes of a team's meeting."""
    present = [
        one.member for one in run.presences.select_related("member__organization").order_by(ByName("member__name"))
    ]
    came = {one.pk for one in present}
    promises = standing(MeetingPromise.objects.filter(organization_id=run.organization_id, team_id=meeting.team_id))
    promises = promises.select_related("owner", "team", "given_again")
    until = run.ended_at or run.started_at
    told = promises.exclude(state=State.OPEN).filter(settled_at__gte=run.started_at, settled_at__lte=until)
    items: dict[RunItem, list[Note]] = {}
    for note in run.notes.select_related("item").order_by("item__place", "at"):
        items.setdefault(note.item, []).append(note)
    return Minutes(
        run=run,
        meeting=meeting,
        present=present,
        absent=[one for one in _expected(run, meeting) if one.pk not in came],
        given=list(promises.filter(meeting=meeting).order_by("given_at", "pk")),
        told=list(told.exclude(meeting=meeting).order_by("settled_at", "pk")),
        notes=list(items.items()),
        cases=list(_cases(meeting)),
        account=time_account(run),
    )


def due_for_minutes(*, now: dt.datetime) -> list[Run]:
    """Return the meetings that have ended and whose minutes nobody has got, in any organization."""
    ended = Run.objects.filter(ended_at__lte=now - SENT_AFTER, ended_at__gt=now - SENT_WITHIN, minutes_sent=None)
    beside = ("meeting__team__organization", "meeting__team__manager", "ended_by")
    return list(ended.filter(meeting__isnull=False).select_related(*beside).order_by("ended_at"))


def chat_of(meeting: SalesMeeting) -> TeamChat | None:
    """Return where a team's minutes are posted, None where nobody has said so."""
    return TeamChat.objects.filter(organization_id=meeting.organization_id, team_id=meeting.team_id).first()


def _expected(run: Run, meeting: SalesMeeting) -> list[Member]:
    """Return who belonged in the meeting: once the minutes have gone out, those whom they went to."""
    sent = [one.member for one in run.minutes_sent.select_related("member").order_by(ByName("member__name"))]
    return sent or expected_in(meeting.team)


def _cases(meeting: SalesMeeting) -> QuerySet[Case]:
    rows = Case.objects.filter(organization_id=meeting.organization_id, meeting=meeting, told_at__isnull=False)
    rows = rows.filter(taken_back_at=None).select_related("opportunity__account", "teller")
    return rows.prefetch_related("insights").order_by("told_at")
