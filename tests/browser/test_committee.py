"""The buying committee in a browser: by keys on a laptop, by thumb on a phone, every gesture without a new page."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from hederssak.pipeline.actions import add_steps
from hederssak.pipeline.models import CommitteeSeat
from tests.browser.conftest import SignIn
from tests.cast import NOW, Cast
from tests.routes.committee import seated

pytestmark = pytest.mark.browser


def laid(cast: Cast) -> tuple[CommitteeSeat, str]:
    """Seat Maja in a decision of two steps, and return her seat with the page's address."""
    seat = seated(cast)
    add_steps(opportunity=seat.opportunity, names=["Behovet", "Valet"], by=cast.anna, now=NOW)
    return seat, reverse("web:committee", args=[seat.opportunity_id])


def stands_in(seat: CommitteeSeat) -> str:
    seat.refresh_from_db()
    return seat.step.name if seat.step else ""


def test_by_keys_alone_somebody_is_moved_taken_out_and_brought_back(live_cast: Cast, sign_in: SignIn) -> None:
    seat, address = laid(live_cast)
    page = sign_in(live_cast.anna)
    page.goto(address)
    maja = page.locator(".people li a.name")
    page.keyboard.press("j")
    expect(maja).to_be_focused()
    for key, step in ((".", "1. Behovet"), (".", "2. Valet"), (",", "1. Behovet")):
        page.keyboard.press(key)
        expect(page.locator(f".people h3:has-text('{step}') + ul")).to_contain_text("Maja Hed")
        expect(maja).to_be_focused()
    assert stands_in(seat) == "Behovet"
    page.keyboard.press("x")
    expect(maja).to_have_count(0)
    expect(page.locator("[data-page-key=u]")).to_be_visible()
    page.keyboard.press("u")
    expect(maja).to_have_count(1)
    seat.refresh_from_db()
    assert seat.removed_at is None


def test_a_press_on_the_map_opens_the_panel_and_each_answer_is_saved_at_once(live_cast: Cast, sign_in: SignIn) -> None:
    seat, address = laid(live_cast)
    page = sign_in(live_cast.anna)
    page.goto(address)
    page.locator(".chart svg a:visible").click()
    expect(page.locator("#person h2")).to_have_text("Maja Hed")
    page.locator("#id_stance").focus()
    page.locator("#id_stance").select_option("against")
    expect(page.locator(".people li .words .broken")).to_have_count(1)
    expect(page.locator("#id_stance")).to_be_focused()
    page.locator("#id_influence").select_option("high")
    expect(page.locator("h1")).to_contain_text("Maja Hed")
    seat.refresh_from_db()
    assert (seat.stance, seat.influence) == ("against", "high")


def test_on_a_phone_the_list_does_the_same(live_cast: Cast, sign_in: SignIn) -> None:
    seat, address = laid(live_cast)
    page = sign_in(live_cast.anna, phone=True)
    page.goto(address)
    expect(page.locator(".chart svg a:visible")).to_have_count(0)
    page.locator(f"#later-{seat.pk}").click()
    expect(page.locator(".people h3:has-text('1. Behovet') + ul")).to_contain_text("Maja Hed")
    assert stands_in(seat) == "Behovet"
    smallest = page.locator(".people button").evaluate_all(
        "all => Math.min(...all.filter(one => one.offsetParent).map(one => one.offsetHeight))"
    )
    assert smallest >= 44
