"""The pages of one's booking hours: what they say, and what is done there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.org.models import Member, PageLook
from hederssak.prospecting.actions import Time, ensure_reasons, recount, set_rule, swap_block
from hederssak.prospecting.actions.written import by_clock
from hederssak.prospecting.forms.times import TimesForm
from hederssak.prospecting.models import Block, BlockKind, BlockRule, BlockState, Debt, Swap, SwapReason
from hederssak.prospecting.queries.blocks import slot_of
from hederssak.prospecting.queries.paying import offers_for
from tests.cast import NOW, Cast
from tests.prospecting.blocks import make_block

TUESDAY = dt.date(2026, 11, 24)
SignIn = Callable[[Member], Client]
MINE = reverse("prospecting:mine")


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def english(cast: Cast) -> Cast:
    Member.objects.update(language="en")
    for member in cast.members.values():
        member.refresh_from_db()
    return cast


def visit_over(block: Block, title: str = "Sågen i Mora") -> CustomerMeeting:
    """Let a customer meeting lie over a block."""
    return CustomerMeeting.objects.create(
        organization=block.organization,
        owner=block.member,
        title=title,
        starts_at=block.starts_at + dt.timedelta(minutes=30),
        ends_at=block.ends_at,
        logged_at=NOW - dt.timedelta(days=3),
    )


def swapped(cast: Cast, day: dt.date = TUESDAY) -> Swap:
    """Let Anna swap a time."""
    block = make_block(cast.anna, day)
    ensure_reasons(cast.nordvik)
    reason = SwapReason.objects.get(organization=cast.nordvik, code="tender_slot")
    times = offers_for(block, now=NOW).pairs[0].slots
    return swap_block(
        block=block, replacements=times, reason=reason, offered="ons", meeting=visit_over(block), by=cast.anna, now=NOW
    )


def test_the_page_says_what_was_held_what_is_owed_and_what_lies_over_an_hour(
    english: Cast, signed_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    anna = english.anna
    make_block(anna, dt.date(2026, 11, 10), state=BlockState.HELD)
    make_block(anna, dt.date(2026, 11, 12), state=BlockState.MISSED)
    visit_over(make_block(anna, TUESDAY))
    recount([anna.pk], organization=english.nordvik, source=by_clock(NOW), now=NOW)
    client = signed_in(anna)
    client.get(MINE)
    with django_assert_max_num_queries(32):
        page = client.get(MINE).content.decode()
    assert "1 of 2</em> booking hours in eight weeks" in page
    assert "Two are to be made up and have no date yet." in page
    assert "is taken by Sågen i Mora" in page


def test_an_hour_is_swapped_on_its_page_and_taken_back_from_the_notice(english: Cast, signed_in: SignIn) -> None:
    block = make_block(english.anna, TUESDAY)
    visit = visit_over(block)
    client = signed_in(english.anna)
    address = reverse("prospecting:swap", args=[block.pk])
    page = client.get(address).content.decode()
    assert "Give up Tue 24 Nov 09:00–11:00? Then you put in two times in week\xa049." in page
    assert page.count('name="times"') == 5
    reason = SwapReason.objects.get(organization=english.nordvik, code="tender_slot")
    times = TimesForm.written(offers_for(block, now=NOW).pairs[1].slots)
    given = {"reason": reason.pk, "offered": "ons 13", "times": times, "meeting": visit.pk}
    done = client.post(address, given, follow=True).content.decode()
    assert "Swapped." in done
    swap = Swap.objects.get(block=block)
    assert (swap.meeting, block.replacements.count()) == (visit, 2)
    client.post(reverse("prospecting:undo_swap", args=[swap.pk]))
    block.refresh_from_db()
    assert block.state == BlockState.PLANNED


def test_what_is_missing_is_asked_for_in_words(english: Cast, signed_in: SignIn) -> None:
    block = make_block(english.anna, TUESDAY)
    answer = signed_in(english.anna).post(reverse("prospecting:swap", args=[block.pk]), {"times": "tomorrow"})
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Choose why the hour can", "Write which other times you offered", "Choose the times."):
        assert words in page
    assert not Swap.objects.exists()


def test_a_time_that_was_taken_meanwhile_is_told(english: Cast, signed_in: SignIn) -> None:
    block = make_block(english.anna, TUESDAY)
    client = signed_in(english.anna)
    address = reverse("prospecting:swap", args=[block.pk])
    client.get(address)
    pair = offers_for(block, now=NOW).pairs[0]
    CustomerMeeting.objects.create(
        organization=english.nordvik,
        owner=english.anna,
        title="Bruket",
        starts_at=pair.slots[0].starts_at,
        ends_at=pair.slots[0].ends_at,
        logged_at=NOW,
    )
    reason = SwapReason.objects.get(organization=english.nordvik, code="only_time")
    given = {"reason": reason.pk, "offered": "ons", "times": TimesForm.written(pair.slots)}
    answer = client.post(address, given)
    assert answer.status_code == 422
    assert "is taken by a customer meeting. Choose a free time." in answer.content.decode()


def test_a_replacement_is_not_swapped_but_its_page_leads_to_moving_it(english: Cast, signed_in: SignIn) -> None:
    block = swapped(english).block.replacements.earliest("starts_at")
    client = signed_in(english.anna)
    page = client.get(reverse("prospecting:swap", args=[block.pk])).content.decode()
    assert "You can move it inside week\xa049." in page
    move = reverse("prospecting:move", args=[block.pk])
    assert move in page
    other = client.get(move).context["cards"][0].value
    client.post(move, {"times": other})
    block.refresh_from_db()
    assert TimesForm.written([slot_of(block)]) == other


def test_times_of_ones_own_are_taken_if_they_fit_and_refused_in_words_if_not(english: Cast, signed_in: SignIn) -> None:
    block = make_block(english.anna, TUESDAY)
    client = signed_in(english.anna)
    address = reverse("prospecting:swap", args=[block.pk])
    client.get(address)
    reason = SwapReason.objects.get(organization=english.nordvik, code="only_time")
    given = {"reason": reason.pk, "offered": "ons"}
    wrong = client.post(address, {**given, "own": ["2026-12-01T07:00", "2026-12-08T07:00"]})
    assert "Both have to be in week\xa049." in wrong.content.decode()
    assert "Choose the times." in client.post(address, {**given, "own": ["2026-12-01T07:00", ""]}).content.decode()
    client.post(address, {**given, "own": ["2026-12-01T07:00", "2026-12-03T07:00"]})
    starts = block.replacements.order_by("starts_at").values_list("starts_at", flat=True)
    assert [f"{start:%d %H:%M}" for start in starts] == ["01 06:00", "03 06:00"]
    moving = reverse("prospecting:move", args=[block.replacements.earliest("starts_at").pk])
    answer = client.post(moving, {"own": ["2026-12-03T08:00"]})
    assert answer.status_code == 422
    assert "is taken by another booking hour" in answer.content.decode()


def test_what_is_owed_gets_its_times_in_one_press(english: Cast, signed_in: SignIn) -> None:
    make_block(english.anna, dt.date(2026, 11, 12), state=BlockState.MISSED)
    recount([english.anna.pk], organization=english.nordvik, source=by_clock(NOW), now=NOW)
    client = signed_in(english.anna)
    page = client.get(reverse("prospecting:owed"))
    assert "Two new times in week\xa048: choose." in page.content.decode()
    client.post(reverse("prospecting:owed"), {"times": page.context["cards"][0].value})
    assert Debt.objects.values_list("owed", "planned").get(member=english.anna) == (0, 2)
    assert "You have nothing to make up" in client.get(reverse("prospecting:owed")).content.decode()


def test_the_receipt_sets_what_the_two_hours_booked_beside_the_visit(english: Cast, signed_in: SignIn) -> None:
    swap = swapped(english)
    CustomerMeeting.objects.filter(pk=swap.meeting_id).update(state=MeetingState.HELD)
    first, second = swap.block.replacements.order_by("starts_at")
    for block in (first, second):
        Block.objects.filter(pk=block.pk).update(state=BlockState.HELD, settled_at=block.ends_at)
        CustomerMeeting.objects.create(
            organization=english.nordvik,
            owner=english.anna,
            title=f"Behovsmöte {block.starts_at:%d}",
            starts_at=block.ends_at + dt.timedelta(days=7),
            ends_at=block.ends_at + dt.timedelta(days=7, hours=1),
            logged_at=block.starts_at + dt.timedelta(minutes=40),
        )
    page = signed_in(english.anna).get(reverse("prospecting:receipt", args=[swap.pk])).content.decode()
    assert "booked <em>two meetings</em>" in page
    assert "Behovsmöte" in page
    assert "Sågen i Mora" in page


def test_an_hour_is_begun_and_prepared_on_its_page(english: Cast, signed_in: SignIn) -> None:
    block = make_block(english.anna, NOW.date(), dt.time(9))
    client = signed_in(english.anna)
    client.post(reverse("prospecting:here", args=[block.pk]))
    client.post(reverse("prospecting:preparation", args=[block.pk]), {"preparation": "Tio sågverk i Dalarna"})
    block.refresh_from_db()
    assert (block.here_at, block.prepared_at, block.preparation) == (NOW, NOW, "Tio sågverk i Dalarna")
    later = make_block(english.anna, TUESDAY)
    page = client.post(reverse("prospecting:here", args=[later.pk]), follow=True).content.decode()
    assert "That hour is not today, or it is over." in page


def test_a_look_by_the_manager_is_noted_and_what_the_company_took_is_hers(english: Cast, signed_in: SignIn) -> None:
    block = make_block(english.anna, dt.date(2026, 11, 12), state=BlockState.MISSED)
    client = signed_in(english.eva)
    page = client.get(reverse("prospecting:person", args=[english.anna.pk])).content.decode()
    assert "The company took it" in page
    assert PageLook.objects.filter(subject=english.anna, viewer=english.eva, page="booking_hours").count() == 1
    client.post(reverse("prospecting:excuse", args=[block.pk]))
    block.refresh_from_db()
    assert (block.state, block.why) == (BlockState.EXCUSED, "company")


def test_the_manager_writes_the_teams_hours_and_changes_them(english: Cast, signed_in: SignIn) -> None:
    client = signed_in(english.eva)
    address = reverse("prospecting:team", args=[english.norr.pk])
    given = {"whom": "team", "weekday": 1, "starts": "09:00", "minutes": 120, "first": "2026-11-23"}
    client.post(address, given)
    assert Block.objects.filter(member=english.mikko, kind=BlockKind.REGULAR).exists()
    clash = client.post(address, {**given, "whom": english.anna.pk, "starts": "10:00"})
    assert "Anna has another fixed time then." in clash.content.decode()
    past = client.post(address, {**given, "starts": "13:00", "first": "2026-11-01"})
    assert "What has been stays as it was" in past.content.decode()
    rule = BlockRule.objects.get()
    client.post(reverse("prospecting:rule", args=[rule.pk]), {**given, "weekday": 3, "first": "2026-12-01"})
    client.post(reverse("prospecting:end_rule", args=[BlockRule.objects.get(valid_to=None).pk]))
    assert not BlockRule.objects.filter(valid_to=None).exists()


def test_the_firms_own_reasons_can_be_chosen(english: Cast, signed_in: SignIn) -> None:
    client = signed_in(english.ada)
    client.post(reverse("prospecting:reasons"), {"text": "Ägarbyte hos kunden"})
    assert "Ägarbyte hos kunden" in client.get(reverse("prospecting:reasons")).content.decode()
    client.post(reverse("prospecting:retire_reason", args=[SwapReason.objects.get(code="standstill").pk]))
    block = make_block(english.anna, TUESDAY)
    page = signed_in(english.anna).get(reverse("prospecting:swap", args=[block.pk])).content.decode()
    assert "Ägarbyte hos kunden" in page
    assert "production stands still" not in page


def test_the_first_page_tells_the_next_hour(english: Cast, signed_in: SignIn) -> None:
    set_rule(team=english.norr, time=Time(1, dt.time(9), 120), first=NOW.date(), by=english.eva, now=NOW)
    assert "The next booking hour." in signed_in(english.anna).get("/").content.decode()
