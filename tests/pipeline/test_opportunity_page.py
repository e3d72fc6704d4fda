"""The page of one opportunity tells who decides, what is next and how it went; forms change it."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hederssak.crm.models import Contact
from hederssak.history.actions import Altered, Source, record_changed
from hederssak.history.models import RecordKind
from hederssak.lib.ids import new_id
from hederssak.org.models import Member
from hederssak.pipeline.actions import edit_opportunity
from hederssak.pipeline.models import CommitteeSeat, Criterion, NextStep, Opportunity, Stage, State
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages

SignedIn = Callable[[Member], Client]


@pytest.fixture(autouse=True)
def _clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def stages(cast: Cast) -> dict[str, Stage]:
    return make_stages(cast.nordvik)


@pytest.fixture
def deal(cast: Cast, stages: dict[str, Stage]) -> Opportunity:
    account = make_account(cast.nordvik, "Falu Verkstad")
    Contact.objects.create(
        organization=cast.nordvik,
        account=account,
        name="Maja Hed",
        search_key="maja hed",
        created_at=NOW,
        changed_at=NOW,
    )
    return make_deal(cast.anna, stages["Lösning"], account=account, now=NOW - dt.timedelta(days=30))


def page(client: Client, deal: Opportunity) -> str:
    response = client.get(reverse("web:opportunity", args=[deal.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_it_tells_each_move_with_who(cast: Cast, deal: Opportunity, signed_in: SignedIn) -> None:
    edit_opportunity(
        opportunity=deal,
        values={"close_date": dt.date(2027, 2, 1), "amount": Decimal(1_200_000)},
        by=cast.anna,
        now=NOW - dt.timedelta(days=3),
    )
    html = page(signed_in(cast.eva), deal)
    assert "Anna Berg" in html
    assert html.count('<figure class="chart"') == 2


@pytest.mark.parametrize(
    ("noun", "given", "changed"),
    [
        ("next_steps", {"what": "Visa kalkylen", "due_on": "2026-12-01"}, lambda d: d.next_steps.count() == 1),
        ("parkings", {"reason": "Budget", "wake_on": "2027-01-11"}, lambda d: d.state == State.PARKED),
        ("lettings_go", {"reason": "timing"}, lambda d: d.state == State.LET_GO),
        ("close_dates", {"close_date": "24.12.2026"}, lambda d: d.close_date == dt.date(2026, 12, 24)),
        ("values", {"amount": "2 000 000", "amount_basis": "Offert 7"}, lambda d: d.amount == Decimal(2_000_000)),
        ("buyer_events", {"what": "Styrelse", "on_day": "2026-12-10"}, lambda d: d.buyer_events.count() == 1),
    ],
)
def test_each_gesture_does_what_it_says(
    cast: Cast,
    deal: Opportunity,
    signed_in: SignedIn,
    noun: str,
    given: dict[str, str],
    changed: Callable[[Opportunity], bool],
) -> None:
    url = reverse(f"pipeline:{noun}", args=[deal.pk])
    client = signed_in(cast.anna)
    assert client.get(url).status_code == 200
    assert client.post(url, given).status_code == 302
    deal.refresh_from_db()
    assert changed(deal)
    assert page(client, deal)


def test_evidence_and_seats_and_stages_are_offered_from_what_there_is(
    cast: Cast, deal: Opportunity, stages: dict[str, Stage], signed_in: SignedIn
) -> None:
    client = signed_in(cast.anna)
    criterion = Criterion.objects.order_by("stage__position")[0]
    person = Contact.objects.get()
    for noun, given in (
        ("evidence", {"criterion": criterion.pk, "text": "Mejl 3 nov"}),
        ("seats", {"contact": person.pk, "role": "decides"}),
        ("stages", {"stage": stages["Offert"].pk}),
    ):
        assert client.post(reverse(f"pipeline:{noun}", args=[deal.pk]), given).status_code == 302
    deal.refresh_from_db()
    assert (deal.stage, CommitteeSeat.objects.get().role) == (stages["Offert"], "decides")
    html = page(client, deal)
    assert "Mejl 3 nov" in html
    assert "Maja Hed" in html


def test_a_reader_gets_no_buttons_and_a_stranger_no_page(cast: Cast, deal: Opportunity, signed_in: SignedIn) -> None:
    assert reverse("pipeline:parkings", args=[deal.pk]) not in page(signed_in(cast.otto), deal)
    assert signed_in(cast.stig).get(reverse("web:opportunity", args=[deal.pk])).status_code == 404


def test_a_step_that_is_done_is_ended(cast: Cast, deal: Opportunity, signed_in: SignedIn) -> None:
    client = signed_in(cast.anna)
    client.post(reverse("pipeline:next_steps", args=[deal.pk]), {"what": "Ring", "due_on": "2026-11-20"})
    client.post(reverse("pipeline:finish_step", args=[deal.pk]))
    assert NextStep.objects.get().was_done is True


def test_every_kind_of_change_can_be_told(cast: Cast, deal: Opportunity, signed_in: SignedIn) -> None:
    """A room above may write history about an opportunity; its page tells what it knows and never fails on the rest."""
    source = Source.page(by=cast.anna, now=NOW)
    for kind in RecordKind:
        told = Altered(kind, new_id(), "state", None, "booked", deal.pk)
        if kind is not RecordKind.OPPORTUNITY:
            record_changed([told], organization_id=cast.nordvik.pk, source=source)
    assert page(signed_in(cast.anna), deal)
