"""Teams: who leads them, and which country's working days they keep."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from hederssak.history.actions import Made, Source, record_made
from hederssak.history.models import RecordKind
from hederssak.org.access import require_configure
from hederssak.org.actions.changes import change_fields
from hederssak.org.models import Country, Member, Role, Team

MADE = ("name", "country", "time_zone", "manager")


class TeamNameTakenError(Exception):
    """Another team of the organization is called that."""

    code = "team_name_taken"


class NotAManagerError(Exception):
    """A team is led by a member with that role, who has not left."""

    code = "not_a_manager"


@dataclass(frozen=True, kw_only=True)
class TeamDraft:
    """What is written about a team."""

    name: str
    country: Country
    time_zone: str
    manager: Member | None = None


def add_team(draft: TeamDraft, *, by: Member, now: dt.datetime) -> Team:
    """Add a team.

    Raises:
        TeamNameTakenError: there is one of that name.
        NotAManagerError: whoever is to lead it can't.

    """
    require_configure(by)
    _check(draft, by, None)
    team = Team(
        organization=by.organization,
        name=draft.name,
        country=draft.country,
        time_zone=draft.time_zone,
        manager=draft.manager,
    )
    with transaction.atomic():
        team.save(force_insert=True)
        record_made(
            [Made(RecordKind.TEAM, team, MADE)],
            organization_id=by.organization_id,
            source=Source.page(by=by, now=now),
        )
    return team


def change_team(team: Team, draft: TeamDraft, *, by: Member, now: dt.datetime) -> list[str]:
    """Give a team another name, country, time zone or manager, and return which of them changed.

    Raises:
        TeamNameTakenError: there is another one of that name.
        NotAManagerError: whoever is to lead it can't.

    """
    require_configure(by)
    _check(draft, by, team)
    wanted = {
        "name": draft.name,
        "country": draft.country,
        "time_zone": draft.time_zone,
        "manager_id": draft.manager.pk if draft.manager else None,
    }
    return change_fields(RecordKind.TEAM, team, wanted, by=by, now=now)


def _check(draft: TeamDraft, by: Member, team: Team | None) -> None:
    others = Team.objects.filter(organization_id=by.organization_id, name__iexact=draft.name)
    if team:
        others = others.exclude(pk=team.pk)
    if others.exists():
        raise TeamNameTakenError
    if draft.manager and (draft.manager.role != Role.MANAGER or draft.manager.left_on is not None):
        raise NotAManagerError
