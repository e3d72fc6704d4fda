"""Two walks: a file is tried, brought in and undone; a manager reads the pack and shows it in the room."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from hederssak.cadence.models import SalesMeeting
from hederssak.lib import clock
from hederssak.pipeline.actions import edit_opportunity
from hederssak.pipeline.models import Opportunity
from hederssak.salesmeetings.models import PackLook
from tests.browser.conftest import SignIn, press
from tests.cast import Cast
from tests.imports.giving import csv
from tests.pipeline.deals import make_account, make_deal, make_stages

pytestmark = pytest.mark.browser

FILE = csv(
    ["Deal Name", "Deal Stage", "Amount", "Close Date"],
    ["Ny lina", "Qualified", "120 000 kr", "2026-12-18"],
    ["Annan", "Proposal", "80 000", "2208-01-01"],
)


def test_a_file_is_tried_brought_in_and_undone(live_cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(live_cast.ada)
    page.goto("/imports/new/")
    page.locator("main input[type=file]").set_input_files(
        {"name": "deals.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    )
    page.locator("main form button.primary").click()
    page.wait_for_url("**/imports/batches/**")
    press(page, "main form[action$='/check/'] button")
    assert not Opportunity.objects.exists()
    press(page, "main form[action$='/run/'] button")
    expect(page.locator("main form[action$='/undo/'] button")).to_be_visible()
    deal = Opportunity.objects.get()
    assert (deal.name, deal.amount) == ("Ny lina", Decimal(120_000))
    batch = page.url
    page.locator("main a.chip.broken").click()
    refused = page.locator("main a[href*='refused.']").first
    assert page.request.get(str(refused.get_attribute("href"))).ok
    page.goto(batch)
    press(page, "main form[action$='/undo/'] button")
    assert not Opportunity.objects.exists()


def test_a_manager_reads_the_pack_and_shows_it_in_the_room(live_cast: Cast, sign_in: SignIn) -> None:
    now = clock.read()
    meeting = SalesMeeting.objects.create(
        organization=live_cast.nordvik, team=live_cast.norr, starts_at=now - dt.timedelta(hours=1)
    )
    account = make_account(live_cast.nordvik, "Falu Verkstad")
    month = dt.timedelta(days=30)
    deal = make_deal(
        live_cast.mikko,
        make_stages(live_cast.nordvik)["Lösning"],
        account=account,
        now=now - month,
        opened_on=(now - month).date(),
    )
    edit_opportunity(
        opportunity=deal,
        values={"close_date": (now + month * 3).date()},
        by=live_cast.mikko,
        now=meeting.starts_at - dt.timedelta(minutes=30),
    )
    page = sign_in(live_cast.eva)
    page.goto(f"/sales-meetings/{meeting.pk}/")
    expect(page.locator("main")).to_contain_text("Falu Verkstad")
    assert PackLook.objects.get().member == live_cast.eva
    page.locator("main a[href*='/room/']").first.click()
    page.wait_for_url("**/room/**")
    first = page.locator("h1").inner_text()
    page.locator("a[href*='item=']").last.click()
    expect(page.locator("h1")).not_to_have_text(first)
