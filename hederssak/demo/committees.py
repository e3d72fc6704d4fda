"""Who decides at the demo company's customers: what reps know of each, and the steps of the large open deals."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from zlib import crc32

from hederssak.crm.actions import ContactDraft, make_contacts
from hederssak.demo import story as told
from hederssak.demo.founding import House
from hederssak.demo.person_names import person_name
from hederssak.history.actions import Source
from hederssak.pipeline.actions import DecisionStepDraft, SeatDraft, make_steps, seat_contacts
from hederssak.pipeline.models import BuyingRole, CommitteeSeat, DecisionStep, Opportunity, State
from hederssak.rules.committee import Influence, Stance
from hederssak.rules.meeting_checks import Person

LARGEST = 3
"""So many deals of each rep have a committee that somebody drew."""
STEPS = ("Behovet", "Valet", "Pengarna")
STEP_OF = {BuyingRole.USES: 0, BuyingRole.INFLUENCES: 1, BuyingRole.DECIDES: 2}
STANCES = (Stance.FOR, Stance.FOR, Stance.NEUTRAL, Stance.UNKNOWN, Stance.AGAINST)
TYPES: Mapping[str, tuple[Person, ...]] = {
    "decides": (Person.SKEPTIC, Person.GO_GETTER, Person.UNKNOWN),
    "influences": (Person.TEACHER, Person.CLIMBER, Person.UNKNOWN),
    "uses": (Person.GUIDE, Person.FRIEND, Person.GO_GETTER),
}
WEIGHTS = {"decides": Influence.HIGH, "influences": Influence.SOME, "uses": Influence.LOW}
MORE = (
    ("Ekonomichef", BuyingRole.DECIDES, 2, Stance.NEUTRAL, Influence.HIGH, Person.SKEPTIC),
    ("Driftchef", BuyingRole.DECIDES, 0, Stance.FOR, Influence.SOME, Person.TEACHER),
    ("Inköpschef", BuyingRole.BLOCKS, 1, Stance.AGAINST, Influence.HIGH, Person.BLOCKER),
)
"""People beyond those whom the story knows; the largest deal of each rep has them, the first with a way to the rest."""


def known_of(who: told.Person, **given: Any) -> SeatDraft:
    """Return somebody's place with what a rep knows of them, the same each time for the same name."""
    seed, kinds = crc32(who.name.encode()), TYPES[who.part]
    stance = STANCES[seed % len(STANCES)]
    if who.part == "decides" and stance is Stance.AGAINST:
        stance = Stance.NEUTRAL
    said = {"stance": stance.value, "influence": WEIGHTS[who.part].value}
    return SeatDraft(role=BuyingRole(who.part), person=kinds[seed // 7 % len(kinds)], said=said, **given)


def draw_committees(house: House, *, now: dt.datetime) -> None:
    """Let reps say in which steps their largest deals are decided, and by whom; the last of them is half known."""
    rows = Opportunity.objects.filter(
        organization=house.organization, state=State.OPEN, margin__isnull=False, account__isnull=False
    )
    largest = rows.filter(committee__isnull=False, owner__isnull=False).distinct().order_by("-margin", "pk")
    of_each: Counter[uuid.UUID | None] = Counter()
    deals: list[Opportunity] = []
    for deal in largest.select_related("owner", "account"):
        of_each[deal.owner_id] += 1
        deals += [deal] if of_each[deal.owner_id] <= LARGEST else []
    source = {deal.pk: Source.page(by=deal.owner, now=now) for deal in deals if deal.owner}
    steps = _steps(deals, source, house, now)
    seats = CommitteeSeat.objects.filter(opportunity__in=deals).select_related("contact").order_by("pk")
    drafts = [
        SeatDraft(
            opportunity=deal,
            contact=seat.contact,
            role=BuyingRole(seat.role),
            source=source[deal.pk],
            said={"step": steps[deal.pk][min(STEP_OF.get(BuyingRole(seat.role), 0), len(steps[deal.pk]) - 1)]},
        )
        for deal in deals
        for seat in seats
        if seat.opportunity_id == deal.pk
    ]
    seat_contacts([*drafts, *_more(deals, steps, source, house, now)], organization=house.organization, now=now)


def _steps(
    deals: Iterable[Opportunity], source: Mapping[uuid.UUID, Source], house: House, now: dt.datetime
) -> dict[uuid.UUID, list[DecisionStep]]:
    drafts = [
        DecisionStepDraft(opportunity=deal, name=name, position=place, source=source[deal.pk])
        for deal in deals
        for place, name in enumerate(STEPS, start=1)
    ]
    found: dict[uuid.UUID, list[DecisionStep]] = defaultdict(list)
    for step in make_steps(drafts, organization=house.organization, now=now):
        found[step.opportunity_id].append(step)
    return found


def _more(
    deals: Iterable[Opportunity],
    steps: Mapping[uuid.UUID, list[DecisionStep]],
    source: Mapping[uuid.UUID, Source],
    house: House,
    now: dt.datetime,
) -> list[SeatDraft]:
    """Return places for people beyond the story's, on the largest deal of each rep."""
    chosen = list({deal.owner_id: deal for deal in [*deals][::-1]}.values())
    people = []
    for deal in chosen:
        rng = random.Random(str(deal.account))
        country = deal.account.country if deal.account else "SE"
        for title, *_ in MORE:
            people.append(ContactDraft(account=deal.account, name=person_name(rng, country), title=title))
    made = iter(make_contacts(people, organization=house.organization, source=house.start, now=now))
    drafts = []
    for deal in chosen:
        first = None
        for _title, role, place, stance, weight, kind in MORE:
            contact = next(made)
            said = {"step": steps[deal.pk][place], "stance": stance.value, "influence": weight.value, "through": first}
            drafts.append(
                SeatDraft(opportunity=deal, contact=contact, role=role, person=kind, said=said, source=source[deal.pk])
            )
            first = first or contact
    return drafts
