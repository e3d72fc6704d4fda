"""A walk: the forecast and how good it was, a rep's own call, a target that is moved and agreed on, and what if."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from hederssak.forecast.models import RepCall
from hederssak.targets.models import AgreedTarget
from tests.browser.conftest import SignIn
from tests.browser.test_every_page import grave_findings, widths
from tests.cast import Cast
from tests.routes.forecast import called_deal, every_forecast
from tests.routes.targets import funnels

pytestmark = pytest.mark.browser


def test_from_the_forecast_to_what_if(live_cast: Cast, sign_in: SignIn) -> None:
    every_forecast(live_cast)
    deal = called_deal(live_cast)
    funnels(live_cast)
    eva = sign_in(live_cast.eva)
    look_ahead(eva)
    anna = sign_in(live_cast.anna, phone=True)
    anna.goto("/forecast/deals/")
    assert grave_findings(anna) == []
    agree_on_a_target(eva, live_cast)
    try_what_if(eva)
    assert RepCall.objects.get(opportunity=deal).tenths == 7, "looking changes nobody's word"


def look_ahead(page: Page) -> None:
    """Read the quarter, then the month, then how good it was; each page fits both screens."""
    page.goto("/forecast/")
    expect(page.locator("h1 em")).to_be_visible()
    page.locator(".tabs a[href*='period=month']").click()
    expect(page.locator(".tabs a[href*='period=month']")).to_have_attribute("aria-current", "page")
    expect(page.locator(".forecast-curve svg:visible")).to_have_count(1)
    page.locator("main a[href*='/forecast/past/']").click()
    expect(page.locator("main svg:visible").first).to_be_visible()
    assert grave_findings(page) == []
    assert max(too_far for _screen, too_far in widths(page)) <= 0


def agree_on_a_target(page: Page, cast: Cast) -> None:
    """Move a slider by keys until the answer is another one; out of reach is said, a goal in reach is agreed on."""
    page.goto("/targets/?goal=400000&deal=100000&net_hours=60")
    expect(page.locator("#worked .ways")).to_be_visible()
    before = page.locator("#worked h1").inner_text()
    goal = page.locator("input[name=goal]")
    goal.focus()
    goal.press("Home")
    expect(page.locator("#worked h1")).not_to_have_text(before)
    page.goto("/targets/?goal=100000&deal=100000&net_hours=200")
    page.locator("button[formaction$='/agreed/']").click()
    expect(page.locator(".agreed")).to_be_visible()
    assert AgreedTarget.objects.get().by == cast.eva
    assert grave_findings(page) == []


def try_what_if(page: Page) -> None:
    """Break half of the hours for half a year, then for a whole one: it costs more."""
    page.goto("/targets/what-if/?honour=50&target=5")
    half = page.locator("#worked h1 em.look").inner_text()
    page.locator("select[name=weeks]").select_option("52")
    expect(page.locator("#worked h1")).to_contain_text("52")
    expect(page.locator("#worked h1 em.look")).not_to_have_text(half)
    page.locator("details summary").last.click()
    expect(page.locator(".sources li").first).to_be_visible()
    assert grave_findings(page) == []
    assert max(too_far for _screen, too_far in widths(page)) <= 0
