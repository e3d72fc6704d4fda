"""One Chromium for all browser tests."""

import os
from collections.abc import Callable, Iterator

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect, sync_playwright
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from hederssak.lib import clock
from hederssak.org.models import Member
from tests.cast import Cast, make_cast
from tests.live.running import some_port
from tests.outbox.test_letters import Postbox

PHONE, LAPTOP = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=800)
OF_THE_DAY = ("sv", "fi", "en")[clock.read().toordinal() % 3]
"""Each walk is in one language, which turns with the day."""

SLOWEST = 60_000
"""Milliseconds after which a page or a press counts as stuck, on however busy a machine."""

expect.set_options(timeout=20_000)  # a wait lasts no longer than it must


def press(page: Page, what: str | Locator) -> None:
    """Press what leads to a page, the first there is, and wait until that page stands.

    The page may be the same one again: what is asked next is asked of the new one, and after what was pressed is done.
    """
    with page.expect_navigation():
        page.locator(what).first.click() if isinstance(what, str) else what.click()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("HEDERSSAK_CHROMIUM")
    if not path:
        refuse = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        refuse("HEDERSSAK_CHROMIUM names no browser; `make test` finds or installs one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Open an empty page; an error in a script fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(SLOWEST)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not errors


@pytest.fixture
def live_cast(live_server: LiveServer, _history_may_be_flushed: None) -> Cast:
    """Make the cast for a server that answers over a real socket."""
    return make_cast()


SignIn = Callable[..., Page]


@pytest.fixture
def sign_in(chromium: Browser, live_server: LiveServer) -> Iterator[SignIn]:
    """Return a function that opens a page as a member, on a screen of a size; errors on it fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_page(member: Member | None, *, language: str = OF_THE_DAY, phone: bool = False) -> Page:
        screen = PHONE if phone else LAPTOP
        context = chromium.new_context(viewport=screen, base_url=live_server.url, reduced_motion="reduce")
        context.set_default_timeout(SLOWEST)
        contexts.append(context)
        if member is not None:
            Member.objects.filter(pk=member.pk).update(language=language)
            client = Client()
            assert member.user is not None
            client.force_login(member.user)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    cut = ("net::ERR_", "htmx:sendError", "htmx:afterRequest")  # a network that a test has cut
    overtaken = "htmx:sendAbort"  # a question whose answer the next letter made needless
    expected = ("404", "422", overtaken, *cut)  # a page that is not there, a form to mend
    assert not [error for error in errors if not any(sign in error for sign in expected)]


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    """Run a mail server of one's own."""
    box, port = Postbox(), some_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    server.stop()
