"""The sales meetings of the demo company as they were held: their clock, who came, what was promised, how it felt."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hederssak.cadence.models import SalesMeeting
from hederssak.demo.founding import House
from hederssak.demo.workdays import ZONE
from hederssak.history.models import Origin
from hederssak.org.models import Absence, Member, Role, Team
from hederssak.pipeline.models import Opportunity
from hederssak.pipeline.models import State as Deal
from hederssak.rules.agenda import Item, propose
from hederssak.rules.promises import State
from hederssak.rules.weeks import local_day, local_instant
from hederssak.salesmeetings.actions.laying_aside import lay_aside
from hederssak.salesmeetings.actions.promising import Draft, give_promises, make_smaller, settle
from hederssak.salesmeetings.models import MeetingPromise, MinutesSent, Note, Presence, Pulse, Run, RunItem, Spell
from hederssak.salesmeetings.queries.runs import expected_in

HELD = 12
"""How many of the last meetings of each team were held with the clock."""
MINUTE = dt.timedelta(minutes=1)
BEFORE_END = 4 * MINUTE
STARTS_LATE = {"Norr": (0, 0, 0, 1, 1, 2, 3), "Syd": (0, 2, 3, 4, 5, 6, 8)}
OVERRUNS = {"Norr": (-3, -1, 0, 1, 2, 4), "Syd": (2, 4, 6, 7, 9, 12)}
CASES_SHRINK = {"Norr": 1.0, "Syd": 0.75}
"""How much of the time that is meant for them the cases get."""
ENERGY = {"Norr": (3, 4, 4, 5, 5), "Syd": (2, 3, 3, 4, 4)}
ANSWERS = 0.8
KEEPS = {"anna": 0.95, "eva": 0.9, "ilkka": 0.45, "maj": 0.65}
"""Chance that somebody keeps a promise; 0.82 for the others."""
LETS_GO = 0.08
FORGETS = 0.3
"""Chance that nobody has told yet how a promise of the last days went."""
LAST_SPEAKERS = 4
DAYS = (1, 2, 3, 4, 7, 8, 9)
AHEAD = (9, 10)
"""Days until a promise of the last meeting that is still to come when the demo is loaded."""
TOLD_AT = dt.time(15, 0)
GOES_ON = 0.5
"""Chance that a broken promise is given again in the next meeting, smaller."""
WHY_NOT = {"sv": "Köparen har bestämt sig ändå.", "fi": "Ostaja päätti jo itse."}
"""Why one that is not given again is no longer needed."""

SAYS = {
    "sv": (
        ("offert till {company}", "halva offerten till {company}: bara linjen"),
        ("ringer driftchefen på {company}", "mejlar driftchefen på {company} om en tid"),
        ("bokar besök på {company} med inköp", "ber om en tid hos inköp på {company}"),
        ("tar reda på vem som beslutar hos {company}", "frågar vår kontakt på {company} vem som beslutar"),
        ("skriver om vad {company} förlorar på stillestånd", "ett stycke om stilleståndet hos {company}"),
        ("stämmer av kraven med {company}", "skickar kravlistan till {company}"),
    ),
    "fi": (
        ("tarjous: {company}", "puolet tarjouksesta: {company}, vain linja"),
        ("soittaa käyttöpäällikölle: {company}", "viesti käyttöpäällikölle: {company}"),
        ("sopii käynnin: {company}, hankinta", "kysyy aikaa hankinnalta: {company}"),
        ("selvittää, kuka päättää: {company}", "kysyy yhteyshenkilöltä, kuka päättää: {company}"),
    ),
}
LEADS_SAY = (
    ("följer med på nästa besök hos {company}", "läser igenom {company} med den som äger affären"),
    ("frågar tekniken om leveranstiden till {company}", "mejlar tekniken om {company}"),
)
NOTED = {
    Item.MOVED: (
        "Vi frågar efter köparens styrelsedatum redan i första mötet.",
        "Mätningen på plats fick fart på två.",
    ),
    Item.CASES: (
        "Be om driftchefen vid bordet innan offerten går ut.",
        "Visa kurvan först, priset sist.",
        "Två frågor om stilleståndet räckte för att få budgeten.",
    ),
    Item.NEXT_WEEK: ("Alla ringer före klockan tio på tisdag.", "Ingen bokar över bokningstiden."),
}


@dataclass
class Rows:
    """What is written at once when both teams' meetings are known."""

    runs: list[Run] = field(default_factory=list)
    items: list[RunItem] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)
    came: list[Presence] = field(default_factory=list)
    pulses: list[Pulse] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    sent: list[MinutesSent] = field(default_factory=list)

    def write(self) -> None:
        """Write all, what is pointed at first."""
        Run.objects.bulk_create(self.runs)
        RunItem.objects.bulk_create(self.items)
        Spell.objects.bulk_create(self.spells)
        Presence.objects.bulk_create(self.came)
        Pulse.objects.bulk_create(self.pulses)
        Note.objects.bulk_create(self.notes)
        MinutesSent.objects.bulk_create(self.sent)


