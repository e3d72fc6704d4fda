"""Every page, in a real browser: nothing that axe finds serious, nothing wider than a phone, in each language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from hederssak.org.models import Member
from tests.browser.conftest import LAPTOP, OF_THE_DAY, PHONE, SignIn
from tests.cast import Cast
from tests.routes import House
from tests.routes.walking import address
from tests.test_rendered_words import PAGES

pytestmark = pytest.mark.browser

GRAVE = {"serious", "critical"}


def grave_findings(page: Page) -> list[str]:
    """Return what axe finds serious or worse, each with the first element that it means."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in GRAVE]


def widths(page: Page) -> Iterator[tuple[str, int]]:
    """Yield how far each of two screens would have to be pushed sideways."""
    for name, screen in (("phone", PHONE), ("laptop", LAPTOP)):
        page.set_viewport_size(screen)
        yield name, page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("name", sorted(PAGES))
def test_it_opens_well_in_every_language(live_cast: Cast, sign_in: SignIn, name: str) -> None:
    route = PAGES[name]
    reader = live_cast.members[route.get.split()[0]]
    path = address(name, route.fill(House(live_cast)))
    page = sign_in(reader)
    answer = page.request.get(path)
    if "html" not in answer.headers["content-type"] or "<html" not in answer.text():
        return  # a file, which a browser saves and does not open, or a part that a page fetches
    for language in ("sv", "fi", "en"):
        Member.objects.filter(pk=reader.pk).update(language=language)
        page.goto(path)
        assert page.locator("h1").count() == 1
        assert page.locator("html").get_attribute("lang") == language
        assert {screen: too_far for screen, too_far in widths(page) if too_far > 0} == {}
        if language == OF_THE_DAY:
            assert grave_findings(page) == []
            page.emulate_media(color_scheme="dark")
            assert grave_findings(page) == []
