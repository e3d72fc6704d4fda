"""Ride-alongs of the demo company: Eva follows most of her reps but not Lena; Maj seldom follows anybody."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from hederssak.coaching.actions import Notes, PlayDraft, PracticeDraft, Seen, draft, plan, write_play
from hederssak.coaching.actions.practising import PracticeRow, log
from hederssak.coaching.models import Focus, Observation, Play, RideAlong
from hederssak.demo.coaching_words import ANSWERS, NOTES, PLAYS, PRACTISE
from hederssak.demo.founding import House
from hederssak.demo.workdays import ZONE
from hederssak.meetings.models import CustomerMeeting, MeetingState, Sheet
from hederssak.org.models import Member
from hederssak.pipeline.models import Stage
from hederssak.prospecting.actions.duties import follow_along
from hederssak.rules.coaching import Aspect, Level
from hederssak.rules.weeks import Week, local_day

WEEKS_AGO: dict[str, tuple[int, ...]] = {
    "anna": (0, 8, 15, 21, 28, 36, 43, 52),
    "mikko": (5, 12, 19, 25, 34, 44, 53),
    "jonas": (4, 10, 17, 26, 33, 45, 55),
    "lena": (13, 26, 41),
    "sofia": (6, 12, 22, 30, 38, 49),
    "otto": (9, 27, 46),
    "petra": (4, 20, 41),
    "ilkka": (16, 37),
    "karin": (13, 30, 52),
}
"""How many weeks ago each rep was followed; Tobias never was."""
WEAK: dict[str, tuple[Aspect, int]] = {
    "anna": (Aspect.NEXT_STEP, 0),
    "mikko": (Aspect.QUESTIONS, 1),
    "jonas": (Aspect.NEXT_STEP, 0),
    "lena": (Aspect.PURPOSE, 0),
    "sofia": (Aspect.PICTURE, 2),
    "otto": (Aspect.INSIGHT, 1),
    "petra": (Aspect.QUESTIONS, 1),
    "ilkka": (Aspect.NEXT_STEP, 2),
    "karin": (Aspect.PICTURE, 2),
}
"""What each practises, and the place of the stage in which it should be seen."""
OTHERS = (Aspect.PURPOSE, Aspect.INSIGHT, Aspect.QUESTIONS, Aspect.PICTURE)
SAME_FOR = 3
"""So many of the latest ride-alongs have the same thing to practise; before them it was something else."""
PRACTISED = (
    (1, "anna", "sofia", 0),
    (2, "mikko", "anna", 1),
    (3, "jonas", "mikko", 0),
    (4, "anna", "jonas", 0),
    (6, "sofia", "lena", 3),
    (7, "mikko", "sofia", 1),
    (9, "anna", "mikko", 0),
    (10, "otto", "karin", 2),
    (12, "jonas", "anna", 0),
    (13, "karin", "petra", 3),
    (15, "anna", "sofia", 2),
    (18, "mikko", "jonas", 1),
)
"""Weeks ago, who practised, with whom, which play."""
QUARTER = dt.timedelta(weeks=7)
TOMORROW, LAST_DAYS = dt.timedelta(hours=14), dt.timedelta(days=8)


@dataclass(frozen=True)
class _Ride:
    """One ride-along to be written, with what was seen."""

    row: RideAlong
    seen: dict[Aspect, Level]
    weak: Aspect
    stage: Stage
    shared_at: dt.datetime


def ride_along(house: House, *, seed: int, now: dt.datetime) -> None:
    """Let the managers follow their reps, and the reps practise. What moved is counted by the job."""
    rng = random.Random(f"{seed} coaching")
    held = _held(house, now=now)
    rides: list[_Ride] = []
    for key, weeks in WEEKS_AGO.items():
        rides += _rides_of(house, key, weeks, held[house.members[key].pk], rng, now=now)
    _write(rides, now=now)
    _recent_days(house, held, now=now)
    _practise(house, rng, now=now)


def _held(house: House, *, now: dt.datetime) -> dict[object, list[CustomerMeeting]]:
    """Return the meetings that each rep has held, the earliest first."""
    rows = CustomerMeeting.objects.filter(organization=house.organization, state=MeetingState.HELD, ends_at__lte=now)
    found: dict[object, list[CustomerMeeting]] = defaultdict(list)
    columns = ("organization_id", "owner_id", "state", "starts_at", "ends_at")
    for row in rows.only(*columns).order_by("starts_at", "pk"):
        found[row.owner_id].append(row)
    return found


def _rides_of(
    house: House,
    key: str,
    weeks: Sequence[int],
    held: Sequence[CustomerMeeting],
    rng: random.Random,
    *,
    now: dt.datetime,
) -> list[_Ride]:
    """Return one rep's ride-alongs, the latest first, each to the last meeting that was held before its week ended."""
    rep, lead = house.members[key], _lead(house, house.members[key])
    taken: set[object] = set()
    found = []
    for place, ago in enumerate(weeks):
        until = now - dt.timedelta(weeks=ago, hours=20)
        meeting = next((one for one in reversed(held) if one.ends_at <= until and one.pk not in taken), None)
        if meeting is None or meeting.ends_at < until - dt.timedelta(weeks=2):
            continue
        taken.add(meeting.pk)
        aspect, stage = WEAK[key]
        weak = aspect if place < SAME_FOR else OTHERS[(place + len(key)) % len(OTHERS)]
        row = _row(rep, lead, meeting, rng, weak, house.stages[stage], now=now)
        if place == 0 and key == "anna":
            row.read_at = row.answered_at = None
            row.answer = ""
        seen = {one: _level(one == weak, place, rng) for one in Aspect}
        found.append(_Ride(row, seen, weak, house.stages[stage], row.shared_at or now))
    return found


