"""The large organization for measuring speed: who works there, to whom they sell, by which process."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count

from hederssak.cadence.models import Rhythm, SalesMeeting
from hederssak.crm.actions import AccountDraft, ContactDraft, make_accounts, make_contacts
from hederssak.crm.models import Account, Relationship
from hederssak.demo import words
from hederssak.demo.company_names import city, company_names, domain
from hederssak.demo.person_names import email, person_name, title
from hederssak.demo.workdays import ZONE
from hederssak.history.actions import Made, Source, record_made
from hederssak.history.models import Origin, RecordKind
from hederssak.org.models import Member, Organization, Role, Team, User
from hederssak.pipeline.models import Criterion, Stage, StageKind
from hederssak.rules.names import order_key, search_key
from hederssak.rules.weeks import local_instant

NAME = "Nordvik Koncernen AB"
DOMAIN = "nordvik.example"
WEEKS = 104
WEEKS_AHEAD = 4
BATCH = 2000
CONTACTS = 2
MEETING_TIME = dt.time(8, 30)


@dataclass(frozen=True)
class Seller:
    """A rep, with the identifiers that rows are written with."""

    member: Member
    team_id: uuid.UUID


@dataclass
class Large:
    """What the opportunities refer to; `accounts` are (account, its contacts, the seller's place)."""

    organization: Organization
    now: dt.datetime
    sellers: list[Seller] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    criteria: list[Criterion] = field(default_factory=list)
    accounts: list[tuple[uuid.UUID, list[uuid.UUID], int]] = field(default_factory=list)
    names: dict[uuid.UUID, str] = field(default_factory=dict)

    @property
    def beginning(self) -> dt.datetime:
        """Return the first day's morning."""
        return local_instant(self.now.astimezone(ZONE).date() - dt.timedelta(weeks=WEEKS), dt.time(6), ZONE)

    @property
    def start(self) -> Source:
        """Return from where everything was brought in."""
        first = self.beginning
        return Source(origin=Origin.DEMO, known_at=first, after=first, before=first)

    def keys_of(self, account: uuid.UUID, name: str) -> tuple[str, str]:
        """Return what an opportunity is found and ordered by, as its own action makes it: its company's name first."""
        whole = f"{self.names[account]} {name}"
        return search_key(whole)[:600], order_key(whole)[:600]


def found_large(*, now: dt.datetime, teams: int, reps: int, accounts: int, rng: random.Random) -> Large:
    """Make the organization with its people, process, sales meetings and companies."""
    organization = Organization(name=NAME, is_demo=True)
    large = Large(organization, now)
    organization.created_at = large.beginning
    organization.save()
    _people(large, teams, reps)
    _process(large)
    _companies(large, accounts, rng)
    return large


def _people(large: Large, teams: int, reps: int) -> None:
    """Make the teams; Anna, Eva and Vera are among their people, so that they can be had by one press."""
    names = (f"Säljare {number:03d}" for number in count(1))
    managers = (f"Chef {number:02d}" for number in count(1))
    for place in range(teams):
        team = Team.objects.create(organization=large.organization, name="Norr" if place == 0 else f"Team {place:02d}")
        team.manager = _member(large, "Eva Lindqvist" if place == 0 else next(managers), Role.MANAGER, team)
        team.save(update_fields=["manager"])
        for seat in range(reps // teams):
            name = "Anna Berg" if place == seat == 0 else next(names)
            large.sellers.append(Seller(_member(large, name, Role.REP, team), team.pk))
        _meetings(large, team, weekday=place % 5)
    _member(large, "Vera Holm", Role.DIRECTOR, None)
    _member(large, "Ada Nyman", Role.ADMIN, None)


def _member(large: Large, name: str, role: Role, team: Team | None) -> Member:
    first, last = name.lower().split()
    address = f"{first}{last if last.isdigit() else ''}@{DOMAIN}".replace("ä", "a")
    user = User.objects.create_user(address, None, name=name)
    return Member.objects.create(
        organization=large.organization, user=user, team=team, name=name, email=address, role=role
    )


def _meetings(large: Large, team: Team, *, weekday: int) -> None:
    first = large.beginning.astimezone(ZONE).date()
    first += dt.timedelta(days=(weekday - first.weekday()) % 7)
    Rhythm.objects.create(
        organization=large.organization, team=team, weekday=weekday, starts=MEETING_TIME, valid_from=first
    )
    SalesMeeting.objects.bulk_create(
        SalesMeeting(
            organization=large.organization,
            team=team,
            starts_at=local_instant(first + dt.timedelta(weeks=week), MEETING_TIME, ZONE),
        )
        for week in range(WEEKS + WEEKS_AHEAD)
    )


def _process(large: Large) -> None:
    kinds = {words.WON: StageKind.WON, words.LOST: StageKind.LOST}
    large.stages = Stage.objects.bulk_create(
        Stage(
            organization=large.organization,
            name=name,
            position=place + 1,
            kind=kinds.get(place, StageKind.OPEN),
            is_proposal=words.PROPOSAL <= place < words.WON,
        )
        for place, name in enumerate(words.STAGES)
    )
    large.criteria = Criterion.objects.bulk_create(
        Criterion(organization=large.organization, stage=large.stages[0], text=text, position=place)
        for place, (_, text, _) in enumerate(words.CRITERIA[:2])
    )
    made = [Made(RecordKind.STAGE, stage, ("name", "position", "kind")) for stage in large.stages]
    record_made(made, organization_id=large.organization.pk, source=large.start)


def _companies(large: Large, number: int, rng: random.Random) -> None:
    places = (place % len(large.sellers) for place in count())
    names = _names(rng)
    for begin in range(0, number, BATCH):
        size = min(BATCH, number - begin)
        owners = [next(places) for _ in range(size)]
        drafts = [_account(large, rng, next(names), owner) for owner in owners]
        make_accounts(drafts, organization=large.organization, source=large.start, now=large.beginning)
        accounts = [draft.id for draft in drafts]
        large.names |= {draft.id: draft.name for draft in drafts}
        contacts = _contacts(large, rng, drafts)
        large.accounts += zip(accounts, contacts, owners, strict=True)


def _account(large: Large, rng: random.Random, name: tuple[str, str, str], owner: int) -> AccountDraft:
    text, industry, country = name
    employees = max(5, round(rng.lognormvariate(4, 1)))
    return AccountDraft(
        name=text,
        industry=industry,
        employees=employees,
        revenue=Decimal(employees * 2_000_000),
        country=country,
        city=city(rng, country),
        website=f"www.{domain(text)}",
        relationship=rng.choice((Relationship.PROSPECT, Relationship.CUSTOMER)),
        owner=large.sellers[owner].member,
    )


def _names(rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield as many names as are asked for; those that come round again get a number."""
    for turn in count(1):
        for country in ("SE", "FI"):
            for name, industry in company_names(rng, country):
                yield (name if turn == 1 else f"{name} {turn}"), industry, country


def _contacts(large: Large, rng: random.Random, accounts: Sequence[AccountDraft]) -> list[list[uuid.UUID]]:
    """Give each company its people, and return their identifiers."""
    drafts = []
    for account in accounts:
        row = Account(pk=account.id)
        for part in ("decides", "uses")[:CONTACTS]:
            name = person_name(rng, account.country)
            drafts.append(
                ContactDraft(
                    name=name,
                    account=row,
                    title=title(rng, account.country, part),
                    email=email(name, account.website.removeprefix("www.")),
                )
            )
    make_contacts(drafts, organization=large.organization, source=large.start, now=large.beginning)
    return [[one.id for one in drafts[at : at + CONTACTS]] for at in range(0, len(drafts), CONTACTS)]
