"""A whole sales meeting with three browsers, on a clock that is moved: whoever drives, the wall, a phone.

In its middle both servers are restarted and the phone sleeps; each comes back to the same item and the same clock.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from hederssak.cadence.models import SalesMeeting
from hederssak.lib import clock
from hederssak.live.tickets import key_from
from hederssak.salesmeetings.models import MeetingPromise, Run
from hederssak.salesmeetings.queries.runs import time_account
from tests.browser.conftest import OF_THE_DAY, SignIn
from tests.cast import Cast
from tests.installation import wait_for
from tests.live.running import LiveProcess, live_process
from tests.salesmeetings.mondays import make_meeting

pytestmark = pytest.mark.browser
LANGUAGES = ("sv", "fi", "en")
"""Each screen is in another; which in which turns with the day."""
MINUTE = dt.timedelta(minutes=1)
SOON = 15_000
"""Milliseconds within which a change has to stand on another page, on however busy a machine."""


class Port(LiveServerThread):
    """A server whose port can be taken again at once, as that of a real one can."""

    def _create_server(self, connections_override: Any = None) -> ThreadedWSGIServer:
        place = self.host, self.port
        return self.server_class(
            place, QuietWSGIRequestHandler, allow_reuse_address=True, connections_override=connections_override
        )


class Server(LiveServer):
    """The web server of this test, which can be restarted: what it held in memory is gone."""

    def __init__(self, port: int = 0) -> None:
        super().__init__("localhost", start=False)
        first = self.thread
        self.thread = Port(first.host, first.static_handler, first.connections_override, port)
        self.thread.daemon = True
        self.start()

    def restart(self) -> None:
        self.stop()
        self.thread = Server(self.thread.port).thread


@pytest.fixture
def live_server() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def live(settings: Settings) -> Iterator[LiveProcess]:
    with live_process(key_from(settings.SECRET_KEY)) as running:
        settings.LIVE_PORT, settings.LIVE_HOST, settings.BEHIND_PROXY = running.port, "127.0.0.1", False
        yield running


@pytest.fixture
def moved() -> Iterator[time_machine.Traveller]:
    """Move the servers' clock by hand; it goes on by itself, and never far enough for a ticket to be too old."""
    with time_machine.travel(clock.read(), tick=True) as traveler:
        yield traveler


@pytest.fixture
def meeting(live_cast: Cast, moved: time_machine.Traveller) -> SalesMeeting:
    """Plan a quarter of an hour: a minute for each item, ten for the case."""
    return make_meeting(live_cast.norr, clock.read() + 2 * MINUTE, minutes=15)


def seconds(page: Page) -> int:
    """Return what the page's clock shows; below nothing when it counts up."""
    said = page.locator(".dial").inner_text()
    minutes, rest = re.fullmatch(r"\+?(\d+):(\d\d)", said).groups()  # type: ignore[union-attr] # else the test fails
    return (int(minutes) * 60 + int(rest)) * (-1 if said.startswith("+") else 1)


def at_item(page: Page, place: int, *, of: int = 6) -> None:
    """Wait until the page stands at an item."""
    items = page.locator(".agenda > li, .boxes > li")
    expect(items).to_have_count(of)
    expect(items.nth(place)).to_have_attribute("aria-current", "step", timeout=SOON)


def test_a_meeting_on_three_screens(
    live: LiveProcess,
    live_server: Server,
    live_cast: Cast,
    sign_in: SignIn,
    meeting: SalesMeeting,
    moved: time_machine.Traveller,
) -> None:
    address = f"/sales-meetings/{meeting.pk}"
    first = LANGUAGES.index(OF_THE_DAY)
    of_wall, of_phone, of_driver = LANGUAGES[first:] + LANGUAGES[:first]
    wall = sign_in(live_cast.vera, language=of_wall)
    phone = sign_in(live_cast.anna, language=of_phone, phone=True)
    driver = sign_in(live_cast.eva, language=of_driver)

    wall.goto(f"{address}/room/")
    expect(wall.locator(".code svg")).to_be_visible()
    phone.goto(f"{address}/here/")
    phone.locator("#here form .primary").click()
    expect(wall.locator(".arrived")).to_contain_text("Anna", timeout=SOON)

    driver.goto(f"{address}/run/")
    driver.locator("form .primary").click()
    for page in (driver, wall, phone):
        at_item(page, 0)
    assert max(map(seconds, (driver, wall, phone))) - min(map(seconds, (driver, wall, phone))) <= 3

    driver.locator("#promise-text").fill("@Mikko Kemi")
    driver.locator("#promise-text").press("Enter")
    expect(wall.locator("#promises-on-wall")).to_contain_text("Mikko", timeout=SOON)
    expect(phone.locator("#promises")).to_contain_text("Kemi", timeout=SOON)

    driver.locator("h1").click()
    driver.keyboard.press("n")
    for page in (driver, wall, phone):
        at_item(page, 1)

    moved.shift(3 * MINUTE)
    driver.get_by_role("button", name="Mikko Aalto").click()
    for page in (driver, wall, phone):
        expect(page.locator(".dial.over")).to_be_visible(timeout=SOON)
        assert -240 < seconds(page) < -100
    expect(wall.locator("#top")).to_contain_text("Mikko", timeout=SOON)

    live.stop()
    live_server.restart()
    live.start()
    phone.context.set_offline(offline=True)
    driver.locator("#step-pause").click()
    for page in (driver, wall):
        expect(page.locator(".dial.paused")).to_be_visible(timeout=2 * SOON)
    phone.context.set_offline(offline=False)
    expect(phone.locator(".dial.paused")).to_be_visible(timeout=2 * SOON)
    assert len({seconds(page) for page in (driver, wall, phone)}) == 1

    driver.locator("#box-4 ").click()
    phone.reload()
    for page in (driver, wall, phone):
        at_item(page, 4)
    assert 570 < seconds(phone) <= 600

    moved.shift(4 * MINUTE)
    driver.locator("#step-end-now").click()
    expect(driver.locator("#step-next")).to_have_count(0)
    for page in (driver, wall, phone):
        expect(page.locator(".dial")).to_have_count(0, timeout=SOON)
    wait_for(lambda: Run.objects.filter(ended_by=live_cast.eva).exists())

    run = Run.objects.select_related("meeting").get()
    taken = {item.item: round(share.taken / MINUTE) for item, share in time_account(run).rows}
    assert (taken["wins"], taken["cases"]) == (3, 4)
    assert {one.member for one in run.presences.all()} == {live_cast.anna, live_cast.mikko, live_cast.eva}
    assert MeetingPromise.objects.get().owner == live_cast.mikko
