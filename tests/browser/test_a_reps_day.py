"""A rep's day on a phone, in three languages: what lies over an hour becomes a swap, and the list is filled."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import expect

from hederssak.lib import clock
from hederssak.meetings.models import CustomerMeeting
from hederssak.prospecting.actions import ensure_reasons
from hederssak.prospecting.models import Block, BlockKind, BlockState, HitEntry, Swap
from hederssak.rules.weeks import Week
from tests.browser.conftest import SignIn, press
from tests.cast import STOCKHOLM, Cast
from tests.prospecting.blocks import make_block
from tests.prospecting.calling import make_account, make_contact

pytestmark = pytest.mark.browser


@pytest.fixture
def conflict(live_cast: Cast) -> Block:
    """Let a customer meeting lie over Anna's hour of next Tuesday, and a time for her list the day before."""
    ensure_reasons(live_cast.nordvik)
    days = Week.of_instant(clock.read(), STOCKHOLM).next().days
    block = make_block(live_cast.anna, days[1])
    make_block(live_cast.anna, days[0], dt.time(15, 30), minutes=30, kind=BlockKind.PLANNING)
    CustomerMeeting.objects.create(
        organization=live_cast.nordvik,
        owner=live_cast.anna,
        title="Falu Verkstad",
        starts_at=block.starts_at + dt.timedelta(minutes=30),
        ends_at=block.ends_at,
        logged_at=clock.read(),
    )
    return block


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_what_lies_over_an_hour_ends_as_a_swap(
    live_cast: Cast, conflict: Block, sign_in: SignIn, language: str
) -> None:
    page = sign_in(live_cast.anna, language=language, phone=True)
    page.goto("/")
    page.locator(f"main a[href='/prospecting/blocks/{conflict.pk}/swap/']").first.click()
    page.wait_for_url("**/swap/")
    expect(page.locator("main .sub").first).to_contain_text("Falu Verkstad")
    page.locator("input[name=reason]").first.check()
    page.locator("[name=offered]").fill("ons 13, tors 9")
    page.locator("input[name=times]").first.check()
    press(page, "main form button.primary")
    conflict.refresh_from_db()
    assert conflict.state == BlockState.SWAPPED
    assert Swap.objects.get(block=conflict).offered == "ons 13, tors 9"
    replacements = Block.objects.filter(replaces=conflict)
    assert replacements.count() == 2
    page.goto("/prospecting/")
    for one in replacements:
        expect(page.locator(f"main a[href='/prospecting/blocks/{one.pk}/move/']")).to_have_count(1)
    expect(page.locator(f"main a[href='/prospecting/blocks/{conflict.pk}/swap/']")).to_have_count(0)


def test_the_list_is_filled_in_the_time_that_is_set_aside(live_cast: Cast, conflict: Block, sign_in: SignIn) -> None:
    contact = make_contact(make_account(live_cast.anna, employees=300), "Riikka Salonen")
    page = sign_in(live_cast.anna, language="en", phone=True)
    page.goto("/prospecting/")
    page.locator("main a[href='/prospecting/hit-list/#fill']").first.click()
    page.wait_for_url("**/hit-list/#fill")
    expect(page.locator("main .head")).to_contain_text("Set aside for filling it")
    press(page, "form[action$='/hit-list/fill/'] button")
    assert HitEntry.objects.get().contact == contact
    expect(page.locator("main h1")).to_contain_text("One to call")
    assert conflict.state == BlockState.PLANNED
