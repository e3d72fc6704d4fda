"""Ride-alongs: to read, for the rep and the manager of their team. What is not shared yet is in nobody's answer."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from ninja import Router, Schema

from hederssak.api.v1.opportunities import NamedOut
from hederssak.api.v1.problems import REFUSALS
from hederssak.coaching.models import Observation, RideAlong
from hederssak.coaching.queries.person import readable_rides
from hederssak.org.middleware import MemberRequest

router = Router(tags=["coaching"])
OUT: dict[int, Any] = REFUSALS


class ObservationOut(Schema):
    """What was seen of one aspect: `yes`, `partly`, `not_yet`, or nothing, and a note."""

    aspect: str
    level: str
    note: str


class RideAlongOut(Schema):
    """A ride-along that stands: `asked`, `planned` or `shared`; what was seen comes with the last."""

    id: uuid.UUID
    rep: NamedOut
    manager: NamedOut | None
    meeting: uuid.UUID | None
    block: uuid.UUID | None
    on_day: dt.date
    state: str
    shared_at: dt.datetime | None
    practise: str
    answer: str
    observations: list[ObservationOut]

    @staticmethod
    def resolve_meeting(ride: RideAlong) -> uuid.UUID | None:
        """Return the customer meeting."""
        return ride.meeting_id

    @staticmethod
    def resolve_block(ride: RideAlong) -> uuid.UUID | None:
        """Return the booking hour."""
        return ride.block_id

    @staticmethod
    def resolve_state(ride: RideAlong) -> str:
        """Return how far it is."""
        return "shared" if ride.is_done else "planned" if ride.planned_at else "asked"

    @staticmethod
    def resolve_practise(ride: RideAlong) -> str:
        """Return the one thing to practise, once it is shared."""
        return ride.practise if ride.is_done else ""

    @staticmethod
    def resolve_observations(ride: RideAlong) -> Sequence[Observation]:
        """Return what was seen, once it is shared."""
        return list(ride.observations.all()) if ride.is_done else []


@router.get("", response={200: list[RideAlongOut], **OUT}, operation_id="ride_alongs", url_name="ride_alongs")
def ride_alongs(request: MemberRequest) -> list[RideAlong]:
    """Return the caller's own ride-alongs, or those with the reps they lead, the latest two hundred first."""
    return readable_rides(request.member)
