"""Two walks: a company is set up in the browser, and a rep answers the questions to their pipeline."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.conf import settings
from playwright.sync_api import expect

from hederssak.honesty.actions import judge_organization
from hederssak.lib import clock
from hederssak.org.actions import set_up_key
from hederssak.org.models import Member, Organization, Role
from hederssak.pipeline.models import LettingGo, NextStep, Opportunity, State
from tests.browser.conftest import SignIn, press
from tests.cast import Cast
from tests.installation import wait_for
from tests.pipeline.deals import make_account, make_deal, make_stages

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("live_server", "_history_may_be_flushed")
def test_a_company_is_set_up_where_there_is_none(sign_in: SignIn) -> None:
    page = sign_in(None)
    page.goto("/")
    for name, said in (
        ("key", set_up_key(settings.DATA_DIR)),
        ("company", "Fjärden AB"),
        ("name", "Ada Nyman"),
        ("email", "ada@fjarden.example"),
        ("password", "bokningstid 9-11"),
    ):
        page.locator(f"main [name={name}]").fill(said)
    page.locator("main form button.primary").click()
    page.wait_for_url("**/organization/")
    ada = Member.objects.get()
    assert (ada.role, ada.organization.name, Organization.objects.count()) == (Role.ADMIN, "Fjärden AB", 1)


def test_a_rep_writes_a_next_step_with_the_keyboard_lets_one_go_and_takes_it_back(
    live_cast: Cast, sign_in: SignIn
) -> None:
    now = clock.read()
    past = (now - dt.timedelta(days=20)).date()
    stages = make_stages(live_cast.nordvik)
    large, small = (
        make_deal(
            live_cast.anna,
            stages["Behov"],
            account=make_account(live_cast.nordvik, name),
            margin=Decimal(margin),
            opened_on=past,
            close_date=past,
            now=now - dt.timedelta(days=20),
        )
        for name, margin in (("Falu Verkstad", 900_000), ("Kemi Paperi", 100_000))
    )
    judge_organization(organization=live_cast.nordvik, now=now)
    page = sign_in(live_cast.anna)
    page.goto("/honesty/")
    expect(page.locator("tbody [data-go]")).to_have_text(["Falu Verkstad", "Kemi Paperi"])

    page.keyboard.press("j")
    expect(page.locator("tbody tr").first.locator("[data-go]")).to_be_focused()
    page.keyboard.press("d")
    form = page.locator("tr.asking form")
    form.locator("[name=close_date]").fill((now + dt.timedelta(days=40)).date().isoformat())
    press(page, form.locator("button.primary"))
    large.refresh_from_db()
    assert large.close_date == (now + dt.timedelta(days=40)).date()

    page.goto(f"/opportunities/{large.pk}/")
    page.keyboard.press("n")
    page.locator("[name=what]").fill("Visa kalkylen")
    page.locator("[name=due_on]").fill((now + dt.timedelta(days=3)).date().isoformat())
    page.locator("main form button.primary").click()
    page.wait_for_url(f"**/opportunities/{large.pk}/")
    assert NextStep.objects.get(opportunity=large).what == "Visa kalkylen"

    page.goto("/honesty/")
    row = page.locator("tbody tr", has_text="Kemi Paperi")
    row.hover()
    row.locator("a[data-key=l]").click()
    page.locator("tr.asking [name=reason][value=no_decision]").check()
    press(page, "tr.asking button.primary")
    assert Opportunity.objects.get(pk=small.pk).state == State.LET_GO
    expect(page.locator("main")).not_to_contain_text("Kemi Paperi")

    page.keyboard.press("u")
    wait_for(lambda: Opportunity.objects.get(pk=small.pk).state == State.OPEN)
    assert LettingGo.objects.get().undone_at is not None
