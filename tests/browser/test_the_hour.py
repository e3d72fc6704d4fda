"""A rep's hour on a phone: call, press, promise, book; the network goes and comes back; nothing twice, nothing lost."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from hederssak.lib import clock
from hederssak.meetings.models import CustomerMeeting
from hederssak.prospecting.models import Block, BlockSession, CallAttempt, HitEntry
from tests.browser.conftest import SignIn
from tests.cast import Cast
from tests.installation import wait_for
from tests.prospecting.calling import put_on_list

pytestmark = pytest.mark.browser
SOON = 60_000
"""Milliseconds within which a press is saved: after a network was gone, the page tries again after up to 15 seconds."""
NAMES = ("Riikka Salonen", "Pekka Oja", "Maija Niemi", "Bengt Dahl", "Hanna Ek")


@pytest.fixture
def hour(live_cast: Cast, sign_in: SignIn) -> Page:
    """Open Anna's page in the middle of a block, with five people on her list, the largest company first."""
    now = clock.read()
    Block.objects.create(
        organization=live_cast.nordvik,
        member=live_cast.anna,
        starts_at=now - dt.timedelta(minutes=30),
        ends_at=now + dt.timedelta(minutes=90),
    )
    for number, name in enumerate(NAMES):
        put_on_list(live_cast.anna, name, employees=(900, 400, 90, 15, 12)[number])
    page = sign_in(live_cast.anna, language="en", phone=True)
    page.goto("/prospecting/now/")
    return page


def standing_for(page: Page, name: str) -> None:
    expect(page.locator("h1")).to_have_text(name)


def outcomes() -> list[tuple[str, str]]:
    rows = CallAttempt.objects.filter(undone_at=None).order_by("at")
    return list(rows.values_list("contact__name", "outcome"))


def kept_on_phone(page: Page) -> int:
    """Return how many lists of presses wait on the phone: none or one."""
    found: int = page.evaluate("Object.values(localStorage).filter((kept) => kept.startsWith('[{')).length")
    return found


def saved(page: Page, count: int) -> None:
    """Wait until the page's own figures say that so many presses have been saved."""
    expect(page.locator("#tally")).to_contain_text(f"{count} call", timeout=SOON)


def test_one_contact_after_the_other_without_a_page_change(hour: Page) -> None:
    standing_for(hour, "Riikka Salonen")
    expect(hour.locator("#person a.call")).to_have_attribute("href", re.compile("^tel:"))
    assert BlockSession.objects.count() == 1
    hour.get_by_role("button", name="No answer").click()
    standing_for(hour, "Pekka Oja")
    hour.get_by_text("Conversation").first.click()
    hour.get_by_label("What you talked about").fill("Wants figures from Oulu")
    hour.get_by_role("button", name="Save, next").click()
    standing_for(hour, "Maija Niemi")
    hour.get_by_text("Call back …").click()
    hour.get_by_label("When", exact=True).fill("tomorrow 9")
    expect(hour.locator("#spoken")).to_contain_text("09:00")
    hour.get_by_role("button", name="Promise, next").click()
    standing_for(hour, "Bengt Dahl")
    saved(hour, 3)
    assert [outcome for _, outcome in outcomes()] == ["no_answer", "conversation", "call_back"]
    expect(hour.locator("#tally")).to_contain_text("3 calls")


def test_a_meeting_is_booked_in_three_presses(hour: Page, live_cast: Cast) -> None:
    hour.get_by_text("Meeting booked").first.click()
    hour.locator("label.slot", has=hour.locator("[name=slot]")).first.click()
    hour.locator("label.slot", has_text="45 min").click()
    hour.get_by_role("button", name="Book it, next").click()
    standing_for(hour, "Pekka Oja")
    expect(hour.locator("#tally")).to_contain_text("1 meeting")
    meeting = CustomerMeeting.objects.get()
    assert meeting.owner == live_cast.anna
    assert meeting.ends_at - meeting.starts_at == dt.timedelta(minutes=45)
    assert [one.name for one in meeting.attendees.all()] == ["Riikka Salonen"]


def test_what_is_missing_is_asked_with_what_was_written_still_there(hour: Page) -> None:
    hour.get_by_text("Call back …").click()
    hour.get_by_label("When", exact=True).fill("some day")
    hour.get_by_role("button", name="Promise, next").click()
    expect(hour.locator(".problem")).to_contain_text("some day")
    standing_for(hour, "Riikka Salonen")
    hour.get_by_label("When", exact=True).fill("Thu 10")
    hour.get_by_role("button", name="Promise, next").click()
    saved(hour, 1)
    assert outcomes() == [("Riikka Salonen", "call_back")]


