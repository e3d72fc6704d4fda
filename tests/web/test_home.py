"""The page one comes to first says how things are, then what to do, and shows each role what is theirs to see."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hederssak.cadence.models import SalesMeeting
from hederssak.crm.models import Contact
from hederssak.honesty.actions import judge_organization, object_to
from hederssak.honesty.models import Flag, Worth
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.actions import look_at_person
from hederssak.org.models import Member
from hederssak.pipeline.actions import NextStepDraft, finish_next_step, seat_contact, set_next_step
from hederssak.pipeline.models import BuyingRole, NextStep, Opportunity, Stage
from hederssak.rules.honesty.codes import Code
from tests.cast import NOW, STOCKHOLM, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages

SignedIn = Callable[[Member], Client]
TODAY = dt.date(2026, 11, 18)
LONG_AGO = NOW - dt.timedelta(days=30)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def stages(cast: Cast) -> dict[str, Stage]:
    return make_stages(cast.nordvik)


@pytest.fixture
def deal(cast: Cast, stages: dict[str, Stage]) -> Opportunity:
    account = make_account(cast.nordvik, "Falu Verkstad")
    return make_deal(cast.mikko, stages["Offert"], account=account, now=LONG_AGO)


def home(client: Client) -> str:
    """Return the words of the first page."""
    response = client.get(reverse("web:home"))
    assert response.status_code == 200
    text = re.sub(r"<[^>]+>", "", response.content.decode())
    return re.sub(r"[ \n]+", " ", text)


def plan(deal: Opportunity, due_on: dt.date, *, now: dt.datetime = LONG_AGO) -> NextStep:
    assert deal.owner is not None
    draft = NextStepDraft(what="Visa kalkylen", due_on=due_on, agreed_with_buyer=True)
    return set_next_step(opportunity=deal, draft=draft, by=deal.owner, now=now)


def book(deal: Opportunity, starts_at: dt.datetime, *, who: Contact | None = None) -> CustomerMeeting:
    meeting = CustomerMeeting.objects.create(
        organization=deal.organization,
        account=deal.account,
        opportunity=deal,
        owner=deal.owner,
        title="Genomgång",
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=1),
        logged_at=LONG_AGO,
    )
    if who:
        meeting.attendees.add(who)
    return meeting


def contact(deal: Opportunity, name: str) -> Contact:
    return Contact.objects.create(
        organization=deal.organization,
        account=deal.account,
        name=name,
        search_key=name.lower(),
        created_at=NOW,
        changed_at=NOW,
    )


def test_a_rep_is_told_what_waits_and_whom_they_meet_today(
    cast: Cast, deal: Opportunity, stages: dict[str, Stage], signed_in: SignedIn
) -> None:
    plan(deal, TODAY - dt.timedelta(days=2))
    make_deal(cast.mikko, stages["Behov"], name="Utan steg")
    book(deal, NOW + dt.timedelta(hours=4))
    cast.mikko.language = "sv"
    cast.mikko.save()
    said = home(signed_in(cast.mikko))
    assert "Två affärer väntar på nästa steg. Ett kundmöte i dag." in said
    assert "Falu Verkstad. Visa kalkylen" in said
    assert "skulle ske mån 16 nov" in said


def test_a_step_that_is_due_today_waits_for_nobody_else(cast: Cast, deal: Opportunity, signed_in: SignedIn) -> None:
    plan(deal, TODAY)
    cast.mikko.language = "sv"
    cast.mikko.save()
    assert "Ett steg att ta i dag." in home(signed_in(cast.mikko))


def test_one_press_says_that_a_step_is_done_and_asks_for_the_next(
    cast: Cast, deal: Opportunity, signed_in: SignedIn
) -> None:
    step = plan(deal, TODAY)
    client = signed_in(cast.mikko)
    page = client.get(reverse("web:home")).content.decode()
    asking = reverse("pipeline:next_steps", args=[deal.pk]) + "?next=/"
    assert f'value="{asking}"' in page
    response = client.post(reverse("pipeline:finish_step", args=[deal.pk]), {"next": asking})
    assert response.headers["Location"] == asking
    step.refresh_from_db()
    assert step.was_done is True


def test_a_meeting_about_an_offer_says_when_nobody_who_decides_is_coming(
    cast: Cast, deal: Opportunity, signed_in: SignedIn
) -> None:
    user, decider = contact(deal, "Ulla Användare"), contact(deal, "Disa Beslutar")
    meeting = book(deal, NOW + dt.timedelta(days=1), who=user)
    cast.mikko.language = "en"
    cast.mikko.save()
    client = signed_in(cast.mikko)
    assert "Nobody has said who decides." in home(client)
    seat_contact(opportunity=deal, contact=decider, role=BuyingRole.DECIDES, by=cast.mikko, now=NOW)
    assert "Nobody who decides is coming." in home(client)
    meeting.attendees.add(decider)
    assert "who decides" not in home(client)


def test_an_early_meeting_and_a_tender_need_no_decider_yet(
    cast: Cast, deal: Opportunity, stages: dict[str, Stage], signed_in: SignedIn
) -> None:
    early = make_deal(cast.anna, stages["Behov"])
    tender = make_deal(cast.anna, stages["Offert"], is_tender=True)
    for one in (early, tender):
        book(one, NOW + dt.timedelta(hours=2))
    page = signed_in(cast.anna).get(reverse("web:home"))
    assert [visit["lacks"] for visit in page.context["visits"]] == [[], []]


def test_a_colleagues_deals_are_not_on_my_page(cast: Cast, deal: Opportunity, signed_in: SignedIn) -> None:
    plan(deal, TODAY)
    book(deal, NOW + dt.timedelta(hours=4))
    assert "Falu Verkstad" not in home(signed_in(cast.anna))


def test_a_rep_reads_how_often_their_page_was_looked_at(cast: Cast, signed_in: SignedIn) -> None:
    look_at_person(viewer=cast.eva, subject=cast.anna, page="person", now=NOW - dt.timedelta(days=1))
    assert "Din sida har öppnats en gång" in home(signed_in(cast.anna))


def test_a_manager_is_given_names_only_where_a_promised_day_has_passed(
    cast: Cast, deal: Opportunity, stages: dict[str, Stage], signed_in: SignedIn
) -> None:
    plan(deal, TODAY - dt.timedelta(days=5))
    kept = make_deal(cast.anna, stages["Behov"], opened_on=TODAY)
    plan(kept, TODAY + dt.timedelta(days=5), now=NOW)
    judge_organization(organization=cast.nordvik, now=NOW)
    said = home(signed_in(cast.eva))
    assert "Prata med Mikko." in said
    assert "Anna" not in said
    assert "En till håller sina nästa steg." in said
    assert "Norr: en av 2 affärer har en fråga." in said


def test_what_was_done_a_moment_ago_is_on_the_managers_page_at_the_next_load(
    cast: Cast, deal: Opportunity, signed_in: SignedIn
) -> None:
    plan(deal, TODAY - dt.timedelta(days=5))
    judge_organization(organization=cast.nordvik, now=NOW)
    client = signed_in(cast.eva)
    said = home(client)
    assert "Prata med Mikko." in said
    assert "Vanligaste frågan" in said
    Member.objects.filter(pk=cast.mikko.pk).update(name="Mikael Aalto")
    assert "Prata med Mikael." in home(client)
    finish_next_step(opportunity=deal, was_done=True, by=cast.mikko, now=NOW)
    said = home(client)  # nothing has judged the deal since: its old questions may be answered already
    assert "Prata med" not in said
    assert "Vanligaste frågan" not in said
    judge_organization(organization=cast.nordvik, now=NOW)
    assert "Vanligaste frågan" in home(client)


def test_a_manager_answers_an_objection_in_place(cast: Cast, deal: Opportunity, signed_in: SignedIn) -> None:
    judge_organization(organization=cast.nordvik, now=NOW)
    code = deal.flags.filter(is_lead=True).get().code
    objection = object_to(opportunity=deal, code=code, why="Ramavtal", by=cast.mikko, now=NOW)
    page = signed_in(cast.eva).get(reverse("web:home")).content.decode()
    assert "Ramavtal" in page
    assert reverse("honesty:answer", args=[objection.pk]) in page
    assert "Ramavtal" not in signed_in(cast.maj).get(reverse("web:home")).content.decode()


def test_the_weeks_are_drawn_once_there_are_two_of_them(cast: Cast, deal: Opportunity, signed_in: SignedIn) -> None:
    judge_organization(organization=cast.nordvik, now=NOW)
    assert "Frågorna har" not in home(signed_in(cast.eva))
    Worth.objects.create(
        organization=cast.nordvik, team=cast.norr, owner=cast.mikko, day=TODAY - dt.timedelta(days=14), asked_count=4
    )
    assert "Frågorna har minskat från 4 till 1 på två veckor" in home(signed_in(cast.eva))


def test_the_next_sales_meeting_of_the_own_team_is_there(cast: Cast, signed_in: SignedIn) -> None:
    for team, day in ((cast.norr, 23), (cast.syd, 24)):
        starts_at = dt.datetime(2026, 11, day, 8, 30, tzinfo=STOCKHOLM)
        SalesMeeting.objects.create(organization=cast.nordvik, team=team, starts_at=starts_at)
    said = home(signed_in(cast.eva))
    assert "mån 23 nov 08:30" in said
    assert "tis 24 nov" not in said
    assert "tis 24 nov" in home(signed_in(cast.otto))


def test_a_director_reads_sums_by_team_and_nobody_by_name(
    cast: Cast, deal: Opportunity, stages: dict[str, Stage], signed_in: SignedIn
) -> None:
    make_deal(cast.otto, stages["Behov"], margin=Decimal(900_000))
    plan(deal, TODAY - dt.timedelta(days=5))
    judge_organization(organization=cast.nordvik, now=NOW)
    said = home(signed_in(cast.vera))
    assert "2 av 2 affärer har en fråga." in said
    assert "Norr" in said
    assert "Syd" in said
    assert not any(name in said for name in ("Mikko", "Otto", "Anna"))


def test_an_admin_is_told_what_remains_to_be_set_up(cast: Cast, signed_in: SignedIn) -> None:
    said = home(signed_in(cast.ada))
    assert "things remain to be set up." in said
    assert "No sales meetings are planned for Norr, Syd." in said
    assert "Bring in your CRM's export." in said


@pytest.mark.parametrize("who", ["anna", "eva", "vera", "ada", "stig"])
def test_an_empty_organization_is_taught_what_will_stand_here(cast: Cast, signed_in: SignedIn, who: str) -> None:
    assert home(signed_in(cast.members[who]))


@pytest.mark.parametrize("who", ["mikko", "eva", "vera"])
def test_it_costs_the_same_queries_for_one_deal_and_for_forty(
    cast: Cast, deal: Opportunity, stages: dict[str, Stage], signed_in: SignedIn, who: str
) -> None:
    client = signed_in(cast.members[who])

    def queries() -> int:
        judge_organization(organization=cast.nordvik, now=NOW)
        with CaptureQueriesContext(connection) as counted:
            home(client)
        return len(counted)

    plan(deal, TODAY - dt.timedelta(days=3))
    book(deal, NOW + dt.timedelta(hours=3))
    make_deal(cast.mikko, stages["Offert"])
    home(client)
    few = queries()
    for place in range(20):
        late = make_deal(cast.mikko, stages["Offert"], account=make_account(cast.nordvik, f"Firma {place}"))
        plan(late, TODAY - dt.timedelta(days=3))
        book(late, NOW + dt.timedelta(hours=place))
        make_deal(cast.mikko, stages["Offert"], name=f"Deal {place}")
    assert queries() == few


def test_the_commonest_question_is_counted_wherever_it_is_asked(
    cast: Cast, stages: dict[str, Stage], signed_in: SignedIn
) -> None:
    for _ in range(3):
        make_deal(cast.anna, stages["Behov"], close_date=TODAY - dt.timedelta(days=30), now=LONG_AGO)
    judge_organization(organization=cast.nordvik, now=NOW)
    asked = Flag.objects.filter(code=Code.NO_NEXT_STEP).count()
    assert asked > Flag.objects.filter(code=Code.NO_NEXT_STEP, is_lead=True).count()
    assert re.search(rf"Vanligaste frågan: [^,]+, {asked} affärer av 3\b", home(signed_in(cast.eva)))