def hold_meetings(house: House, *, seed: int, now: dt.datetime) -> None:
    """Hold each team's last meetings as its habits are, with promises that go from one to the next."""
    rows = Rows()
    told: list[tuple[SalesMeeting, Run, list[Member]]] = []
    away = list(Absence.objects.filter(organization=house.organization))
    for name in sorted(house.teams):
        team = Team.objects.select_related("organization", "manager").get(pk=house.teams[name].pk)
        people = expected_in(team)
        done = SalesMeeting.objects.filter(team=team, called_off_at=None, starts_at__lt=now - 90 * MINUTE)
        for meeting in reversed(list(done.order_by("-starts_at")[:HELD])):
            meeting.team = team
            rng = random.Random(f"{seed} {name} {meeting.starts_at:%G-%V}")
            here = [one for one in people if _is_here(one, meeting, away, rng)]
            told.append((meeting, _hold(rows, meeting, here, people, rng), here))
    rows.write()
    _promise_each_week(house, told, seed=seed, now=now)


def _is_here(member: Member, meeting: SalesMeeting, away: Sequence[Absence], rng: random.Random) -> bool:
    day = local_day(meeting.starts_at, ZONE)
    is_away = any(one.member_id == member.pk and one.first_day <= day <= one.last_day for one in away)
    return not is_away and (member.role == Role.MANAGER or rng.random() < 0.94)


def _hold(
    rows: Rows, meeting: SalesMeeting, here: Sequence[Member], people: Sequence[Member], rng: random.Random
) -> Run:
    """Lay out one meeting: its clock, who came when, a note or two, the taps, and to whom the minutes went."""
    name, manager = meeting.team.name, meeting.team.manager
    begun = meeting.starts_at + rng.choice(STARTS_LATE[name]) * MINUTE
    ended = meeting.starts_at + (meeting.minutes + rng.choice(OVERRUNS[name])) * MINUTE
    run = Run(
        organization_id=meeting.organization_id, team=meeting.team, meeting=meeting,
        started_at=begun, started_by=manager, ended_at=ended, ended_by=manager, version=6,
    )  # fmt: skip
    rows.runs.append(run)
    boxes = propose(meeting.minutes)
    items = [RunItem(run=run, place=at, item=box.item, minutes=box.minutes) for at, box in enumerate(boxes)]
    rows.items += items
    rows.spells += _spells(run, items, rng, share=CASES_SHRINK[name])
    late = [rng.choice((-4, -3, -2, -1, 0, 0, 1, 5)) * MINUTE for _one in here]
    rows.came += [
        Presence(run=run, member=one, arrived_at=max(begun + by, begun - 5 * MINUTE), marked_by=one)
        for one, by in zip(here, late, strict=True)
    ]
    rows.pulses += [
        Pulse(run=run, member=one, energy=rng.choice(ENERGY[name]), at=ended + MINUTE)
        for one in here
        if rng.random() < ANSWERS
    ]
    rows.notes += [
        Note(run=run, item=item, text=rng.choice(NOTED[Item(item.item)]), at=begun + 20 * MINUTE, by=manager)
        for item in items
        if item.item in NOTED and rng.random() < 0.6
    ]
    rows.sent += [MinutesSent(run=run, member=one, was_there=one in here, at=ended + 11 * MINUTE) for one in people]
    return run


def _spells(run: Run, items: Sequence[RunItem], rng: random.Random, *, share: float) -> list[Spell]:
    """Divide the meeting's time among its items, about as it was meant."""
    weights = [item.minutes * rng.uniform(0.8, 1.25) * (share if item.item == Item.CASES else 1) for item in items]
    whole, began = (run.ended_at or run.started_at) - run.started_at, run.started_at
    found = []
    for item, weight in zip(items, weights, strict=True):
        until = began + whole * (weight / sum(weights))
        found.append(Spell(run=run, item=item, began_at=began, ended_at=until))
        began = until
    return found


