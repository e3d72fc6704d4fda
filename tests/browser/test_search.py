"""The search over everything, with the keyboard: open, type, walk, enter; and without scripts the same on a page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import SignIn
from tests.browser.test_every_page import grave_findings
from tests.cast import Cast
from tests.meetings.visits import book

pytestmark = pytest.mark.browser


def test_a_slash_some_letters_and_enter_lead_to_the_company(live_cast: Cast, sign_in: SignIn) -> None:
    visit = book(live_cast)
    page = sign_in(live_cast.anna)
    page.goto("/goals/")
    page.keyboard.press("/")
    links = page.locator("#found a")
    with page.expect_response(lambda answer: answer.url.endswith("q=adals")):  # what comes for less goes again
        page.keyboard.type("adals", delay=20)
    expect(page.locator(".htmx-request")).to_have_count(0)
    expect(links.first).to_contain_text("Ådals Sågverk")
    assert grave_findings(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-find]")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/accounts/{visit.account_id}/")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.locator("#find")).to_be_hidden()


def test_without_scripts_the_field_leads_to_the_page(
    live_cast: Cast, live_server: LiveServer, sign_in: SignIn, chromium: Browser
) -> None:
    book(live_cast)
    cookies = sign_in(live_cast.anna).context.cookies()
    with chromium.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        context.add_cookies(cookies)  # type: ignore[arg-type] # playwright gives and takes them by two names
        page = context.new_page()
        page.goto("/goals/")
        page.locator(".seek").click()
        page.locator("[data-find]").fill("maja")
        page.locator("[data-find]").press("Enter")
        expect(page.locator("main .found a").first).to_contain_text("Maja Hed")
