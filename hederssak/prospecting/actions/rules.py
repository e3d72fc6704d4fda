"""Writing when a team or one of its members books meetings, every week."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.history.actions import Altered, Made, record_changed, record_made
from hederssak.history.models import RecordKind
from hederssak.lib.rows import save_only
from hederssak.org.access import leads, may_configure
from hederssak.org.models import Member, Role, Team
from hederssak.org.queries import zone_of
from hederssak.prospecting.actions.making import make_blocks
from hederssak.prospecting.actions.reasons import ensure_reasons
from hederssak.prospecting.actions.written import by_person
from hederssak.prospecting.models import BlockKind, BlockRule
from hederssak.prospecting.queries.rules import rules_of, weekly
from hederssak.rules.blocks import clash

FIELDS = ("member", "team", "kind", "weekday", "starts", "minutes", "valid_from", "valid_to")


class RuleClashError(Exception):
    """Somebody would have to be in two blocks at once; `member` is the first of them."""

    code = "rule_clash"

    def __init__(self, member: Member) -> None:
        """Take whose times clash."""
        super().__init__(member.pk)
        self.member = member


@dataclass(frozen=True)
class Time:
    """A weekly time: weekday (0 = Monday), start by the clock of the team, length in minutes."""

    weekday: int
    starts: dt.time
    minutes: int


def may_set_blocks(member: Member, team: Team | None) -> bool:
    """Say whether the member may write a team's booking hours: its manager, and who sets the firm up."""
    if team is None or team.organization_id != member.organization_id:
        return False
    return leads(member, team) or may_configure(member)


def set_rule(
    *,
    team: Team,
    member: Member | None = None,
    time: Time,
    first: dt.date,
    by: Member,
    now: dt.datetime,
    kind: BlockKind = BlockKind.REGULAR,
) -> BlockRule:
    """Let a team, or one member of it, book meetings at a time every week from `first` on, or fill its HIT lists.

    Raises `RuleClashError` where somebody has another block then.
    """
    if not may_set_blocks(by, team) or (member is not None and member.team_id != team.pk):
        raise PermissionDenied
    rule = BlockRule(
        organization=by.organization,
        team=None if member else team,
        member=member,
        kind=kind,
        weekday=time.weekday,
        starts=time.starts,
        minutes=time.minutes,
        valid_from=first,
    )
    with transaction.atomic():
        ensure_reasons(by.organization)
        _refuse_clashes(rule, team)
        rule.save(force_insert=True)
        made = [Made(RecordKind.BLOCK_RULE, rule, FIELDS, subject_id=team.pk)]
        record_made(made, organization_id=by.organization_id, source=by_person(by, now))
        make_blocks(organization=by.organization, members=_whom(rule, team), now=now)
    return rule


def change_rule(*, rule: BlockRule, time: Time, first: dt.date, by: Member, now: dt.datetime) -> BlockRule:
    """Change a weekly time from `first` on: the old rule ends the day before, so that the past stays what it was."""
    with transaction.atomic():
        end_rule(rule=rule, last=first - dt.timedelta(days=1), by=by, now=now)
        kind = BlockKind(rule.kind)
        return set_rule(team=_team_of(rule), member=rule.member, time=time, first=first, by=by, now=now, kind=kind)


def end_rule(*, rule: BlockRule, last: dt.date, by: Member, now: dt.datetime) -> None:
    """Let a weekly time end with the day `last`; times after it leave the calendar."""
    team = _team_of(rule)
    if not may_set_blocks(by, team):
        raise PermissionDenied
    with transaction.atomic():
        change = Altered(RecordKind.BLOCK_RULE, rule.pk, "valid_to", rule.valid_to, last, subject_id=team.pk)
        record_changed([change], organization_id=by.organization_id, source=by_person(by, now))
        save_only(rule, valid_to=last)
        make_blocks(organization=by.organization, members=_whom(rule, team), now=now)


def _team_of(rule: BlockRule) -> Team:
    team = rule.team or (rule.member.team if rule.member else None)
    if team is None:
        raise PermissionDenied
    return team


def _whom(rule: BlockRule, team: Team) -> list[Member]:
    rows = Member.objects.filter(team=team, left_on=None).select_related("team", "organization")
    return list(rows.filter(pk=rule.member_id) if rule.member_id else rows.filter(role=Role.REP))


def _refuse_clashes(rule: BlockRule, team: Team) -> None:
    whom = _whom(rule, team)
    others = rules_of(whom, on=rule.valid_from)
    for member in whom:
        new = weekly(rule, zone_of(member))
        if any(clash(new, other) for other in others[member.pk]):
            raise RuleClashError(member)
