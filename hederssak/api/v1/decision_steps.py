"""The steps in which a buyer decides: added, named anew, moved, taken out and brought back (R7)."""

from __future__ import annotations

import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from hederssak.api.v1.committees import CommitteeOut, board, writable
from hederssak.api.v1.problems import REFUSALS
from hederssak.history.models import Origin
from hederssak.lib import clock
from hederssak.org.middleware import MemberRequest
from hederssak.pipeline import actions
from hederssak.pipeline.models import DecisionStep, Opportunity

router = Router(tags=["right meetings"])
OUT: dict[int, Any] = REFUSALS


class StepsIn(Schema):
    """What is decided in each new step, in their order."""

    names: list[str] = Field(min_length=1, max_length=20)


class StepIn(Schema):
    """Another name for a step, and so many places later (earlier below zero)."""

    name: str | None = Field(None, max_length=80)
    places: int = Field(0, ge=-20, le=20)


@router.post(
    "/{uuid:pk}/committee/steps",
    response={200: CommitteeOut, **OUT},
    operation_id="add_decision_steps",
    url_name="decision_steps",
)
def add(request: MemberRequest, pk: uuid.UUID, given: StepsIn) -> dict[str, Any]:
    """Add steps after those that stand; 409 with `too_many_steps` above nine."""
    row = writable(request, pk)
    actions.add_steps(opportunity=row, names=given.names, by=request.member, now=clock.read(), origin=Origin.API)
    return board(request, row)


@router.post(
    "/{uuid:pk}/committee/steps/{uuid:step}",
    response={200: CommitteeOut, **OUT},
    operation_id="change_decision_step",
    url_name="decision_step",
)
def change(request: MemberRequest, pk: uuid.UUID, step: uuid.UUID, given: StepIn) -> dict[str, Any]:
    """Name a step anew, or move it; its people go with it. One that was taken out is 404."""
    row, now = writable(request, pk), clock.read()
    found = _step(row, step, removed_at=None)
    if given.name is not None:
        actions.rename_step(step=found, name=given.name, by=request.member, now=now, origin=Origin.API)
    if given.places:
        actions.move_step(step=found, places=given.places, by=request.member, now=now, origin=Origin.API)
    return board(request, row)


@router.post(
    "/{uuid:pk}/committee/steps/{uuid:step}/remove",
    response={200: CommitteeOut, **OUT},
    operation_id="remove_decision_step",
    url_name="decision_step_remove",
)
def remove(request: MemberRequest, pk: uuid.UUID, step: uuid.UUID) -> dict[str, Any]:
    """Take a step out; its people stand in none until it is brought back or they are moved."""
    row = writable(request, pk)
    actions.remove_step(step=_step(row, step), by=request.member, now=clock.read(), origin=Origin.API)
    return board(request, row)


@router.post(
    "/{uuid:pk}/committee/steps/{uuid:step}/restore",
    response={200: CommitteeOut, **OUT},
    operation_id="restore_decision_step",
    url_name="decision_step_restore",
)
def restore(request: MemberRequest, pk: uuid.UUID, step: uuid.UUID) -> dict[str, Any]:
    """Bring back a step that was taken out, with its people."""
    row = writable(request, pk)
    actions.restore_step(step=_step(row, step), by=request.member, now=clock.read(), origin=Origin.API)
    return board(request, row)


def _step(row: Opportunity, pk: uuid.UUID, **narrowed: None) -> DecisionStep:
    rows = DecisionStep.objects.select_related("opportunity__owner__team")
    return get_object_or_404(rows, pk=pk, opportunity=row, **narrowed)