def test_a_slip_of_the_thumb_is_undone(hour: Page) -> None:
    hour.get_by_role("button", name="No answer").click()
    saved(hour, 1)
    hour.locator("#noticed button").click()
    standing_for(hour, "Riikka Salonen")
    saved(hour, 0)
    assert outcomes() == []
    assert HitEntry.objects.get(contact__name="Riikka Salonen").tries == 0


def test_a_slip_that_is_undone_before_it_has_arrived_is_undone_all_the_same(hour: Page) -> None:
    on_its_way: list[Route] = []
    hour.route("**/outcomes/", lambda route: on_its_way.append(route))  # noqa: PLW0108 (a method of a list has no name)
    with hour.expect_request("**/outcomes/"):
        hour.get_by_role("button", name="No answer").click()
    standing_for(hour, "Pekka Oja")
    hour.locator("#noticed button").click()
    expect(hour.locator("#noticed")).to_be_hidden()
    on_its_way[0].continue_()
    standing_for(hour, "Riikka Salonen")
    assert CallAttempt.objects.get().undone_at is not None
    saved(hour, 0)


def test_cards_that_come_late_bring_nobody_back_who_was_called_meanwhile(hour: Page) -> None:
    late: list[tuple[Route, APIResponse]] = []

    def answer_late(route: Route) -> None:
        if late:
            route.continue_()
        else:
            late.append((route, route.fetch()))

    hour.route("**/deck/**", answer_late)
    for name in NAMES[:2]:
        standing_for(hour, name)
        hour.get_by_role("button", name="No answer").click()
        wait_for(lambda: (hour.wait_for_timeout(20), late)[1])
    saved(hour, 2)
    route, answer = late[0]
    with hour.expect_response("**/deck/**"):
        route.fulfill(response=answer)
    standing_for(hour, "Maija Niemi")
    hour.get_by_role("button", name="No answer").click()
    standing_for(hour, "Bengt Dahl")
    saved(hour, 3)
    standing_for(hour, "Bengt Dahl")


def test_pressed_offline_is_kept_and_sent_once_when_back(hour: Page) -> None:
    hour.context.set_offline(True)
    hour.get_by_role("button", name="No answer").click()
    standing_for(hour, "Pekka Oja")
    expect(hour.locator("#waiting")).to_contain_text("No network")
    hour.get_by_role("button", name="Switchboard").click()
    standing_for(hour, "Maija Niemi")
    assert outcomes() == []
    hour.context.set_offline(False)
    hour.reload()
    wait_for(lambda: kept_on_phone(hour) == 0)
    hour.reload()
    saved(hour, 2)
    assert outcomes() == [("Riikka Salonen", "no_answer"), ("Pekka Oja", "gatekeeper")]
    expect(hour.locator("#waiting")).to_be_hidden()


def test_the_network_goes_between_commit_and_reply_and_it_is_kept_once(hour: Page) -> None:
    cut = []

    def answer_is_lost(route: Route) -> None:
        if cut:
            route.continue_()
        else:
            cut.append(route.fetch().status)
            route.abort("connectionreset")

    hour.route("**/outcomes/", answer_is_lost)
    hour.get_by_role("button", name="No answer").click()
    standing_for(hour, "Pekka Oja")
    expect(hour.locator("#waiting")).to_contain_text("No network")
    assert cut == [200]
    assert outcomes() == [("Riikka Salonen", "no_answer")]
    expect(hour.locator("#waiting")).to_be_hidden(timeout=SOON)
    assert kept_on_phone(hour) == 0
    assert outcomes() == [("Riikka Salonen", "no_answer")]
    assert HitEntry.objects.get(contact__name="Riikka Salonen").tries == 1


def test_one_key_is_enough_on_a_desk(live_cast: Cast, sign_in: SignIn, hour: Page) -> None:
    hour.set_viewport_size({"width": 1280, "height": 800})
    hour.keyboard.press("4")
    standing_for(hour, "Pekka Oja")
    hour.keyboard.press("5")
    standing_for(hour, "Maija Niemi")
    saved(hour, 2)
    hour.keyboard.press("u")
    saved(hour, 1)
    wait_for(lambda: outcomes() == [("Riikka Salonen", "no_answer")])


def test_without_scripts_a_press_works_too(live_cast: Cast, sign_in: SignIn, hour: Page) -> None:
    hour.route("**/*.js", lambda route: route.abort())
    hour.goto("/prospecting/now/")
    hour.get_by_role("button", name="No answer").click()
    standing_for(hour, "Pekka Oja")
    assert outcomes() == [("Riikka Salonen", "no_answer")]
