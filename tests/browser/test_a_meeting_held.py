"""A whole sales meeting with three browsers, on a clock that is moved: whoever drives, the wall, a phone.

In its middle both servers are restarted and the phone sleeps; each comes back to the same item and the same clock. Its
minutes are read as a real mail server got them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler
from playwright.sync_api import Page, Route, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from hederssak.cadence.models import SalesMeeting
from hederssak.lib import clock
from hederssak.live.tickets import key_from
from hederssak.outbox.actions import deliver_due
from hederssak.salesmeetings.actions.minutes import send_due_minutes
from hederssak.salesmeetings.models import MeetingPromise, Pulse, Run
from hederssak.salesmeetings.queries.minutes import SENT_AFTER
from hederssak.salesmeetings.queries.runs import time_account
from tests.browser.conftest import OF_THE_DAY, SignIn
from tests.cast import Cast
from tests.installation import wait_for
from tests.live.running import LiveProcess, live_process
from tests.outbox.test_letters import Postbox
from tests.salesmeetings.mondays import make_meeting

pytestmark = pytest.mark.browser
LANGUAGES = ("sv", "fi", "en")
"""Each screen is in another; which in which turns with the day."""
MINUTE = dt.timedelta(minutes=1)
SOON = 60_000
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


@dataclass(frozen=True)
class Screens:
    """Whoever drives, the wall, and Anna's phone."""

    driver: Page
    wall: Page
    phone: Page

    @property
    def all(self) -> tuple[Page, Page, Page]:
        return self.driver, self.wall, self.phone

    def stand_at(self, place: int) -> None:
        for page in self.all:
            at_item(page, place)

    def spread(self) -> int:
        """Return by how many seconds the three clocks differ."""
        shown = [seconds(page) for page in self.all]
        return max(shown) - min(shown)


@pytest.fixture
def screens(live: LiveProcess, live_cast: Cast, sign_in: SignIn, meeting: SalesMeeting) -> Screens:
    first = LANGUAGES.index(OF_THE_DAY)
    of_wall, of_phone, of_driver = LANGUAGES[first:] + LANGUAGES[:first]
    opened = Screens(
        wall=sign_in(live_cast.vera, language=of_wall),
        phone=sign_in(live_cast.anna, language=of_phone, phone=True),
        driver=sign_in(live_cast.eva, language=of_driver),
    )
    for page, name in ((opened.wall, "room"), (opened.phone, "here"), (opened.driver, "run")):
        page.goto(f"/sales-meetings/{meeting.pk}/{name}/")
    return opened


def people_come_and_it_begins(screens: Screens) -> None:
    expect(screens.wall.locator(".code svg")).to_be_visible()
    screens.phone.locator("#here form .primary").click()
    expect(screens.wall.locator(".arrived")).to_contain_text("Anna", timeout=SOON)
    screens.driver.locator("form .primary").click()
    screens.stand_at(0)
    wait_for(lambda: screens.spread() <= 3)


def a_promise_stands_everywhere(screens: Screens) -> None:
    screens.driver.locator("#promise-text").fill("@Mikko Kemi")
    screens.driver.locator("#promise-text").press("Enter")
    expect(screens.wall.locator("#promises-on-wall")).to_contain_text("Mikko", timeout=SOON)
    expect(screens.phone.locator("#promises")).to_contain_text("Kemi", timeout=SOON)


def an_item_runs_over(screens: Screens, moved: time_machine.Traveller) -> None:
    screens.driver.locator("h1").click()
    screens.driver.keyboard.press("n")
    screens.stand_at(1)
    moved.shift(2 * MINUTE)
    screens.driver.get_by_role("button", name="Mikko Aalto").click()
    for page in screens.all:
        expect(page.locator(".dial.over")).to_be_visible(timeout=SOON)
        assert -600 < seconds(page) < -40
    expect(screens.wall.locator("#top")).to_contain_text("Mikko", timeout=SOON)


def servers_restart_and_a_phone_sleeps(screens: Screens, live: LiveProcess, server: Server) -> None:
    live.stop()
    server.restart()
    live.start()
    screens.phone.context.set_offline(offline=True)
    screens.driver.locator("#step-pause").click()
    for page in (screens.driver, screens.wall):
        expect(page.locator(".dial.paused")).to_be_visible(timeout=SOON)
    screens.phone.context.set_offline(offline=False)
    expect(screens.phone.locator(".dial.paused")).to_be_visible(timeout=SOON)
    wait_for(lambda: screens.spread() == 0)


def it_goes_on_and_ends(screens: Screens, moved: time_machine.Traveller) -> None:
    screens.driver.locator("#box-4").click()
    at_item(screens.driver, 4)
    screens.phone.reload()
    screens.stand_at(4)
    assert 300 < seconds(screens.phone) <= 600
    moved.shift(2 * MINUTE)
    screens.driver.locator("#step-end-now").click()
    for page in screens.all:
        expect(page.locator(".dial")).to_have_count(0, timeout=SOON)
    tap = screens.phone.locator("#tap-4")
    tap.click()
    expect(tap).to_have_attribute("aria-pressed", "true")
    for page in screens.all:
        page.close()


def test_a_meeting_on_three_screens(
    screens: Screens,
    live: LiveProcess,
    live_server: Server,
    live_cast: Cast,
    meeting: SalesMeeting,
    moved: time_machine.Traveller,
    postbox: Postbox,
) -> None:
    people_come_and_it_begins(screens)
    a_promise_stands_everywhere(screens)
    an_item_runs_over(screens, moved)
    servers_restart_and_a_phone_sleeps(screens, live, live_server)
    it_goes_on_and_ends(screens, moved)

    run = Run.objects.select_related("meeting").get()
    minutes = {item.item: share.taken / MINUTE for item, share in time_account(run).rows}
    assert min(minutes["wins"], minutes["cases"]) >= 2
    assert {one.member for one in run.presences.all()} == {live_cast.anna, live_cast.mikko, live_cast.eva}
    assert MeetingPromise.objects.get().owner == live_cast.mikko
    assert Pulse.objects.get().energy == 4

    moved.shift(SENT_AFTER)
    assert send_due_minutes(now=clock.read()) == 1
    deliver_due(now=clock.read())
    letters = {str(letter["To"]): letter.get_content() for letter in postbox.letters}
    assert letters.keys() == {one.email for one in (live_cast.anna, live_cast.mikko, live_cast.eva)}
    assert all("Kemi" in text and f"/sales-meetings/{meeting.pk}/minutes/" in text for text in letters.values())
    assert len({text.splitlines()[0] for text in letters.values()}) > 1, "each reads it in their own language"


def test_a_press_is_not_lost_while_the_page_fetches_what_changed(screens: Screens) -> None:
    people_come_and_it_begins(screens)
    held: list[Route] = []
    screens.driver.route("**/runs/*/now/", lambda route: held.append(route))  # noqa: PLW0108 (the driver takes no builtin); what changed is on its way, and does not arrive
    screens.driver.evaluate("document.body.dispatchEvent(new Event('live:again'))")
    wait_for(lambda: screens.driver.evaluate("true") and held)
    screens.driver.locator("#step-pause").click()
    expect(screens.driver.locator(".dial.paused")).to_be_visible(timeout=SOON)
    expect(screens.wall.locator(".dial.paused")).to_be_visible(timeout=SOON)
    screens.driver.unroute_all(behavior="ignoreErrors")
