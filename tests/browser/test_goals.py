"""A walk through a month of goals with the clock moved: set, passed, set higher; set, out of reach, set lower."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from playwright.sync_api import Page, expect

from hederssak.goals.actions import count_changed, count_members
from hederssak.goals.models import Goal, GoalSpan, ReGoalPrompt
from hederssak.org.models import Member
from tests.browser.conftest import SignIn, press
from tests.cast import STOCKHOLM, Cast
from tests.goals.selling import sell, sell_weeks_before

pytestmark = pytest.mark.browser
MONDAY = dt.date(2027, 2, 1)


def at(day: int) -> dt.datetime:
    return dt.datetime(2027, 2, day, 9, tzinfo=STOCKHOLM)


def test_a_month_with_both_re_goals(live_cast: Cast, sign_in: SignIn) -> None:
    anna, mikko = live_cast.anna, live_cast.mikko
    for member in (anna, mikko):
        sell_weeks_before(member, MONDAY)
    with time_machine.travel(at(1), tick=True):
        pages = {"anna": sign_in(anna, phone=True), "mikko": sign_in(mikko, phone=True)}
        for page in pages.values():
            set_month(page)
    assert set(Goal.objects.values_list("amount", flat=True)) == {Decimal(200_000)}
    with time_machine.travel(at(8), tick=True):
        slide_the_week(pages["anna"])
    week = Goal.objects.get(span=GoalSpan.WEEK)
    assert (week.member, week.author) == (anna, anna)
    sell_until(anna, 70_000)
    sell_until(mikko, 20_000)
    count_changed(organization=live_cast.nordvik, now=at(20))
    count_members([anna, mikko], now=at(20))
    assert set(ReGoalPrompt.objects.values_list("goal__member__name", "direction")) == {
        (anna.name, "up"),
        (mikko.name, "down"),
    }
    with time_machine.travel(at(20), tick=True):
        eva = sign_in(live_cast.eva)
        eva.goto("/goals/")
        expect(eva.locator("main .chip.look")).to_have_count(2)
        for page in (sign_in(anna, phone=True), sign_in(mikko, phone=True)):  # two weeks end a session
            page.goto("/goals/")
            expect(page.locator(".talk-card button")).to_have_count(2)
            press(page, ".talk-card button.primary")
            expect(page.locator(".talk-card")).to_have_count(0)
        eva.goto("/goals/")
        expect(eva.locator("main .chip.look")).to_have_count(0)
    ends = {goal.member: goal for goal in Goal.objects.filter(span=GoalSpan.MONTH).select_related("member")}
    assert ends[anna].amount >= 280_000
    assert ends[mikko].amount == 80_000
    assert {goal.first_amount for goal in ends.values()} == {Decimal(200_000)}


def set_month(page: Page) -> None:
    page.goto("/goals/")
    form = page.locator("#month form.slide")
    form.locator("input[name=amount]").fill("200 000")
    press(page, form.locator("button").last)
    expect(page.locator(".notice.success")).to_be_visible()


def slide_the_week(page: Page) -> None:
    """Slide to an easier goal and see that the chance follows without asking the server."""
    page.goto("/goals/")
    form = page.locator("#week form.slide")
    arc = form.locator("[data-arc]")
    before = float(str(arc.get_attribute("stroke-dasharray")).split(" ", maxsplit=1)[0])
    form.locator("input[type=range]").focus()
    for _ in range(12):
        page.keyboard.press("ArrowLeft")
    after = float(str(arc.get_attribute("stroke-dasharray")).split(" ", maxsplit=1)[0])
    assert after > before
    press(page, form.locator("button").last)
    expect(page.locator(".notice.success")).to_be_visible()


def sell_until(member: Member, margin: int) -> None:
    for day in (3, 10, 17):
        sell(member, dt.date(2027, 2, day), margin, now=at(day))