def _row(
    rep: Member,
    lead: Member,
    meeting: CustomerMeeting,
    rng: random.Random,
    weak: Aspect,
    stage: Stage,
    *,
    now: dt.datetime,
) -> RideAlong:
    shared = min(meeting.ends_at + dt.timedelta(hours=rng.choice((1, 2, 2, 20))), now)
    answers = ANSWERS[rep.language] if rng.random() < 0.6 else ("",)
    answer = rng.choice(answers)
    return RideAlong(
        organization_id=rep.organization_id,
        rep=rep,
        manager=lead,
        meeting=meeting,
        on_day=local_day(meeting.starts_at, ZONE),
        planned_at=meeting.starts_at - dt.timedelta(days=3),
        shared_at=shared,
        read_at=min(shared + dt.timedelta(hours=2), now),
        answer=answer,
        answered_at=min(shared + dt.timedelta(hours=3), now) if answer else None,
        practise=PRACTISE[rep.language][weak],
        practise_aspect=weak,
        practise_stage=stage,
    )


def _level(is_weak: bool, place: int, rng: random.Random) -> Level:  # noqa: FBT001 (said by its name where it is called)
    """Return how an aspect went; what is practised goes better by the time."""
    if is_weak:
        return (Level.PARTLY, Level.PARTLY, Level.NOT_YET)[min(place, 2)]
    return rng.choices((Level.YES, Level.PARTLY, Level.NOT_YET), (6, 3, 1))[0]


def _write(rides: Sequence[_Ride], *, now: dt.datetime) -> None:
    RideAlong.objects.bulk_create(ride.row for ride in rides)
    Observation.objects.bulk_create(
        Observation(
            organization_id=ride.row.organization_id,
            ride=ride.row,
            aspect=aspect,
            level=level,
            note=NOTES[ride.row.rep.language].get((aspect, level), ""),
            at=ride.shared_at,
        )
        for ride in rides
        for aspect, level in ride.seen.items()
    )
    by_rep: dict[object, list[_Ride]] = defaultdict(list)
    for ride in sorted(rides, key=lambda one: (one.row.on_day, str(one.row.rep_id))):
        by_rep[ride.row.rep_id].append(ride)
        team = ride.row.rep.team
        if team and ride.row.manager and ride.shared_at > now - QUARTER:
            follow_along(team, by=ride.row.manager, now=ride.shared_at, about=ride.row.rep, day=ride.row.on_day)
    Focus.objects.bulk_create(focus for own in by_rep.values() for focus in _focuses(own))


