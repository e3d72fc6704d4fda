"""The standing cast of the tests: two teams of one firm, and a stranger from another."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hederssak.org.models import Member, Organization, Role, Team, User

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = dt.datetime(2026, 11, 18, 9, 0, tzinfo=STOCKHOLM)
"""A Wednesday morning in week 47; sales meetings of the cast are on Mondays at 08:30."""


@dataclass(frozen=True)
class Cast:
    """Anna and Mikko sell in Norr under Eva, Otto in Syd under Maj; Vera directs, Ada administers; Stig is afar."""

    nordvik: Organization
    elsewhere: Organization
    norr: Team
    syd: Team
    anna: Member
    mikko: Member
    eva: Member
    otto: Member
    maj: Member
    vera: Member
    ada: Member
    stig: Member

    @property
    def members(self) -> dict[str, Member]:
        """Everyone by first name."""
        return {name: getattr(self, name) for name in ("anna", "mikko", "eva", "otto", "maj", "vera", "ada", "stig")}


def make_cast() -> Cast:
    """Make the cast in the database."""
    nordvik = Organization.objects.create(name="Nordvik Teknik AB", created_at=NOW)
    elsewhere = Organization.objects.create(name="Annorstädes AB", created_at=NOW)
    norr = Team.objects.create(organization=nordvik, name="Norr")
    syd = Team.objects.create(organization=nordvik, name="Syd")

    def member(name: str, role: Role, team: Team | None, *, at: Organization = nordvik, language: str = "sv") -> Member:
        email = f"{name.split(' ', 1)[0].lower()}@example.com"
        user = User.objects.create_user(email, "bokningstid 9-11", name=name)
        return Member.objects.create(
            organization=at, user=user, team=team, name=name, email=email, role=role, language=language
        )

    cast = Cast(
        nordvik=nordvik,
        elsewhere=elsewhere,
        norr=norr,
        syd=syd,
        anna=member("Anna Berg", Role.REP, norr),
        mikko=member("Mikko Aalto", Role.REP, norr, language="fi"),
        eva=member("Eva Lindqvist", Role.MANAGER, norr),
        otto=member("Otto Ek", Role.REP, syd),
        maj=member("Maj Sand", Role.MANAGER, syd),
        vera=member("Vera Holm", Role.DIRECTOR, None),
        ada=member("Ada Nyman", Role.ADMIN, None, language="en"),
        stig=member("Stig Dahl", Role.ADMIN, None, at=elsewhere),
    )
    Team.objects.filter(pk=norr.pk).update(manager=cast.eva)
    Team.objects.filter(pk=syd.pk).update(manager=cast.maj)
    norr.manager, syd.manager = cast.eva, cast.maj
    return cast
