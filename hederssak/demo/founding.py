"""The demo company as it stands on its first day: people, teams, sales process, products, when they meet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from allauth.account.models import EmailAddress

from hederssak.cadence.models import Rhythm, SalesMeeting
from hederssak.crm.actions import ProductDraft, make_products
from hederssak.crm.models import CustomField, FieldKnown, Product
from hederssak.demo import words
from hederssak.demo.reps import LEADS, REPS, Lead, Rep
from hederssak.demo.story import Story
from hederssak.demo.workdays import MEETINGS, Workdays
from hederssak.history.actions import Made, Source, record_made
from hederssak.history.models import Origin, RecordKind
from hederssak.org.models import Absence, Member, Organization, Role, Team, User
from hederssak.pipeline.models import Criterion, Stage, StageKind

NAME = "Nordvik Teknik AB"
DOMAIN = "nordvik.example"
DEAL_NUMBER = "deal_number"
"""The custom field with the number that every opportunity of the demo company has: the truth is told by it."""
CHANCES = ("0.150", "0.350", "0.550", "0.750", None, None)
WEEKS_AHEAD = 6


@dataclass
class House:
    """What the events of the story refer to, by the story's names."""

    organization: Organization
    start: Source
    teams: dict[str, Team] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    stages: list[Stage] = field(default_factory=list)
    criteria: list[Criterion] = field(default_factory=list)
    products: dict[str, Product] = field(default_factory=dict)


def found(story: Story, *, now: dt.datetime) -> House:
    """Make the organization as of `now`, its first day, and its sales meetings until some weeks after its end."""
    organization = Organization.objects.create(name=NAME, is_demo=True, created_at=now)
    house = House(organization, Source(origin=Origin.DEMO, known_at=now, after=now, before=now))
    house.teams = {name: Team.objects.create(organization=organization, name=name) for name in MEETINGS}
    people: tuple[Rep | Lead, ...] = (*REPS, *LEADS)
    for person in people:
        house.members[person.name.split(" ", 1)[0].lower()] = _member(house, person)
    for lead in LEADS:
        if lead.team:
            team = house.teams[lead.team]
            team.manager = house.members[lead.name.split(" ", 1)[0].lower()]
            team.save(update_fields=["manager"])
    _process(house)
    _products(house, now)
    _meetings(house, story.days)
    Absence.objects.bulk_create(
        Absence(organization=organization, member=house.members[rep], first_day=first, last_day=last)
        for rep, periods in story.days.absences.items()
        for first, last in periods
    )
    _write_down(house)
    return house


def _member(house: House, person: Rep | Lead) -> Member:
    """Make somebody who can be signed in by one press, and in no other way: there is no password."""
    address = f"{person.name.split(' ', 1)[0].lower()}@{DOMAIN}"
    user = User.objects.create_user(address, None, name=person.name)
    EmailAddress.objects.create(user=user, email=address, primary=True, verified=True)
    return Member.objects.create(
        organization=house.organization,
        user=user,
        team=house.teams.get(person.team),
        name=person.name,
        email=address,
        role=person.role if isinstance(person, Lead) else Role.REP,
        language=person.language,
    )


def _process(house: House) -> None:
    kinds = {words.WON: StageKind.WON, words.LOST: StageKind.LOST}
    house.stages = Stage.objects.bulk_create(
        Stage(
            organization=house.organization,
            name=name,
            position=place + 1,
            kind=kinds.get(place, StageKind.OPEN),
            chance=None if (chance := CHANCES[place]) is None else Decimal(chance),
            is_proposal=words.PROPOSAL <= place < words.WON,
        )
        for place, name in enumerate(words.STAGES)
    )
    house.criteria = Criterion.objects.bulk_create(
        Criterion(
            organization=house.organization,
            stage=house.stages[stage],
            text=text,
            position=place,
            is_mandatory=is_mandatory,
        )
        for place, (stage, text, is_mandatory) in enumerate(words.CRITERIA)
    )
    CustomField.objects.create(
        organization=house.organization,
        kind="opportunity",
        key=DEAL_NUMBER,
        label="Affärsnummer",
        known=FieldKnown.AT_CREATION,
    )


def _products(house: House, now: dt.datetime) -> None:
    drafts = [
        ProductDraft(name=name, series=line, list_price=Decimal(words.MEDIANS[line]))
        for line, names in words.LINES.items()
        for name in names
    ]
    rows = make_products(drafts, organization=house.organization, source=house.start, now=now)
    house.products = {row.name: row for row in rows}


def _meetings(house: House, days: Workdays) -> None:
    """Put the weekly sales meetings into the calendar; none on holidays and in the quiet weeks."""
    first = days.first
    for name, (weekday, starts) in MEETINGS.items():
        team = house.teams[name]
        Rhythm.objects.create(
            organization=house.organization, team=team, weekday=weekday, starts=starts, minutes=60, valid_from=first
        )
        length = (days.last - first).days + 7 * WEEKS_AHEAD
        starts_at = (days.meeting(name, first + dt.timedelta(days=number)) for number in range(length))
        SalesMeeting.objects.bulk_create(
            SalesMeeting(organization=house.organization, team=team, starts_at=instant, minutes=60)
            for instant in starts_at
            if instant
        )


def _write_down(house: House) -> None:
    """Write the house's own making into the history."""
    made = [Made(RecordKind.ORGANIZATION, house.organization, ("name", "country", "currency", "time_zone"))]
    made += [Made(RecordKind.TEAM, team, ("name", "country", "manager")) for team in house.teams.values()]
    made += [Made(RecordKind.MEMBER, row, ("name", "email", "role", "team")) for row in house.members.values()]
    made += [Made(RecordKind.STAGE, stage, ("name", "position", "kind")) for stage in house.stages]
    record_made(made, organization_id=house.organization.pk, source=house.start)