def _promise_each_week(
    house: House, told: Sequence[tuple[SalesMeeting, Run, list[Member]]], *, seed: int, now: dt.datetime
) -> None:
    """Let two or three promise something in each meeting, tell how it went; give a broken one again or lay it aside."""
    companies = _companies(house)
    broken: dict[str, list[MeetingPromise]] = {}
    for meeting, run, here in told:
        rng = random.Random(f"{seed} {meeting.team.name} {meeting.starts_at:%G-%V} promises")
        team, manager, at = meeting.team, meeting.team.manager, (run.ended_at or run.started_at) - BEFORE_END
        if manager is None or not here:
            continue
        is_last = now - meeting.starts_at < dt.timedelta(days=7)
        for old in broken.pop(team.name, []):
            if rng.random() < GOES_ON:
                smaller = make_smaller(old, _smaller(old), by=manager, now=at, meeting=meeting, origin=Origin.DEMO)
                _tell(smaller, rng, broken, now=now)
            elif not is_last:
                lay_aside(old, WHY_NOT.get(manager.language, WHY_NOT["sv"]), by=manager, now=at, origin=Origin.DEMO)
        speakers = here[:LAST_SPEAKERS] if is_last else rng.sample(here, min(len(here), rng.choice((2, 3, 3))))
        drafts = [
            _draft(meeting, one, rng, companies, days=AHEAD if is_last and place % 2 == 0 else DAYS)
            for place, one in enumerate(speakers)
        ]
        for promise in give_promises(drafts, team=team, by=manager, now=at, origin=Origin.DEMO):
            _tell(promise, rng, broken, now=now)


def _draft(
    meeting: SalesMeeting,
    owner: Member,
    rng: random.Random,
    companies: Mapping[uuid.UUID | None, Sequence[str]],
    *,
    days: Sequence[int],
) -> Draft:
    says = LEADS_SAY if owner.role == Role.MANAGER else SAYS.get(owner.language, SAYS["sv"])
    day = local_day(meeting.starts_at, ZONE) + dt.timedelta(days=rng.choice(days))
    known = companies.get(owner.pk) or companies[None]
    return Draft(owner=owner, text=rng.choice(says)[0].format(company=rng.choice(known)), due=day, meeting=meeting)


def _smaller(old: MeetingPromise) -> str:
    """Return a promise in smaller words; the company in it stays."""
    for first, second in (pair for says in (*SAYS.values(), LEADS_SAY) for pair in says):
        head, tail = first.split("{company}")
        if old.text.startswith(head) and old.text.endswith(tail):
            return second.format(company=old.text[len(head) : len(old.text) - len(tail)])
    return f"{old.text}: halva"


def _tell(
    promise: MeetingPromise, rng: random.Random, broken: dict[str, list[MeetingPromise]], *, now: dt.datetime
) -> None:
    """Say how a promise went on the day that it was for; one that was forgotten waits for a word."""
    keeps = KEEPS.get(promise.owner.first_name.lower(), 0.82)
    luck, at = rng.random(), local_instant(promise.due, TOLD_AT, ZONE)
    if at > now or (now - at < dt.timedelta(days=5) and rng.random() < FORGETS):
        return
    if luck < keeps:
        settle(promise, State.KEPT, by=promise.owner, now=at, origin=Origin.DEMO)
    elif luck < keeps + LETS_GO * (1 - keeps):
        settle(promise, State.DROPPED, by=promise.given_by or promise.owner, now=at, origin=Origin.DEMO)
    else:
        settle(promise, State.BROKEN, by=promise.owner, now=at, origin=Origin.DEMO)
        broken.setdefault(promise.team.name, []).append(promise)


def _companies(house: House) -> dict[uuid.UUID | None, list[str]]:
    """Return the companies of each one's open deals, and of anybody's under None."""
    rows = Opportunity.objects.filter(organization=house.organization, state=Deal.OPEN, account__isnull=False)
    found: dict[uuid.UUID | None, list[str]] = {None: []}
    for owner, name in rows.order_by("account__name", "pk").values_list("owner_id", "account__name"):
        short = name.removesuffix(" AB").removesuffix(" Oy")
        found.setdefault(owner, []).append(short)
        found[None].append(short)
    return found
