"""Members, teams and who looked at whom."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from hederssak.lib.ordered import ByName
from hederssak.lib.prepared import prepared
from hederssak.org.models import AccessToken, Member, PageLook, QuietPeriod, Role, Team, User
from hederssak.org.queries.invitations import open_invitations


@dataclass(frozen=True)
class Headcount:
    """How many people an organization has, who of them sign in, and who are invited and not in yet."""

    people: int
    sign_in: int
    invited: int
    teams: int


def listed_members(viewer: Member, *, now: dt.datetime, search: str = "", team: str = "") -> QuerySet[Member]:
    """Return members by name, those who left last; each with `invited`: whether a letter of theirs is open."""
    invited = open_invitations(now=now).filter(member=OuterRef("pk"))
    found = Member.objects.visible_to(viewer).select_related("team", "user").annotate(invited=Exists(invited))
    if search:
        found = found.filter(Q(name__icontains=search) | Q(email__icontains=search))
    if team:
        found = found.filter(team__name=team)
    return found.order_by(F("left_on").asc(nulls_first=True), ByName("name"))


def headcount(viewer: Member, *, now: dt.datetime) -> Headcount:
    """Return how many people there are, those who left aside."""
    here = Member.objects.visible_to(viewer).filter(left_on=None)
    counted = here.aggregate(people=Count("pk"), sign_in=Count("pk", filter=Q(user__isnull=False)))
    return Headcount(
        **counted,
        invited=open_invitations(now=now).filter(organization_id=viewer.organization_id).count(),
        teams=Team.objects.filter(organization_id=viewer.organization_id).count(),
    )


def listed_teams(viewer: Member) -> QuerySet[Team]:
    """Return the organization's teams by name, each with `people`: how many are in it."""
    here = Count("members", filter=Q(members__left_on=None))
    own = Team.objects.filter(organization_id=viewer.organization_id)
    return own.select_related("manager").annotate(people=here).order_by(ByName("name"))


def possible_managers(viewer: Member) -> QuerySet[Member]:
    """Return who can lead a team."""
    return Member.objects.visible_to(viewer).filter(role=Role.MANAGER, left_on=None).order_by(ByName("name"))


def looks_at(subject: Member, *, most: int = 200) -> list[PageLook]:
    """Return who opened a page about a member, the latest first."""
    return list(PageLook.objects.filter(subject=subject).select_related("viewer").order_by("-at")[:most])


def quiet_periods_of(viewer: Member) -> QuerySet[QuietPeriod]:
    """Return the organization's own quiet days, the latest first."""
    return QuietPeriod.objects.filter(organization_id=viewer.organization_id).order_by("-first_day")


def tokens_of(member: Member) -> QuerySet[AccessToken]:
    """Return a member's keys to the API that still work, the latest first."""
    return AccessToken.objects.filter(member=member, revoked_at=None).order_by("-made_at")


def user_of_address(email: str) -> User | None:
    """Return who signs in with an e-mail address, if they are a member anywhere and have not left."""
    return (
        User.objects.filter(email=email.lower(), is_active=True, members__left_on=None)
        .filter(members__isnull=False)
        .first()
    )


@prepared
def _people(team: uuid.UUID) -> QuerySet[Member]:
    return Member.objects.filter(team=team, left_on=None).only("name").order_by(ByName("name"))


def people_in(team: Team) -> list[Member]:
    """Return the names of a team's people, for a list to choose from."""
    return _people(team.pk)


@prepared
def _reps(organization: uuid.UUID) -> QuerySet[Member]:
    reps = Member.objects.filter(organization=organization, role=Role.REP, left_on=None)
    return reps.only("name", "team").order_by(ByName("name"))


def reps_of(organization: uuid.UUID) -> list[Member]:
    """Return an organization's reps by name, with their team, for a list to choose from."""
    return _reps(organization)


@prepared
def _teams(organization: uuid.UUID) -> QuerySet[Team]:
    return Team.objects.filter(organization=organization).only("name", "manager").order_by(ByName("name"))


def teams_of(organization: uuid.UUID) -> list[Team]:
    """Return an organization's teams by name, with who leads each, for a list to choose from."""
    return _teams(organization)


def teams_in_view(member: Member) -> QuerySet[Team]:
    """Return the teams whose work a member follows: a rep their own, a manager those they lead, a director all."""
    return _in_view(member.organization_id, member.pk, role=member.role)


def follows_a_team(member: Member) -> bool:
    """Say whether there is any; each page's menu asks."""
    return bool(_one_in_view(member.organization_id, member.pk, role=member.role))


def teams_followed(member: Member) -> list[Team]:
    """Return the same, for a page of one of them that leads to the others."""
    return _each_in_view(member.organization_id, member.pk, role=member.role)


def teams_read(member: Member) -> list[Team]:
    """Return the same with what stands beside them: their organization and their manager."""
    return _read_in_view(member.organization_id, member.pk, role=member.role)


def _in_view(organization: uuid.UUID, member: uuid.UUID, *, role: str) -> QuerySet[Team]:
    teams = Team.objects.filter(organization_id=organization).order_by(ByName("name"))
    if role == Role.DIRECTOR:
        return teams
    if role == Role.MANAGER:
        return teams.filter(manager_id=member)
    return teams.filter(members=member) if role == Role.REP else teams.none()


@prepared
def _one_in_view(organization: uuid.UUID, member: uuid.UUID, *, role: str) -> QuerySet[Team, uuid.UUID]:
    return _in_view(organization, member, role=role).order_by().values_list("pk", flat=True)[:1]


@prepared
def _each_in_view(organization: uuid.UUID, member: uuid.UUID, *, role: str) -> QuerySet[Team]:
    return _in_view(organization, member, role=role)


@prepared
def _read_in_view(organization: uuid.UUID, member: uuid.UUID, *, role: str) -> QuerySet[Team]:
    return _in_view(organization, member, role=role).select_related("organization", "manager")
