"""The manager's board (R3, R20): whom to name, what the weeks look like, and what waits for the manager."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from hederssak.org.access import leads
from hederssak.org.models import Member, Team
from hederssak.org.queries import zone_of
from hederssak.prospecting.models import ManagerDuty
from hederssak.prospecting.queries.duties import duties_since, duty_lines, open_duties
from hederssak.prospecting.queries.marks import BlockFact
from hederssak.prospecting.queries.outlooks import outlook_of
from hederssak.prospecting.queries.people import Person, TeamDay, TeamFacts, facts_of_team
from hederssak.prospecting.queries.promises import Standing, standing_of_promise
from hederssak.rules.erosion import State
from hederssak.rules.promise import DutyLine, quarter_of
from hederssak.rules.weeks import Week


@dataclass(frozen=True)
class Others:
    """Those who keep theirs, not by name: how many, and held of due in each week."""

    count: int
    weeks: list[tuple[int, int]]


@dataclass(frozen=True)
class Board:
    """A team's board; `named` is empty for whoever may see sums only."""

    facts: TeamFacts
    named: list[Person]
    others: Others
    duties: list[DutyLine] = field(default_factory=list)
    to_do: list[ManagerDuty] = field(default_factory=list)
    promise: Standing | None = None
    figures: dict[str, object] = field(default_factory=dict)

    @property
    def owed(self) -> int:
        """Return how many hours are to be made up, planned ones with them."""
        return sum(person.owed + person.planned for person in self.facts.people)


def board_of(team: Team, *, viewer: Member, now: dt.datetime, on: TeamDay | None = None) -> Board:
    """Return a team's board: with names for whoever leads it, in sums for the director."""
    facts = facts_of_team(team, now=now, on=on)
    may_name = leads(viewer, team)
    since = min(facts.promise.first_day if facts.promise else facts.today, quarter_of(facts.today).first)
    duties = duties_since(team, since)
    to_do = open_duties(duties, viewer) if may_name else []
    talked_about = {duty.about_id for duty in to_do}
    named = [person for person in facts.people if person.is_named or person.member.pk in talked_about]
    named.sort(key=lambda person: (-person.standing.state.weight, -person.owed, person.member.name))
    if not may_name:
        named = []
    outlook = outlook_of(team.pk)
    taken = [block for person in facts.people for block in person.blocks if block.was_taken]
    return Board(
        facts=facts,
        named=named,
        others=_others([person for person in facts.people if person not in named], facts.weeks, now=now),
        duties=duty_lines(
            duties,
            promise=facts.promise,
            taken=taken,
            calendar=facts.calendar,
            today=facts.today,
            zone=zone_of(team),
        ),
        to_do=to_do,
        promise=_promise(facts),
        figures=outlook.figures if outlook else {},
    )


def _promise(facts: TeamFacts) -> Standing | None:
    if facts.promise is None:
        return None
    return standing_of_promise(facts.promise, today=facts.today, reps=[person.member for person in facts.people])


def cells_of(person: Person, weeks: Sequence[Week]) -> list[list[BlockFact]]:
    """Return a person's blocks, week by week."""
    by_week: dict[Week, list[BlockFact]] = {week: [] for week in weeks}
    for block in person.blocks:
        if (week := Week.of(block.day)) in by_week:
            by_week[week].append(block)
    return list(by_week.values())


def _others(people: Sequence[Person], weeks: Sequence[Week], *, now: dt.datetime) -> Others:
    sums = [[0, 0] for _ in weeks]
    promised = [person for person in people if person.standing.state != State.NONE]
    for person in promised:
        for place, blocks in enumerate(cells_of(person, weeks)):
            marks = [mark for block in blocks if block.ends_at <= now and (mark := block.mark)]
            held = sum(mark.is_held for mark in marks)
            sums[place][0] += held
            sums[place][1] += held + sum(not mark.is_held and mark.outcome != "excused" for mark in marks)
    return Others(len(promised), [(held, due) for held, due in sums])
