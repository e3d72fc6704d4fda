"""A walk: on the phone, a promise that did not come to be is laid aside with why, and that is taken back."""

from __future__ import annotations

import pytest
import time_machine
from playwright.sync_api import expect

from tests.browser.conftest import SignIn, press
from tests.browser.test_every_page import grave_findings, widths
from tests.cast import NOW, Cast
from tests.salesmeetings.promising import annas_old_promise

pytestmark = pytest.mark.browser


def test_from_the_question_to_why_and_back(live_cast: Cast, sign_in: SignIn) -> None:
    made = annas_old_promise(live_cast)
    form = f"form[action='/sales-meetings/promises/{made.pk}/aside/']"
    with time_machine.travel(NOW, tick=True):
        phone = sign_in(live_cast.anna, language="sv", phone=True)
        phone.goto("/sales-meetings/promises/")
        expect(phone.locator(form)).to_be_hidden()
        phone.locator("details.aside > summary").press("Enter")
        expect(phone.locator(form)).to_be_visible()
        assert grave_findings(phone) == []
        phone.locator(f"{form} input[name=reason]").fill("De har bestämt sig ändå")
        press(phone, f"{form} button")
        expect(phone.locator("main")).to_contain_text("Behövs inte längre, Anna ons 18 nov: De har bestämt sig ändå")
        expect(phone.locator("details.aside")).to_have_count(0)
        assert grave_findings(phone) == []
        assert max(too_far for _screen, too_far in widths(phone)) <= 0
        press(phone, f"main form[action='/sales-meetings/promises/{made.pk}/undo/'] button")
        expect(phone.locator("details.aside")).to_have_count(1)
