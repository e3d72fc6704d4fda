"""A manager's Monday: see how the hours stand, ask, take it back, look at somebody, agree on a promise and sign."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import expect

from hederssak.lib import clock
from hederssak.org.models import PageLook
from hederssak.prospecting.actions.breaking import note_breaks
from hederssak.prospecting.actions.outlook import work_out
from hederssak.prospecting.models import Block, BlockState, ManagerDuty, Promise, Signature
from hederssak.rules.weeks import Week
from tests.browser.conftest import SignIn, press
from tests.cast import STOCKHOLM, Cast
from tests.prospecting.weeks import make_weeks

pytestmark = pytest.mark.browser

KEPT, SLIPS = "kk kk kk kk kk kk kk kk", "kk kk kk kk kk kb kk kb"


@pytest.fixture
def weeks(live_cast: Cast) -> Cast:
    """Give Anna and Mikko eight weeks of hours by today's clock; the last of Mikko's broke yesterday."""
    now = clock.read()
    last = Week.of_instant(now, STOCKHOLM).previous()
    make_weeks(live_cast.anna, KEPT, last=last)
    *_, broken = make_weeks(live_cast.mikko, SLIPS, last=last)
    yesterday = now - dt.timedelta(days=1)
    times = {"starts_at": yesterday - dt.timedelta(hours=2), "ends_at": yesterday, "settled_at": yesterday}
    Block.objects.filter(pk=broken.pk, state=BlockState.MISSED).update(**times)
    note_breaks(organization=live_cast.nordvik, now=now)
    work_out(organization=live_cast.nordvik, now=now)
    return live_cast


def test_a_manager_sees_asks_takes_back_and_looks(weeks: Cast, sign_in: SignIn) -> None:
    page = sign_in(weeks.eva)
    page.goto("/")
    expect(page.locator("main h1 em")).to_be_visible()
    expect(page.locator("main figure.chart").first).to_be_visible()
    ask = ManagerDuty.objects.get(kind="ask_same_day")
    done = page.locator(f"form[action$='/duties/{ask.pk}/done/'] button")
    press(page, done)
    expect(done).to_have_count(0)
    assert page.url.rstrip("/").count("/") == 2  # the press on the first page leads back to it
    press(page, f"form[action$='/duties/{ask.pk}/back/'] button")
    ask.refresh_from_db()
    assert ask.done_on is None
    page.goto("/prospecting/board/")
    expect(page.get_by_text(weeks.mikko.name).first).to_be_visible()
    expect(page.get_by_text(weeks.anna.name)).to_have_count(0)
    page.locator(f"main a[href='/prospecting/people/{weeks.mikko.pk}/keeping/']").first.click()
    page.wait_for_url("**/keeping/")
    assert PageLook.objects.filter(subject=weeks.mikko, viewer=weeks.eva).count() == 1


def test_a_promise_is_agreed_and_signed_on_a_phone(weeks: Cast, sign_in: SignIn) -> None:
    page = sign_in(weeks.eva)
    page.goto("/prospecting/promise/")
    page.locator("main input[name=meetings]").fill("5")
    page.locator("main textarea[name=exceptions]").fill("Falu Verkstad")
    press(page, "main form[action$='/promise/'] button")
    promise = Promise.objects.get()
    press(page, f"form[action$='/promises/{promise.pk}/sign/'] button")
    phone = sign_in(weeks.anna, phone=True)
    phone.goto("/prospecting/promise/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    press(phone, f"form[action$='/promises/{promise.pk}/sign/'] button")
    signed = set(Signature.objects.filter(promise=promise).values_list("member__name", "as_manager"))
    assert signed == {(weeks.eva.name, True), (weeks.anna.name, False)}
