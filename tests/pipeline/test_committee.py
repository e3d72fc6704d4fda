"""People get a place in a decision, are moved, removed and brought back, and all of it is in the history."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from hederssak.crm.models import Contact
from hederssak.history.models import Change, PrivateText, RecordKind
from hederssak.pipeline.actions import (
    NamelessStepError,
    ThroughThemselvesError,
    TooManyStepsError,
    UnknownFieldError,
    add_steps,
    edit_seat,
    move_seat,
    move_step,
    remove_seat,
    remove_step,
    rename_step,
    restore_seat,
    restore_step,
    seat_contact,
    seat_met,
)
from hederssak.pipeline.models import BuyingRole, CommitteeSeat, DecisionStep, Opportunity
from hederssak.rules.committee import Stance
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages

STEPS = ("Behovet", "Valet", "Pengarna")


@pytest.fixture
def deal(cast: Cast) -> Opportunity:
    account = make_account(cast.nordvik, "Falu Verkstad")
    return make_deal(cast.anna, make_stages(cast.nordvik)["Lösning"], account=account)


def contact(deal: Opportunity, name: str) -> Contact:
    return Contact.objects.create(
        organization=deal.organization,
        account=deal.account,
        name=name,
        search_key=name.lower(),
        created_at=NOW,
        changed_at=NOW,
    )


@pytest.fixture
def seat(cast: Cast, deal: Opportunity) -> CommitteeSeat:
    maja = contact(deal, "Maja Hed")
    return seat_contact(opportunity=deal, contact=maja, role=BuyingRole.DECIDES, by=cast.anna, now=NOW)


def names(deal: Opportunity) -> list[str]:
    rows = DecisionStep.objects.filter(opportunity=deal, removed_at=None).order_by("position")
    return list(rows.values_list("name", flat=True))


def test_what_is_known_of_a_person_is_written_and_told_once(cast: Cast, seat: CommitteeSeat) -> None:
    for _ in range(2):
        edit_seat(seat=seat, values={"stance": "for", "influence": "high"}, by=cast.anna, now=NOW)
    seat.refresh_from_db()
    assert (seat.stance, seat.influence, seat.role) == ("for", "high", "decides")
    told = Change.objects.filter(kind=RecordKind.COMMITTEE, record_id=seat.pk).exclude(field="")
    assert set(told.values_list("field", "old", "new")) == {
        ("stance", "unknown", "for"),
        ("influence", "unknown", "high"),
    }


def test_how_to_reach_somebody_can_be_erased_from_the_history(cast: Cast, seat: CommitteeSeat) -> None:
    edit_seat(seat=seat, values={"reach": "Ringer tillbaka på fredagar"}, by=cast.anna, now=NOW)
    change = Change.objects.get(record_id=seat.pk, field="reach")
    assert change.new is None
    assert PrivateText.objects.get(change=change).values["new"] == "Ringer tillbaka på fredagar"


def test_a_manager_may_and_a_colleague_may_not(cast: Cast, seat: CommitteeSeat) -> None:
    edit_seat(seat=seat, values={"stance": "for"}, by=cast.eva, now=NOW)
    with pytest.raises(PermissionDenied):
        edit_seat(seat=seat, values={"stance": "against"}, by=cast.mikko, now=NOW)
    with pytest.raises(PermissionDenied):
        add_steps(opportunity=seat.opportunity, names=STEPS, by=cast.otto, now=NOW)


def test_nobody_takes_us_to_themselves(cast: Cast, seat: CommitteeSeat) -> None:
    with pytest.raises(ThroughThemselvesError):
        edit_seat(seat=seat, values={"through": seat.contact}, by=cast.anna, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitteeSeat.objects.filter(pk=seat.pk).update(through=seat.contact_id)


def test_a_day_of_meeting_is_not_written_by_hand(cast: Cast, seat: CommitteeSeat) -> None:
    with pytest.raises(UnknownFieldError):
        edit_seat(seat=seat, values={"met_at": NOW}, by=cast.anna, now=NOW)


def test_a_person_is_moved_along_the_steps_and_stays_at_the_ends(
    cast: Cast, deal: Opportunity, seat: CommitteeSeat
) -> None:
    steps = add_steps(opportunity=deal, names=STEPS, by=cast.anna, now=NOW)
    stood = []
    for places in (1, 1, 1, 1, -1):
        move_seat(seat=seat, places=places, by=cast.anna, now=NOW)
        stood.append(steps.index(seat.step))  # type: ignore[arg-type]  # set by the move
    assert stood == [0, 1, 2, 2, 1]


def test_without_steps_there_is_nowhere_to_move_to(cast: Cast, seat: CommitteeSeat) -> None:
    move_seat(seat=seat, places=1, by=cast.anna, now=NOW)
    assert seat.step is None


def test_who_was_removed_is_back_in_one_press_with_what_was_known(cast: Cast, seat: CommitteeSeat) -> None:
    edit_seat(seat=seat, values={"stance": "against"}, by=cast.anna, now=NOW)
    remove_seat(seat=seat, by=cast.anna, now=NOW)
    assert CommitteeSeat.objects.get().removed_at == NOW
    restore_seat(seat=seat, by=cast.anna, now=NOW + dt.timedelta(minutes=1))
    row = CommitteeSeat.objects.get()
    assert (row.removed_at, row.stance) == (None, Stance.AGAINST)


def test_sitting_with_somebody_who_was_removed_brings_them_back(cast: Cast, seat: CommitteeSeat) -> None:
    remove_seat(seat=seat, by=cast.anna, now=NOW)
    seat_met(opportunity=seat.opportunity, contacts=[seat.contact_id], at=NOW, by=cast.anna, now=NOW)
    row = CommitteeSeat.objects.get()
    assert (row.removed_at, row.met_at, row.role) == (None, NOW, "decides")


def test_steps_are_named_ordered_and_taken_out(cast: Cast, deal: Opportunity) -> None:
    need, choice, money = add_steps(opportunity=deal, names=STEPS, by=cast.anna, now=NOW)
    rename_step(step=need, name=" Behov och mål ", by=cast.anna, now=NOW)
    move_step(step=money, places=-1, by=cast.anna, now=NOW)
    assert names(deal) == ["Behov och mål", "Pengarna", "Valet"]
    move_step(step=money, places=-9, by=cast.anna, now=NOW)
    remove_step(step=choice, by=cast.anna, now=NOW)
    assert names(deal) == ["Pengarna", "Behov och mål"]
    restore_step(step=choice, by=cast.anna, now=NOW)
    assert names(deal) == ["Pengarna", "Behov och mål", "Valet"]
    assert Change.objects.filter(kind=RecordKind.DECISION_STEP, subject_id=deal.pk).count() > 3


def test_a_step_has_a_name_and_there_are_nine_at_most(cast: Cast, deal: Opportunity) -> None:
    with pytest.raises(NamelessStepError):
        add_steps(opportunity=deal, names=["Behovet", " "], by=cast.anna, now=NOW)
    (step,) = add_steps(opportunity=deal, names=["Behovet"], by=cast.anna, now=NOW)
    with pytest.raises(NamelessStepError):
        rename_step(step=step, name="", by=cast.anna, now=NOW)
    with pytest.raises(TooManyStepsError):
        add_steps(opportunity=deal, names=["Steg"] * 9, by=cast.anna, now=NOW)
    assert names(deal) == ["Behovet"]
