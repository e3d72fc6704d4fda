"""The buying committee of one opportunity, with what the customer meetings know of whom we have met."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from hederssak.lib.prepared import prepared
from hederssak.meetings.models import Attendee, MeetingState
from hederssak.org.queries.calendars import work_calendar, years_around
from hederssak.pipeline.models import BuyingRole, CommitteeSeat, DecisionStep, Opportunity
from hederssak.pipeline.queries.committee import proposal_reached, seats_of, steps_of
from hederssak.rules import committee
from hederssak.rules.meeting_checks import Person

WEIGHT = {committee.Influence.HIGH: 0, committee.Influence.SOME: 1, committee.Influence.LOW: 2}


@dataclass(frozen=True)
class Seated:
    """Somebody in the decision: their row, and the day on which we last sat with them about it."""

    row: CommitteeSeat
    met_on: dt.date | None

    @property
    def weight(self) -> int:
        """Return their place by influence, 0 the heaviest, 3 where nobody knows."""
        return WEIGHT.get(committee.Influence(self.row.influence), 3)


@dataclass(frozen=True)
class Board:
    """A decision: its steps with their people, those in no step yet, and what is missing."""

    opportunity: Opportunity
    steps: Sequence[DecisionStep]
    people: Sequence[Seated]
    standing: committee.Standing

    def step_of(self, one: Seated) -> int:
        """Return the place of somebody's step, -1 where they stand in none."""
        keys = [step.pk for step in self.steps]
        return keys.index(one.row.step_id) if one.row.step_id in keys else -1

    def within(self, step: DecisionStep | None) -> list[Seated]:
        """Return who stands in a step (in none), the heaviest first."""
        place = self.steps.index(step) if step is not None else -1
        return sorted((one for one in self.people if self.step_of(one) == place), key=lambda one: one.weight)

    @property
    def met(self) -> int:
        """Return how many of them we have met."""
        return sum(one.met_on is not None for one in self.people)


def board_of(opportunity: Opportunity, *, today: dt.date) -> Board:
    """Return the decision of an opportunity; fetch it with its stage, owner and organization."""
    steps, rows = steps_of(opportunity), seats_of(opportunity)
    met = _met_in_meetings(opportunity)
    people = [Seated(row, _day(row.met_at, met.get(row.contact_id))) for row in rows]
    calendar = work_calendar(opportunity.organization, years_around(today))
    decision = committee.Decision(
        steps=[committee.Step(str(step.pk), step.name) for step in steps],
        seats=[_seat(one) for one in people],
        since=calendar.add_working_days(today, -committee.THREAD_DAYS),
        proposal_reached=proposal_reached(opportunity),
        is_tender=opportunity.is_tender,
    )
    return Board(opportunity, steps, people, committee.look_at(decision))


def _seat(one: Seated) -> committee.Seat:
    row = one.row
    return committee.Seat(
        key=str(row.pk),
        name=row.contact.name,
        step=str(row.step_id) if row.step_id else None,
        decides=row.role == BuyingRole.DECIDES,
        blocks=row.role == BuyingRole.BLOCKS,
        person=Person(row.person),
        stance=committee.Stance(row.stance),
        influence=committee.Influence(row.influence),
        has_way=bool(row.reach.strip() or row.through_id),
        left_aside=row.left_aside,
        met_on=one.met_on,
    )


def _met_in_meetings(opportunity: Opportunity) -> dict[uuid.UUID, dt.datetime]:
    """Return when each of them last came to a meeting that was held on it."""
    return dict(_last_met(opportunity.organization_id, opportunity.pk))


@prepared
def _last_met(organization: uuid.UUID, opportunity: uuid.UUID) -> QuerySet[Attendee, tuple[uuid.UUID, dt.datetime]]:
    came = Attendee.objects.filter(
        meeting__organization=organization, meeting__opportunity=opportunity, meeting__state=MeetingState.HELD
    ).exclude(came=False)
    return came.order_by().values_list("contact_id").annotate(last=Max("meeting__starts_at"))


def _day(*instants: dt.datetime | None) -> dt.date | None:
    known = [at for at in instants if at is not None]
    return max(known).date() if known else None
