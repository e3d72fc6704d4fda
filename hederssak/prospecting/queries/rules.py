"""Which weekly rules hold for whom."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

from django.db.models import Q

from hederssak.lib.ordered import ByName
from hederssak.org.models import Member, Organization, Role, Team
from hederssak.org.queries import zone_of
from hederssak.prospecting.models import BlockKind, BlockRule
from hederssak.rules.blocks import WeeklyRule


def sellers(organization: Organization) -> list[Member]:
    """Return everyone who can have booking hours, with team and organization at hand."""
    working = Member.objects.filter(organization=organization, left_on=None, role__in=[Role.REP, Role.MANAGER])
    return list(working.select_related("team", "organization").order_by("pk"))


def weekly(rule: BlockRule, zone: ZoneInfo) -> WeeklyRule:
    """Return a rule as the pure rules read it."""
    days = rule.valid_from, rule.valid_to
    return WeeklyRule(
        rule.pk, rule.weekday, rule.starts, rule.minutes, *days, zone, plans=rule.kind == BlockKind.PLANNING
    )


def rules_of(members: Collection[Member], *, on: dt.date | None = None) -> dict[uuid.UUID, list[WeeklyRule]]:
    """Return the rules of each member, in one query: their own, and for reps their team's.

    With `on` only those that hold on that day or later.
    """
    wanted = Q(member__in=[member.pk for member in members])
    wanted |= Q(team__in={member.team_id for member in members if member.team_id})
    rows = BlockRule.objects.filter(wanted).select_related("team")
    if on:
        rows = rows.filter(Q(valid_to=None) | Q(valid_to__gte=on))
    own, shared = _by_owner(rows.order_by("valid_from", "pk"))
    return {
        member.pk: [
            weekly(rule, zone_of(member))
            for rule in own[member.pk] + (shared[member.team_id] if member.role == Role.REP else [])
        ]
        for member in members
    }


def rules_of_team(team: Team, *, on: dt.date) -> list[BlockRule]:
    """Return the rules of a team and of its members that hold on a day or later, by weekday and time."""
    rows = BlockRule.objects.filter(Q(team=team) | Q(member__team=team), organization_id=team.organization_id)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gte=on)).select_related("member", "team")
    return list(rows.order_by("weekday", "starts", "valid_from", "pk"))


def teams_with_hours(organization: Organization) -> list[tuple[Team, bool]]:
    """Return each team of an organization by name, and whether it or one of its members has a weekly time."""
    going_on = BlockRule.objects.filter(organization=organization, valid_to=None, kind=BlockKind.REGULAR)
    pairs = going_on.values_list("team_id", "member__team_id")
    known = {pk for pair in pairs for pk in pair if pk}
    return [
        (team, team.pk in known) for team in Team.objects.filter(organization=organization).order_by(ByName("name"))
    ]


def _by_owner(
    rows: Iterable[BlockRule],
) -> tuple[dict[uuid.UUID | None, list[BlockRule]], dict[uuid.UUID | None, list[BlockRule]]]:
    own: dict[uuid.UUID | None, list[BlockRule]] = defaultdict(list)
    shared: dict[uuid.UUID | None, list[BlockRule]] = defaultdict(list)
    for rule in rows:
        if rule.member_id:
            own[rule.member_id].append(rule)
        else:
            shared[rule.team_id].append(rule)
    return own, shared