def _focuses(own: Sequence[_Ride]) -> list[Focus]:
    """Return what a rep has practised, one thing after the other; the same words again go on."""
    found: list[Focus] = []
    for ride in own:
        if found and found[-1].words == ride.row.practise:
            continue
        if found:
            found[-1].until = ride.row.on_day
        found.append(
            Focus(
                organization_id=ride.row.organization_id,
                member=ride.row.rep,
                aspect=ride.weak,
                words=ride.row.practise,
                stage=ride.stage,
                ride=ride.row,
                since=ride.row.on_day,
                by=ride.row.manager,
                at=ride.shared_at,
            )
        )
    return found


def _recent_days(house: House, held: dict[object, list[CustomerMeeting]], *, now: dt.datetime) -> None:
    """Leave something to do: Mikko's next meeting is planned, Sofia asks, and what was seen last is a draft."""
    eva = house.members["eva"]
    if (ahead := _next(house, "mikko", now=now)) is not None:
        plan(ahead, by=_lead(house, house.members["mikko"]), now=now)
    if (asked := _next(house, "sofia", now=now)) is not None:
        said = {"organization": house.organization, "by": asked.owner, "at": now}
        Sheet.objects.update_or_create(
            meeting=asked, defaults={"manager_asked_at": now}, create_defaults={**said, "manager_asked_at": now}
        )
    own = {house.members[key].pk for key in ("jonas", "sofia")}
    late = [one for pk in own for one in held[pk] if one.ends_at > now - LAST_DAYS]
    for last in sorted(late, key=lambda one: (one.starts_at, str(one.pk)), reverse=True)[:1]:
        ride = plan(last, by=eva, now=now)
        note = NOTES["sv"][Aspect.PURPOSE, Level.YES]
        draft(ride, Notes(seen={Aspect.PURPOSE: Seen(Level.YES, note)}), by=eva, now=now)


def _next(house: House, key: str, *, now: dt.datetime) -> CustomerMeeting | None:
    rows = CustomerMeeting.objects.filter(
        owner=house.members[key], state=MeetingState.BOOKED, starts_at__gt=now + TOMORROW
    )
    return rows.select_related("account", "owner__team__manager").order_by("starts_at", "pk").first()


def _practise(house: House, rng: random.Random, *, now: dt.datetime) -> None:
    """Let Eva write the plays, and the reps practise them."""
    eva = house.members["eva"]
    plays: list[Play] = [
        write_play(
            PlayDraft(
                name=name,
                situation=situation,
                customer=customer,
                competitor=competitor,
                aspect=aspect,
                criteria=criteria,
            ),
            by=eva,
            now=now - dt.timedelta(weeks=20),
        )
        for aspect, name, situation, customer, competitor, criteria in PLAYS
    ]
    rows = []
    for weeks, who, partner, place in PRACTISED:
        day = Week.of(local_day(now, ZONE)).plus(-weeks).monday + dt.timedelta(days=3)
        levels = [rng.choice((Level.YES, Level.YES, Level.PARTLY, Level.NOT_YET)) for _ in plays[place].criteria]
        practice = PracticeDraft(play=plays[place], on_day=day, levels=levels, partner=house.members[partner], note="")
        member = house.members[who]
        rows.append(PracticeRow(member=member, practice=practice, by=member, at=now - dt.timedelta(weeks=weeks)))
    log(rows)


def _lead(house: House, rep: Member) -> Member:
    return house.members["eva" if rep.team_id == house.teams["Norr"].pk else "maj"]
