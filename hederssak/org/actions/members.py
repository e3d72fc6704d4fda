"""People of an organization: added, changed, gone and back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from hederssak.history.actions import Made, Source, record_made
from hederssak.history.models import RecordKind
from hederssak.lib.clock import day_in
from hederssak.org.access import require_configure
from hederssak.org.actions.changes import change_fields
from hederssak.org.actions.invitations import withdraw_all
from hederssak.org.actions.tokens import revoke_all
from hederssak.org.models import Member, Role, Team

MADE = ("name", "email", "role", "team", "language")


class EmailTakenError(Exception):
    """Another member of the organization has this e-mail address."""

    code = "email_taken"


class SignsInWithItError(Exception):
    """The address belongs to a sign-in, which somebody else must not be able to take over by changing it."""

    code = "signs_in_with_it"


class LastAdminError(Exception):
    """Without an administrator nobody could let anybody in again."""

    code = "last_admin"


@dataclass(frozen=True, kw_only=True)
class MemberDraft:
    """What is written about a member; without an e-mail address they can't be invited."""

    name: str
    email: str = ""
    role: Role = Role.REP
    team: Team | None = None
    language: str = "sv"


def add_member(draft: MemberDraft, *, by: Member, now: dt.datetime) -> Member:
    """Add a person without sign-in; an invitation gives them one.

    Raises:
        EmailTakenError: somebody here has the address.

    """
    require_configure(by)
    member = Member(
        organization=by.organization,
        name=draft.name,
        email=draft.email.lower(),
        role=draft.role,
        team=draft.team,
        language=draft.language,
    )
    with transaction.atomic():
        _save_new(member)
        record_made(
            [Made(RecordKind.MEMBER, member, MADE)],
            organization_id=by.organization_id,
            source=Source.page(by=by, now=now),
        )
    return member


def change_member(member: Member, draft: MemberDraft, *, by: Member, now: dt.datetime) -> list[str]:
    """Give a member another name, role, team, address or language, and return which of them changed.

    Raises:
        EmailTakenError: somebody else here has the address.
        SignsInWithItError: the member signs in, so the address stays.
        LastAdminError: nobody else administers.

    """
    require_configure(by)
    email = draft.email.lower()
    if member.user_id and email != member.email:
        raise SignsInWithItError
    if draft.role != Role.ADMIN:
        _keep_an_admin(member)
    others = Member.objects.filter(organization_id=member.organization_id, email__iexact=email).exclude(pk=member.pk)
    if email and others.exists():
        raise EmailTakenError
    wanted = {
        "name": draft.name,
        "email": email,
        "role": draft.role,
        "team_id": draft.team.pk if draft.team else None,
        "language": draft.language,
    }
    return change_fields(RecordKind.MEMBER, member, wanted, by=by, now=now)


def leave(member: Member, *, by: Member, now: dt.datetime) -> None:
    """Close a member's way in as of today: sign-in, invitations and API keys; what they did stays.

    Raises:
        LastAdminError: nobody else administers.

    """
    require_configure(by)
    _keep_an_admin(member)
    with transaction.atomic():
        for team in member.managed_teams.all():
            change_fields(RecordKind.TEAM, team, {"manager_id": None}, by=by, now=now)
        withdraw_all(member, by=by, now=now)
        revoke_all(member, now=now)
        today = day_in(member.organization.time_zone, now)
        change_fields(RecordKind.MEMBER, member, {"left_on": today}, by=by, now=now)


def come_back(member: Member, *, by: Member, now: dt.datetime) -> None:
    """Open a member's way in again; API keys stay revoked, and teams want their manager named anew."""
    require_configure(by)
    change_fields(RecordKind.MEMBER, member, {"left_on": None}, by=by, now=now)


def _save_new(member: Member) -> None:
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError as error:
        raise EmailTakenError from error


def _keep_an_admin(member: Member) -> None:
    """Refuse when this is the only one who administers and can sign in."""
    if member.role != Role.ADMIN or member.left_on is not None:
        return
    admins = Member.objects.filter(
        organization_id=member.organization_id, role=Role.ADMIN, left_on=None, user__isnull=False
    )
    if not admins.exclude(pk=member.pk).exists():
        raise LastAdminError
