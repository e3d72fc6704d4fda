"""The comfort zone: each rep's month beside their own past; to the manager a question, never a ranking (R11)."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from hederssak.crm.actions import Edit
from hederssak.crm.models import Account, Contact, Relationship
from hederssak.history.actions import Source
from hederssak.meetings.actions import change_meetings
from hederssak.org.models import Member, PageLook
from hederssak.pipeline.models import Opportunity
from hederssak.rules.comfort import Pattern
from hederssak.targets.actions.account_plans import (
    AlreadyAgreedError,
    NoPlanError,
    NoReasonError,
    agree_plan,
    end_plan,
)
from hederssak.targets.actions.cost_counting import count_costs
from hederssak.targets.models import AccountPlan, ComfortMonth
from hederssak.targets.queries.comfort_pages import Standing, Verdict, meetings_of, standings_of
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages
from tests.targets.held import hold

SignedIn = Callable[[Member], Client]
TODAY = NOW.date()
NOVEMBER = dt.date(2026, 11, 1)
MAY = dt.date(2026, 5, 4)


def company(cast: Cast, name: str, *, buys: bool, owner: Member | None = None) -> Account:
    """Make a company that has bought, or not yet."""
    account = make_account(cast.nordvik, name, owner=owner or cast.anna)
    account.relationship = Relationship.CUSTOMER if buys else Relationship.PROSPECT
    account.save(update_fields=["relationship"])
    return account


def filled(cast: Cast) -> Account:
    """Let Anna meet mostly new companies from May on, and in November one loyal customer ten times of twelve."""
    loyal, new = company(cast, "Trogen Kund", buys=True), company(cast, "Ny Firma", buys=False)
    for place in range(20):
        hold(cast.anna, MAY + dt.timedelta(days=7 * place), account=new if place % 5 else loyal)
    for place in range(12):
        hold(cast.anna, NOVEMBER + dt.timedelta(days=place + 1), account=loyal if place < 10 else new)
    count_costs(organization=cast.nordvik, now=NOW)
    return loyal


def standing(member: Member) -> Standing:
    """Return how a member stands today."""
    (found,) = standings_of([member], today=TODAY)
    return found


def test_a_month_filled_with_a_loyal_customer_stands_out_from_the_own_past(cast: Cast) -> None:
    filled(cast)
    found = standing(cast.anna)
    now, before = found.comfort.now[Pattern.SAFE_CUSTOMER], found.comfort.before[Pattern.SAFE_CUSTOMER]
    assert (now.count, now.of, before.count, before.of) == (10, 12, 4, 20)
    assert found.comfort.risen == (Pattern.SAFE_CUSTOMER,)
    assert (found.comfort.new_customers.count, found.new_before.count) == (2, 16)


def test_a_customer_with_something_qualified_open_is_work(cast: Cast) -> None:
    loyal = company(cast, "Trogen Kund", buys=True)
    deal = make_deal(cast.mikko, make_stages(cast.nordvik)["Behov"], account=loyal)
    Opportunity.objects.filter(pk=deal.pk).update(qualified_at=NOW - dt.timedelta(days=30))
    for place in range(9):
        hold(cast.anna, NOVEMBER + dt.timedelta(days=place + 1), account=loyal)
    count_costs(organization=cast.nordvik, now=NOW)
    row = ComfortMonth.objects.get()
    assert (row.counted, row.safe, row.new) == (9, 0, 0)


def test_who_became_a_customer_later_was_new_then(cast: Cast) -> None:
    account = company(cast, "Ny Firma", buys=False)
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Behov"], account=account, opened_on=MAY)
    Opportunity.objects.filter(pk=deal.pk).update(state="won", closed_on=dt.date(2026, 9, 1))
    hold(cast.anna, dt.date(2026, 8, 3), account=account)
    hold(cast.anna, dt.date(2026, 10, 5), account=account)
    count_costs(organization=cast.nordvik, now=NOW)
    assert [row.new for row in ComfortMonth.objects.order_by("month")] == [1, 0]


def test_the_same_person_again_counts_though_they_have_left_since(cast: Cast) -> None:
    account = company(cast, "Ny Firma", buys=False)
    person = Contact.objects.create(
        organization=cast.nordvik, account=account, name="Siri", search_key="siri", created_at=NOW, changed_at=NOW
    )
    for place in range(3):
        hold(cast.anna, NOVEMBER + dt.timedelta(days=place + 1), account=account, attendees=[person])
    hold(cast.anna, NOVEMBER + dt.timedelta(days=9), account=account)  # without anybody written down
    Contact.objects.filter(pk=person.pk).update(left_on=TODAY)
    count_costs(organization=cast.nordvik, now=NOW)
    row = ComfortMonth.objects.get()
    assert (row.repeats, row.seats, row.counted) == (2, 3, 4)


def test_what_is_written_or_moved_in_on_the_last_two_working_days_is_seen(cast: Cast) -> None:
    late = dt.datetime(2026, 10, 29, 12, tzinfo=dt.UTC)  # October ends on a Saturday: its last two are Thursday, Friday
    hold(cast.anna, dt.date(2026, 10, 5), title="Inskrivet sent", logged_at=late)
    moved = hold(cast.anna, dt.date(2026, 11, 3), title="Flyttat in")
    values = {"starts_at": moved.starts_at - dt.timedelta(days=4), "ends_at": moved.ends_at - dt.timedelta(days=4)}
    source = Source.page(by=cast.anna, now=late)
    change_meetings([Edit(record=moved, values=values)], organization=cast.nordvik, source=source, now=late)
    hold(cast.anna, dt.date(2026, 10, 30), title="Bokat i tid")
    count_costs(organization=cast.nordvik, now=NOW)
    row = ComfortMonth.objects.get()
    assert (row.last_days, row.counted) == (2, 3)
    seen = meetings_of(standing(cast.anna))
    assert {one.row.meeting.title for one in seen if Pattern.LAST_DAYS in one.patterns} == {
        "Inskrivet sent",
        "Flyttat in",
    }


def test_few_meetings_tell_nothing_and_are_said_so(cast: Cast, signed_in: SignedIn) -> None:
    hold(cast.anna, NOVEMBER + dt.timedelta(days=3))
    count_costs(organization=cast.nordvik, now=NOW)
    assert standing(cast.anna).verdict(Pattern.SAFE_CUSTOMER) == Verdict.UNKNOWN
    with time_machine.travel(NOW, tick=False):
        answer = signed_in(cast.anna).get(reverse("targets:comfort"))
    assert answer.context["findings"] == []
    assert not answer.context["standing"].is_enough


def test_meetings_by_an_agreed_plan_are_no_comfort(cast: Cast) -> None:
    loyal = filled(cast)
    agree_plan(loyal, why="Kvartalsvis genomgång", by=cast.eva, today=NOVEMBER, now=NOW)
    count_costs(organization=cast.nordvik, now=NOW)
    found = standing(cast.anna)
    row = ComfortMonth.objects.get(month=NOVEMBER)
    assert (row.meetings - row.counted, row.safe) == (10, 0)
    assert found.comfort.risen == ()
    assert all(one.row.meeting.account != loyal for one in meetings_of(found))


def test_only_the_owners_manager_agrees_on_a_plan_once_and_with_a_reason(cast: Cast) -> None:
    account = company(cast, "Trogen Kund", buys=True)
    for member in (cast.anna, cast.maj, cast.vera, cast.ada, cast.stig):
        with pytest.raises(PermissionDenied):
            agree_plan(account, why="Genomgång", by=member, today=TODAY, now=NOW)
    with pytest.raises(NoReasonError):
        agree_plan(account, why="  ", by=cast.eva, today=TODAY, now=NOW)
    with pytest.raises(NoPlanError):
        end_plan(account, by=cast.eva, today=TODAY)
    agree_plan(account, why="Genomgång", by=cast.eva, today=TODAY, now=NOW)
    with pytest.raises(AlreadyAgreedError):
        agree_plan(account, why="Igen", by=cast.eva, today=TODAY, now=NOW)
    with pytest.raises(PermissionDenied):
        end_plan(account, by=cast.anna, today=TODAY)
    assert end_plan(account, by=cast.eva, today=TODAY).ended_on == TODAY
    agree_plan(account, why="På nytt", by=cast.eva, today=TODAY, now=NOW)
    assert AccountPlan.objects.filter(account=account).count() == 2


def test_the_company_page_offers_the_plan_to_its_manager_only(cast: Cast, signed_in: SignedIn) -> None:
    account = company(cast, "Trogen Kund", buys=True)
    page = reverse("web:account", args=[account.pk])
    put = reverse("targets:account_plan", args=[account.pk])
    assert put in signed_in(cast.eva).get(page).content.decode()
    assert put not in signed_in(cast.anna).get(page).content.decode()
    signed_in(cast.eva).post(put, {"why": "Kvartalsvis genomgång"})
    assert "Kvartalsvis genomgång" in signed_in(cast.anna).get(page).content.decode()
    signed_in(cast.eva).post(reverse("targets:account_plan_end", args=[account.pk]))
    assert "Kvartalsvis genomgång" not in signed_in(cast.anna).get(page).content.decode()


def test_the_manager_reads_a_question_by_name_only_where_there_is_one(cast: Cast, signed_in: SignedIn) -> None:
    filled(cast)
    with time_machine.travel(NOW, tick=False):
        answer = signed_in(cast.eva).get(reverse("targets:comfort"))
    assert [one["member"].name for one in answer.context["questions"]] == ["Anna Berg"]
    assert (answer.context["usual"], answer.context["unknown"]) == (0, 1)
    assert not PageLook.objects.exists()
    with time_machine.travel(NOW, tick=False):
        signed_in(cast.eva).get(reverse("targets:comfort_of", args=[cast.anna.pk]))
    assert PageLook.objects.get().page == "comfort"


def test_a_director_reads_sums_and_no_name(cast: Cast, signed_in: SignedIn) -> None:
    filled(cast)
    with time_machine.travel(NOW, tick=False):
        page = signed_in(cast.vera).get(reverse("targets:comfort"))
    assert [one["team"].name for one in page.context["shares"]] == ["Norr"]
    assert "Anna" not in page.content.decode()
