"""Promises: which one a team has, who has signed, and who has not."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from hederssak.lib.ordered import ByName
from hederssak.lib.prepared import prepared
from hederssak.org.access import leads
from hederssak.org.models import Member, Role, Team
from hederssak.org.queries import teams_in_view
from hederssak.prospecting.models import Promise, Signature
from hederssak.rules.promise import Stage, Terms, stage_of
from hederssak.rules.worktime import Period


@dataclass(frozen=True)
class Standing:
    """A promise, where it stands on a day, and whose names are under it or still missing."""

    promise: Promise
    stage: Stage
    signed: list[Signature] = field(default_factory=list)
    missing: list[Member] = field(default_factory=list)

    @property
    def terms(self) -> Terms:
        """What is agreed."""
        return Terms(self.promise.blocks, self.promise.meetings, self.promise.desirable)

    def waits_for(self, member: Member) -> bool:
        """Say whether a member has still to sign."""
        return self.stage == Stage.WAITING and any(one.pk == member.pk for one in self.missing)


def teams_of_promises(member: Member) -> QuerySet[Team]:
    """Return the teams whose promise a member may read: led, own, or all for the director."""
    return teams_in_view(member).select_related("organization", "manager")


def teams_with_board(member: Member) -> QuerySet[Team]:
    """Return the teams whose board a member may open: those they lead, or all in sums for the director."""
    teams = teams_of_promises(member)
    return teams if member.role in {Role.MANAGER, Role.DIRECTOR} else teams.none()


def own_team(member: Member) -> QuerySet[Team]:
    """Return the team in which a rep keeps their hours."""
    teams = teams_of_promises(member)
    return teams if member.role == Role.REP and member.left_on is None else teams.none()


@prepared
def _promise(team: uuid.UUID, day: dt.date) -> QuerySet[Promise]:
    rows = Promise.objects.filter(team=team, replaced_at=None, first_day__lte=day, last_day__gte=day)
    return rows.order_by("-first_day")[:1]


@prepared
def _signatures(promise: uuid.UUID) -> QuerySet[Signature]:
    return Signature.objects.filter(promise=promise).select_related("member").order_by("signed_at")


def promise_on(team: Team, day: dt.date) -> Promise | None:
    """Return the promise whose quarter a day lies in, replaced ones aside."""
    return _promise.first(team.pk, day)


def promises_on(teams: Collection[Team], day: dt.date) -> dict[uuid.UUID, Promise]:
    """Return each team's promise of a day by the team's identifier, in one query."""
    rows = Promise.objects.filter(team__in=teams, replaced_at=None, first_day__lte=day, last_day__gte=day)
    return {row.team_id: row for row in rows.order_by("first_day")}


def coming_promise(team: Team, day: dt.date) -> Promise | None:
    """Return the promise that is written for a time after a day, so that it can be signed before it begins."""
    return Promise.objects.filter(team=team, replaced_at=None, first_day__gt=day).order_by("first_day").first()


def standing_of_promise(promise: Promise, *, today: dt.date, reps: Sequence[Member] | None = None) -> Standing:
    """Return where a promise stands; who joins the team later signs too, and until then it waits for them.

    `reps` are those of the team by name, where they are at hand already.
    """
    signed = _signatures(promise.pk)
    names = {one.member_id for one in signed}
    wanted = signers_of(promise.team, reps=reps)
    stage = stage_of(
        period=Period(promise.first_day, promise.last_day),
        wanted=[str(member.pk) for member in wanted],
        signed=[str(pk) for pk in names],
        replaced=promise.replaced_at is not None,
        today=today,
    )
    return Standing(promise, stage, signed, [member for member in wanted if member.pk not in names])


def signers_of(team: Team, *, reps: Sequence[Member] | None = None) -> list[Member]:
    """Return who signs: the reps of the team by name, then its manager."""
    rows = Member.objects.filter(team=team, role=Role.REP, left_on=None).select_related("organization")
    rows = rows.order_by(ByName("name"))
    people = list(rows if reps is None else reps)
    return [*people, team.manager] if team.manager else people


def is_signer(member: Member, team: Team) -> bool:
    """Say whether a member's name belongs under the team's promise."""
    return leads(member, team) or (member.role == Role.REP and member.team_id == team.pk)


def earlier_promises(team: Team, *, most: int = 8) -> list[Promise]:
    """Return what a team promised before, the latest first."""
    rows = Promise.objects.filter(team=team).select_related("written_by").order_by("-last_day", "-written_at")
    return list(rows[:most])
