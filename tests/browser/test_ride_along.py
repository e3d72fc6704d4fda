"""A walk: the rep asks, the manager says yes, observes on a phone, closes it, shares, and the rep reads it at once."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from playwright.sync_api import Page, expect

from hederssak.coaching.models import RideAlong
from tests.browser.conftest import SignIn, press
from tests.browser.test_every_page import grave_findings, widths
from tests.cast import NOW, Cast
from tests.meetings.visits import book

pytestmark = pytest.mark.browser


def test_from_one_tap_to_what_was_seen(live_cast: Cast, sign_in: SignIn) -> None:
    meeting = book(live_cast, days=1)
    ask = f"form[action='/meetings/{meeting.pk}/manager/'] button"
    come = f"form[action='/coaching/meetings/{meeting.pk}/'] button"
    with time_machine.travel(NOW, tick=True):
        anna = sign_in(live_cast.anna, phone=True)
        anna.goto(f"/meetings/{meeting.pk}/")
        press(anna, ask)
        expect(anna.locator(ask)).to_have_count(0)
        eva = sign_in(live_cast.eva)
        eva.goto("/")
        press(eva, come)
        expect(eva.locator(".aspect")).to_have_count(5)
        expect(eva.locator("button[name=share]")).to_have_count(0)
    with time_machine.travel(NOW + dt.timedelta(days=1, hours=1), tick=True):
        ride = RideAlong.objects.get()
        assert ride.asked_at is not None
        phone = sign_in(live_cast.eva, phone=True)
        observe(phone, ride)
        again = sign_in(live_cast.eva, phone=True)
        again.goto(f"/coaching/rides/{ride.pk}/")
        expect(again.locator("#id_note-next_step")).to_have_value("Ingen dag")
        expect(again.locator("input[name=level-purpose][value=yes]")).to_be_checked()
        assert grave_findings(again) == []
        assert max(too_far for _screen, too_far in widths(again)) <= 0
        again.locator("#id_practise").fill("Be om en dag")
        press(again, "button[name=share]")
        expect(again.locator(".seen > li")).to_have_count(5)
        anna = sign_in(live_cast.anna, phone=True)
        anna.goto("/")
        press(anna, f"a.btn[href='/coaching/rides/{ride.pk}/']")
        expect(anna.locator("main")).to_contain_text("Ingen dag")
        anna.locator("#id_words").fill("Jag vågade inte")
        press(anna, "form[action$='/answer/'] button")
        expect(anna.locator(".own-word")).to_have_text("Jag vågade inte")
        again.goto("/coaching/")
        assert grave_findings(again) == []
        anna.goto("/coaching/")
        expect(anna.locator("h1 em")).to_have_text("Be om en dag")


def observe(page: Page, ride: RideAlong) -> None:
    """Mark two of the five and write a note; each is kept as it is written."""
    page.goto(f"/coaching/rides/{ride.pk}/")
    before = page.locator("#draft").inner_text()
    page.locator("input[name=level-purpose][value=yes]").check()
    expect(page.locator("#draft")).not_to_have_text(before)
    page.locator("input[name=level-next_step][value=not_yet]").check()
    with page.expect_response(lambda answer: "Ingen" in (answer.request.post_data or "")):
        page.locator("#id_note-next_step").fill("Ingen dag")
    page.context.close()
