"""Who may see and do what (the table in docs/guide/who-sees-what.md), in one place.

Reading business facts is a filter, so that a list can't show what a page would hide. Everything else is a predicate.
"""

import uuid
from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from hederssak.org.models import Member, Reach, Role, Team


def readable(member: Member, *, owner: str, team: str) -> Q:
    """Return the filter for business facts; `owner` and `team` are the paths to the record's own.

    A rep reads what the organization's reach says; everyone else reads all of the organization.
    """
    return within(*reach_of(member), owner=owner, team=team)


def reach_of(member: Member) -> tuple[uuid.UUID, list[uuid.UUID], list[uuid.UUID]]:
    """Return whose business facts a member reads: the organization, and of it these teams and people, or all."""
    if member.role != Role.REP or member.organization.reach == Reach.ORGANIZATION:
        return member.organization_id, [], []
    if member.organization.reach == Reach.TEAM and member.team_id is not None:
        return member.organization_id, [member.team_id], [member.pk]
    return member.organization_id, [], [member.pk]


def within(organization: uuid.UUID, teams: list[uuid.UUID], people: list[uuid.UUID], *, owner: str, team: str) -> Q:
    """Return the filter for what a reach has in it; `owner` and `team` are the paths to the record's own."""
    own = Q(organization_id=organization)
    if not people:
        return own
    of_people = Q(**{f"{owner}__in": people})
    return own & (Q(**{f"{team}__in": teams}) | of_people if teams else of_people)


def of_team(member: Member, *, besides: Q | None = None) -> Q:
    """Return the filter for what a team does together (packs, meetings, promises, cases), by the row's `team`.

    The team reads it, whoever leads the team, and the director; `besides` adds what is one's own anyway.
    """
    return of_team_for(*side_of(member), role=member.role, besides=besides)


def side_of(member: Member) -> tuple[uuid.UUID, list[uuid.UUID], uuid.UUID]:
    """Return by what a member reads of teams: the organization, the team they are in if any, and who they are."""
    return member.organization_id, [member.team_id] if member.team_id else [], member.pk


def of_team_for(
    organization: uuid.UUID, teams: list[uuid.UUID], member: uuid.UUID, *, role: str, besides: Q | None = None
) -> Q:
    """Return the same filter from what `side_of` returns, for a query that is prepared."""
    own = Q(organization_id=organization)
    if role == Role.DIRECTOR:
        return own
    if role == Role.ADMIN:
        return Q(pk__in=[])
    seen = Q(team__manager_id=member)
    if teams:
        seen = Q(team_id__in=teams) | seen
    return own & (seen if besides is None else seen | besides)


def of_person(member: Member, *, person: str, besides: Q | None = None) -> Q:
    """Return the filter for what is a person's own (hours, swaps, what was seen of them); `person` is the path to them.

    They read it themselves, and the manager of their team; nobody else.
    """
    seen = Q(**{person: member.pk})
    if member.role == Role.MANAGER:
        seen |= Q(**{f"{person}__team__manager": member.pk})
    return Q(organization_id=member.organization_id) & (seen if besides is None else seen | besides)


def leads(member: Member, team: Team | None) -> bool:
    """Say whether the member is the team's manager."""
    return team is not None and member.role == Role.MANAGER and team.manager_id == member.pk


def require_leads(member: Member, team: Team | None) -> None:
    """Raise `PermissionDenied` (403) unless the member is the team's manager."""
    if not leads(member, team):
        raise PermissionDenied


def require_role(member: Member, roles: Collection[Role]) -> None:
    """Raise `PermissionDenied` (403) unless the member has one of these roles."""
    if member.role not in roles:
        raise PermissionDenied


def may_write_business_fact(member: Member, *, owner: Member | None) -> bool:
    """Say whether the member may change an account, opportunity or meeting: own, or one of the team they lead.

    What nobody owns yet can be taken up by any rep or manager; directors and admins read.
    """
    if member.role not in {Role.REP, Role.MANAGER}:
        return False
    if owner is None or owner.pk == member.pk:
        return True
    return member.role == Role.MANAGER and owner.team is not None and owner.team.manager_id == member.pk


def require_write(member: Member, *, owner: Member | None) -> None:
    """Raise `PermissionDenied` (403) unless the member may change the record."""
    if not may_write_business_fact(member, owner=owner):
        raise PermissionDenied


def may_import(member: Member) -> bool:
    """Say whether the member may bring in files: the admin does, the director watches."""
    return member.role == Role.ADMIN


def may_see_imports(member: Member) -> bool:
    """Say whether the member may read what was imported."""
    return member.role in {Role.ADMIN, Role.DIRECTOR}


def may_configure(member: Member) -> bool:
    """Say whether the member may change members, teams, stages and sign-in."""
    return member.role == Role.ADMIN


def require_configure(member: Member) -> None:
    """Raise `PermissionDenied` (403) unless the member administers."""
    if not may_configure(member):
        raise PermissionDenied


def may_set_quotas(member: Member) -> bool:
    """Say whether the member may set what the company asks of its members and teams."""
    return member.role in {Role.DIRECTOR, Role.ADMIN}


def may_see_organization(member: Member) -> bool:
    """Say whether the member may read who has which role, who was invited, and the settings."""
    return member.role in {Role.ADMIN, Role.DIRECTOR}


def require_organization(member: Member) -> None:
    """Raise `PermissionDenied` (403) unless the member may read how the organization is set up."""
    if not may_see_organization(member):
        raise PermissionDenied


def may_see_pack_of(member: Member, team: Team) -> bool:
    """Say whether the member may open a team's pack: the team, its manager, the director."""
    if member.organization_id != team.organization_id:
        return False
    return member.role == Role.DIRECTOR or member.team_id == team.pk or leads(member, team)


def may_see_person(member: Member, subject: Member) -> bool:
    """Say whether the member may open a person's own page: that person, and the manager of their team."""
    if member.organization_id != subject.organization_id:
        return False
    return member.pk == subject.pk or leads(member, subject.team)


def require_person(member: Member, subject: Member) -> None:
    """Raise `PermissionDenied` (403) unless this is the person, or the manager of their team."""
    if not may_see_person(member, subject):
        raise PermissionDenied
