"""Owners in files, and the members they are; unknown ones become members without sign-in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from hederssak.crm.actions import Edit, Writing
from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import RecordKind
from hederssak.lib import bulk
from hederssak.org.models import Member, Organization, Role, Team
from hederssak.rules.emails import normalized_email
from hederssak.rules.names import search_key

MEMBER_FIELDS = ("name", "email", "role", "team")
TEAM_FIELDS = ("name", "manager")
MEMBERS = Writing(Member, RecordKind.MEMBER, MEMBER_FIELDS, lambda _row, _now: ())


class Ambiguous(Exception):
    """A text fits several records: nothing is taken, a person decides."""

    def __init__(self, code: str, text: str) -> None:
        """Keep the code (`owner_ambiguous`, `account_ambiguous`) and the text."""
        super().__init__(code, text)
        self.code = code
        self.text = text


@dataclass
class People:
    """The members and teams of one organization, growing while a file names new ones."""

    organization: Organization
    by_id: dict[uuid.UUID, Member] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    new_members: list[Member] = field(default_factory=list)
    new_teams: list[Team] = field(default_factory=list)
    led: list[Team] = field(default_factory=list)
    """Teams that stood here without a manager and now have one."""
    promoted: dict[uuid.UUID, Team] = field(default_factory=dict)
    """Members who stood here, can't sign in and turn out to lead a team."""
    _by_email: dict[str, Member] = field(default_factory=dict)
    _by_name: dict[str, list[Member]] = field(default_factory=lambda: defaultdict(list))
    _answers: dict[tuple[str | None, str | None], Member] = field(default_factory=dict)

    @classmethod
    def of(cls, organization: Organization) -> People:
        """Load them; those who have left count, their deals name them."""
        people = cls(organization)
        for team in Team.objects.filter(organization=organization):
            people.teams[search_key(team.name)] = team
        for member in Member.objects.filter(organization=organization).select_related("team").order_by("pk"):
            people._add(member)
        return people

    def find(self, *, email: str | None, name: str | None) -> Member | None:
        """Return the member with this address or, failing that, this name.

        Raises:
            Ambiguous: where two members bear the name.
        """
        known = self._answers.get((email, name))
        if known is None and (known := self._find(email, name)):
            self._answers[email, name] = known
        return known

    def _find(self, email: str | None, name: str | None) -> Member | None:
        address = normalized_email(email or "") or normalized_email(name or "")
        if address and address in self._by_email:
            return self._by_email[address]
        named = self._by_name.get(search_key(name or ""), []) if name and "@" not in name else []
        if not named and name and "," in name:
            last, _, first = name.partition(",")
            named = self._by_name.get(search_key(f"{first} {last}"), [])
        fitting = [member for member in named if not address or not member.email]
        if len(fitting) > 1:
            raise Ambiguous("owner_ambiguous", name or "")
        return fitting[0] if fitting else None

    def make(self, *, email: str | None, name: str | None, role: str = Role.REP) -> Member:
        """Make a member without sign-in, to be written with the rows that name them."""
        address = normalized_email(email or "") or normalized_email(name or "") or ""
        called = name if name and "@" not in name else address.partition("@")[0].replace(".", " ").title()
        member = Member(
            organization=self.organization,
            name=(called or email or "?")[:200],
            email=address,
            role=role,
            language=self.organization.language,
        )
        self._add(member)
        self.new_members.append(member)
        return member

    def team(self, name: str) -> Team:
        """Return the team of this name, made where there is none."""
        key = search_key(name)
        if key not in self.teams:
            team = Team(
                organization=self.organization,
                name=name[:120],
                country=self.organization.country,
                time_zone=self.organization.time_zone,
            )
            self.teams[key] = team
            self.new_teams.append(team)
        return self.teams[key]

    def lead(self, team: Team, manager: Member) -> None:
        """Make a member the manager of a team that has none; one who can sign in keeps the role they have."""
        if team.manager_id is not None:
            return
        team.manager = manager
        if team not in self.new_teams:
            self.led.append(team)
        if manager in self.new_members:
            manager.role, manager.team = Role.MANAGER, manager.team or team
        elif manager.user_id is None:
            self.promoted.setdefault(manager.pk, team)

    def know(self, member: Member) -> None:
        """Find a member by the name and address that an import has just given them."""
        self._answers.clear()
        if member.email:
            self._by_email.setdefault(member.email.lower(), member)
        named = self._by_name[search_key(member.name)]
        if member not in named:
            named.append(member)

    def write_new(self, *, source: Source, now: dt.datetime) -> None:
        """Write the new teams and members with their history, and forget that they were new.

        A team and its manager point at each other, so the team comes first and gets its manager afterwards.
        """
        managers = {team.pk: team.manager for team in self.new_teams}
        for team in self.new_teams:
            team.manager = None
        bulk.insert(self.new_teams)
        bulk.insert(self.new_members)
        for team in self.new_teams:
            team.manager = managers[team.pk]
        Team.objects.bulk_update([team for team in [*self.new_teams, *self.led] if team.manager_id], ["manager"])
        made = [Made(RecordKind.TEAM, team, TEAM_FIELDS) for team in self.new_teams]
        made += [Made(RecordKind.MEMBER, member, MEMBER_FIELDS) for member in self.new_members]
        record_made(made, organization_id=self.organization.pk, source=source)
        led = [Altered(RecordKind.TEAM, team.pk, "manager", None, team.manager) for team in self.led]
        record_changed(led, organization_id=self.organization.pk, source=source)
        promotions = [
            Edit(record=(member := self.by_id[pk]), values={"role": Role.MANAGER, "team": member.team or team})
            for pk, team in self.promoted.items()
        ]
        MEMBERS.change(promotions, organization=self.organization, source=source, now=now)
        self.forget_new()

    def forget_new(self) -> None:
        """Count nobody as new any more."""
        self.new_members, self.new_teams, self.led, self.promoted = [], [], [], {}

    def _add(self, member: Member) -> None:
        self.by_id[member.pk] = member
        self.know(member)
