"""The map of the decision: read at a glance, written by every gesture, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hederssak.crm.models import Contact
from hederssak.meetings.models import Attendee, CustomerMeeting, MeetingState
from hederssak.org.models import Member
from hederssak.pipeline.models import CommitteeSeat, DecisionStep, Opportunity
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal
from tests.routes.committee import seated
from tests.routes.pipeline import first_stage

SignedIn = Callable[[Member], Client]


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def seat(cast: Cast) -> CommitteeSeat:
    return seated(cast)


@pytest.fixture
def anna(cast: Cast, signed_in: SignedIn) -> Client:
    Member.objects.filter(pk=cast.anna.pk).update(language="en")
    return signed_in(cast.anna)


def page(client: Client, deal: Opportunity, person: CommitteeSeat | None = None) -> str:
    asked = {"person": str(person.pk)} if person else {}
    response = client.get(reverse("web:committee", args=[deal.pk]), asked)
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, route: str, /, *args: object, **given: str) -> None:
    assert client.post(reverse(f"web:{route}", args=args), given).status_code == 302


def test_an_empty_decision_says_so_and_offers_to_begin(cast: Cast, anna: Client) -> None:
    html = page(anna, make_deal(cast.anna, first_stage(cast)))
    assert "Nobody at the buyer is named in this decision yet." in html
    assert "The map of the decision stands here" in html
    assert "Begin with the need, the choice and the money" in html


def test_it_opens_with_what_presses_most_and_what_to_do(anna: Client, seat: CommitteeSeat) -> None:
    html = page(anna, seat.opportunity)
    assert html.index("Nobody has said in which steps they decide.") < html.index(
        "what is decided first, and what then?"
    )
    assert "We do not know where Maja Hed stands." in html


def test_the_usual_steps_come_with_one_press_and_can_be_changed(anna: Client, seat: CommitteeSeat) -> None:
    deal = seat.opportunity_id
    post(anna, "committee_step_add", deal, usual="1")
    steps = list(DecisionStep.objects.order_by("position"))
    assert [step.name for step in steps] == ["The need", "The choice", "The money"]
    post(anna, "committee_step_name", deal, steps[0].pk, name="The need and the goal")
    post(anna, "committee_step_later", deal, steps[0].pk)
    post(anna, "committee_step_remove", deal, steps[2].pk)
    html = page(anna, seat.opportunity)
    assert html.index("1. The choice") < html.index("2. The need and the goal")
    assert "3. The money" not in html
    assert reverse("web:committee_step_restore", args=[deal, steps[2].pk]) in html
    post(anna, "committee_step_restore", deal, steps[2].pk)
    assert "3. The money" in page(anna, seat.opportunity)


def test_a_nameless_step_is_refused_in_words(anna: Client, seat: CommitteeSeat) -> None:
    response = anna.post(reverse("web:committee_step_add", args=[seat.opportunity_id]), {"name": " "})
    assert response.status_code == 422
    assert "Write what is decided in the step." in response.content.decode()


def test_what_is_known_of_a_person_is_written_in_their_panel(anna: Client, seat: CommitteeSeat) -> None:
    post(anna, "committee_step_add", seat.opportunity_id, name="Valet")
    step = DecisionStep.objects.get()
    given = {"role": "decides", "stance": "for", "influence": "high", "person": "teacher", "step": str(step.pk)}
    post(anna, "committee_save", seat.opportunity_id, seat.pk, **given, reach="Fridays")
    html = page(anna, seat.opportunity, seat)
    seat.refresh_from_db()
    assert (seat.stance, seat.influence, seat.person, seat.step, seat.reach) == (
        "for", "high", "teacher", step, "Fridays",
    )  # fmt: skip
    assert "For it, not met · Decides · Teacher" in html
    assert 'value="Fridays"' in html


def test_a_gesture_by_htmx_brings_the_whole_board_and_nothing_else(anna: Client, seat: CommitteeSeat) -> None:
    url = reverse("web:committee_remove", args=[seat.opportunity_id, seat.pk])
    response = anna.post(url, headers={"HX-Request": "true"})
    html = response.content.decode()
    assert response.status_code == 200
    assert html.strip().startswith('<div id="board"')
    assert "Maja Hed is out of the decision." in html
    assert reverse("web:committee_restore", args=[seat.opportunity_id, seat.pk]) in html
    assert "<html" not in html


def test_somebody_new_is_added_with_one_form_and_somebody_known_from_the_company(
    cast: Cast, anna: Client, seat: CommitteeSeat
) -> None:
    deal = seat.opportunity
    post(anna, "committee_add", deal.pk, name="Bo Ek", title="Inköpschef")
    bo = Contact.objects.get(name="Bo Ek")
    assert (bo.account, bo.title) == (deal.account, "Inköpschef")
    known = Contact.objects.create(
        organization=cast.nordvik, account=deal.account, name="Karl Ström", search_key="karl", created_at=NOW,
        changed_at=NOW,
    )  # fmt: skip
    post(anna, "committee_add", deal.pk, contact=str(known.pk))
    assert set(CommitteeSeat.objects.values_list("contact__name", flat=True)) == {"Maja Hed", "Bo Ek", "Karl Ström"}
    assert anna.post(reverse("web:committee_add", args=[deal.pk]), {}).status_code == 422


def test_nobody_takes_us_to_somebody_of_another_decision(anna: Client, cast: Cast, seat: CommitteeSeat) -> None:
    stranger = Contact.objects.create(
        organization=cast.nordvik, account=None, name="Karl", search_key="karl", created_at=NOW, changed_at=NOW
    )
    given = {"role": "decides", "stance": "for", "influence": "high", "person": "teacher"}
    url = reverse("web:committee_save", args=[seat.opportunity_id, seat.pk])
    assert anna.post(url, {**given, "through": str(stranger.pk)}).status_code == 422
    seat.refresh_from_db()
    assert seat.stance == "unknown"


def test_whoever_came_to_a_meeting_was_met(cast: Cast, anna: Client, seat: CommitteeSeat) -> None:
    assert "not met" in page(anna, seat.opportunity)
    meeting = CustomerMeeting.objects.create(
        organization=cast.nordvik, account=seat.opportunity.account, opportunity=seat.opportunity, owner=cast.anna,
        title="Besök", starts_at=NOW, ends_at=NOW, state=MeetingState.HELD, logged_at=NOW,
    )  # fmt: skip
    Attendee.objects.create(meeting=meeting, contact=seat.contact, came=True)
    assert "not met" not in page(anna, seat.opportunity)
    Attendee.objects.update(came=False)
    assert "not met" in page(anna, seat.opportunity)


def test_a_reader_gets_the_map_and_no_gesture(cast: Cast, signed_in: SignedIn, seat: CommitteeSeat) -> None:
    html = page(signed_in(cast.otto), seat.opportunity, seat)
    assert "Maja Hed" in html
    assert "<form" not in html[html.index('id="board"') : html.index("</main>")]


def test_the_opportunity_shows_it_small_and_leads_there(anna: Client, seat: CommitteeSeat) -> None:
    html = anna.get(reverse("web:opportunity", args=[seat.opportunity_id])).content.decode()
    assert reverse("web:committee", args=[seat.opportunity_id]) in html
    assert "Nobody has said in which steps they decide." in html
