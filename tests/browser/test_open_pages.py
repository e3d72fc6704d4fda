"""The pages before sign-in, in a real browser: nothing that axe finds serious, nothing wider than a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import OF_THE_DAY, SignIn
from tests.browser.test_every_page import grave_findings, widths
from tests.cast import Cast
from tests.routes import House, Open
from tests.routes.table import ROUTES
from tests.routes.walking import address

pytestmark = pytest.mark.browser

NO_PAGES = {"calendars:feed", "mfa_login_webauthn", "web:health"}
PAGES = {
    name: route
    for name, route in ROUTES.items()
    if isinstance(route, Open) and 200 in route.get and not name.startswith("api:") and name not in NO_PAGES
}


def open_in(page: Page, home: str, path: str, language: str) -> None:
    page.context.add_cookies([{"name": "hederssak_language", "value": language, "url": home}])
    answer = page.goto(path)
    assert answer is not None
    assert answer.ok


@pytest.mark.parametrize("name", sorted(PAGES))
def test_it_opens_well_for_a_stranger(live_cast: Cast, live_server: LiveServer, sign_in: SignIn, name: str) -> None:
    path = address(name, PAGES[name].fill(House(live_cast)))
    page = sign_in(None)
    for language in ("sv", "fi", "en"):
        open_in(page, live_server.url, path, language)
        assert page.locator("h1").count() == 1
        assert {screen: too_far for screen, too_far in widths(page) if too_far > 0} == {}
        if language == OF_THE_DAY:
            assert grave_findings(page) == []
