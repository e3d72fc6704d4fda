"""What was pressed a moment ago is taken back in one press, from the notice; both are written down."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from hederssak.history.models import Change, RecordKind
from hederssak.org.models import Member
from hederssak.pipeline.actions import (
    NextStepDraft,
    NothingToUndoError,
    edit_opportunity,
    finish_next_step,
    let_go,
    let_go_again,
    park,
    park_again,
    put_back,
    reopen_next_step,
    set_next_step,
    take_back,
    wake,
)
from hederssak.pipeline.models import LetGoReason, Opportunity, Stage, State
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal, make_stages

SignedIn = Callable[[Member], Client]
TODAY = NOW.date()
WAKE = dt.date(2027, 1, 11)
SOON, LATE = NOW + dt.timedelta(minutes=5), NOW + dt.timedelta(hours=2)
VALUE = ["amount", "margin", "margin_assumed"]


@pytest.fixture
def stages(cast: Cast) -> dict[str, Stage]:
    return make_stages(cast.nordvik)


@pytest.fixture
def deal(cast: Cast, stages: dict[str, Stage]) -> Opportunity:
    row = make_deal(cast.anna, stages["Offert"])
    step = NextStepDraft(what="Ringa Maja", due_on=TODAY)
    set_next_step(opportunity=row, draft=step, by=cast.anna, now=NOW - dt.timedelta(days=3))
    return row


def test_a_step_that_was_done_is_open_again_and_both_are_written(cast: Cast, deal: Opportunity) -> None:
    finish_next_step(opportunity=deal, was_done=True, by=cast.anna, now=NOW)
    reopen_next_step(opportunity=deal, by=cast.anna, now=SOON)
    (step,) = deal.next_steps.all()
    assert (step.what, step.ended_at, step.was_done) == ("Ringa Maja", None, None)
    changes = Change.objects.filter(kind=RecordKind.NEXT_STEP, field="was_done").order_by("known_at")
    assert list(changes.values_list("old", "new")) == [(None, True), (True, None)]


def test_a_step_is_not_opened_over_another_one(cast: Cast, deal: Opportunity) -> None:
    finish_next_step(opportunity=deal, was_done=True, by=cast.anna, now=NOW)
    set_next_step(opportunity=deal, draft=NextStepDraft(what="Besök"), by=cast.anna, now=NOW)
    with pytest.raises(NothingToUndoError):
        reopen_next_step(opportunity=deal, by=cast.anna, now=SOON)


def test_after_an_hour_nothing_is_taken_back(cast: Cast, deal: Opportunity) -> None:
    finish_next_step(opportunity=deal, was_done=True, by=cast.anna, now=NOW)
    edit_opportunity(opportunity=deal, values={"close_date": WAKE}, by=cast.anna, now=NOW)
    with pytest.raises(NothingToUndoError):
        reopen_next_step(opportunity=deal, by=cast.anna, now=LATE)
    with pytest.raises(NothingToUndoError):
        put_back(opportunity=deal, fields=["close_date"], by=cast.anna, now=LATE)


def test_what_was_woken_sleeps_again_for_the_same_reason(cast: Cast, deal: Opportunity) -> None:
    park(opportunity=deal, reason="Budget i januari", wake_on=WAKE, by=cast.anna, today=TODAY, now=NOW)
    wake(opportunity=deal, by=cast.anna, now=NOW)
    again = park_again(opportunity=deal, by=cast.anna, today=TODAY, now=SOON)
    assert (deal.state, again.reason, again.wake_on) == (State.PARKED, "Budget i januari", WAKE)
    with pytest.raises(NothingToUndoError):
        park_again(opportunity=deal, by=cast.anna, today=TODAY, now=SOON)


def test_what_was_brought_back_is_let_go_again(cast: Cast, deal: Opportunity) -> None:
    let_go(opportunity=deal, reason=LetGoReason.TIMING, note="Ny fabrik", by=cast.anna, today=TODAY, now=NOW)
    take_back(opportunity=deal, by=cast.anna, now=NOW)
    again = let_go_again(opportunity=deal, by=cast.anna, today=TODAY, now=SOON)
    assert (deal.state, again.reason, again.note) == (State.LET_GO, LetGoReason.TIMING, "Ny fabrik")


@pytest.mark.parametrize("day", [WAKE, None])
def test_a_close_date_is_as_it_was(cast: Cast, deal: Opportunity, day: dt.date | None) -> None:
    before = deal.close_date
    edit_opportunity(opportunity=deal, values={"close_date": day}, by=cast.anna, now=NOW)
    put_back(opportunity=deal, fields=["close_date"], by=cast.anna, now=SOON)
    assert deal.close_date == before
    assert Change.objects.filter(kind=RecordKind.OPPORTUNITY, field="close_date").count() == 2


def test_a_won_deal_stands_where_it_stood(cast: Cast, deal: Opportunity, stages: dict[str, Stage]) -> None:
    edit_opportunity(opportunity=deal, values={"stage": stages["Vunnen"]}, by=cast.anna, now=NOW)
    assert deal.state == State.WON
    put_back(opportunity=deal, fields=["stage"], by=cast.anna, now=SOON)
    assert (deal.stage, deal.state, deal.closed_on) == (stages["Offert"], State.OPEN, None)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({"margin": Decimal(100_000)}, {"margin": Decimal(200_000), "amount": Decimal(900_000)}),
        ({"margin": None}, {"margin": Decimal(200_000)}),
        ({"margin": None}, {"amount": Decimal(2_000_000)}),
        ({"margin": Decimal(100_000)}, {"margin": None}),
    ],
)
def test_a_value_is_as_it_was_and_an_assumed_margin_is_assumed_again(
    cast: Cast, deal: Opportunity, first: dict[str, Decimal | None], then: dict[str, Decimal | None]
) -> None:
    earlier = NOW - dt.timedelta(hours=3)
    edit_opportunity(opportunity=deal, values=first, by=cast.anna, now=earlier)
    deal.refresh_from_db()
    before = (deal.amount, deal.margin, deal.margin_assumed)
    edit_opportunity(opportunity=deal, values=then, by=cast.anna, now=NOW)
    deal.refresh_from_db()
    assert (deal.amount, deal.margin, deal.margin_assumed) != before
    put_back(opportunity=deal, fields=VALUE, by=cast.anna, now=SOON)
    assert (deal.amount, deal.margin, deal.margin_assumed) == before


def test_nobody_takes_back_what_somebody_else_did_or_has_changed_since(cast: Cast, deal: Opportunity) -> None:
    edit_opportunity(opportunity=deal, values={"close_date": WAKE}, by=cast.anna, now=NOW)
    with pytest.raises(NothingToUndoError):
        put_back(opportunity=deal, fields=["close_date"], by=cast.eva, now=SOON)
    edit_opportunity(opportunity=deal, values={"close_date": TODAY}, by=cast.eva, now=SOON)
    with pytest.raises(NothingToUndoError):
        put_back(opportunity=deal, fields=["close_date"], by=cast.anna, now=SOON)
    with pytest.raises(PermissionDenied):
        put_back(opportunity=deal, fields=["close_date"], by=cast.mikko, now=SOON)


def test_done_says_so_and_offers_to_undo_it(cast: Cast, deal: Opportunity, signed_in: SignedIn) -> None:
    with time_machine.travel(NOW, tick=False):
        client = signed_in(cast.anna)
        answer = client.post(reverse("pipeline:finish_step", args=[deal.pk]))
        (said,) = get_messages(answer.wsgi_request)
        assert said.extra_tags == reverse("pipeline:undo_next_steps", args=[deal.pk])
        client.post(said.extra_tags)
        assert deal.next_steps.get().ended_at is None
        page = client.post(said.extra_tags, follow=True).content.decode()
    assert "Det går inte att ångra längre" in page
