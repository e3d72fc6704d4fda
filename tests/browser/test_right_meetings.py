"""A walk: from criteria to an invitation that a mail server gets, preparation, debrief, figures, cost, a ride-along."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from icalendar import Calendar
from playwright.sync_api import Page, expect

from hederssak.crm.actions.fit import judge_changed
from hederssak.meetings.models import CustomerMeeting, Debrief
from hederssak.outbox.actions import deliver_due
from hederssak.pipeline.models import NextStep
from hederssak.targets.actions.cost_counting import count_costs
from hederssak.targets.actions.quality_counting import count_quality
from tests.browser.conftest import SignIn, press
from tests.browser.test_every_page import grave_findings
from tests.cast import NOW, Cast
from tests.meetings.visits import CHARTER, SHEET, book
from tests.outbox.test_letters import Postbox

pytestmark = pytest.mark.browser
AFTER = NOW + dt.timedelta(days=2, hours=2)


def test_from_criteria_to_what_the_meeting_became(live_cast: Cast, sign_in: SignIn, postbox: Postbox) -> None:
    meeting = book(live_cast)
    with time_machine.travel(NOW, tick=True):
        write_criteria(sign_in(live_cast.vera))
        judge_changed(organization=live_cast.nordvik, now=NOW)
        anna = sign_in(live_cast.anna)
        prepare(anna, meeting)
        invite(anna, meeting, postbox)
        eva = sign_in(live_cast.eva)
        eva.goto("/")
        eva.locator(f"form[action='/coaching/meetings/{meeting.pk}/'] button").first.click()
        expect(eva.locator(".aspect")).to_have_count(5)
    with time_machine.travel(AFTER, tick=True):
        debrief(sign_in(live_cast.anna, phone=True), meeting)
    night = AFTER + dt.timedelta(days=100)
    count_quality(organization=live_cast.nordvik, now=night)
    count_costs(organization=live_cast.nordvik, now=night)
    with time_machine.travel(night, tick=True):
        read_figures(sign_in(live_cast.eva))


def write_criteria(page: Page) -> None:
    """Write one criterion, see whom it moves, and let it count."""
    page.goto("/accounts/fit/propose/")
    page.locator("select[name$='0-what']").select_option("industry")
    page.locator("select[name$='0-operator']").select_option("one_of")
    page.locator("input[name$='0-text']").fill("Sågverk")
    page.locator("input[name=enough]").fill("50")
    press(page, "form.across .btn.primary")
    press(page, "button[name=put_in_force]")
    assert grave_findings(page) == []


def prepare(page: Page, meeting: CustomerMeeting) -> None:
    """Answer the five questions and fill the sheet; the three checks pass."""
    page.goto(f"/meetings/{meeting.pk}/")
    for name, said in (CHARTER | SHEET).items():
        if name != "is_important":
            page.locator(f"[name={name}]").fill(str(said))
    guest = meeting.attendees.get()
    page.locator(f"[name='why-{guest.pk}']").fill("Beslutar")
    page.locator(f"[name='can-{guest.pk}']").select_option("yes")
    page.locator("[name=in_sight]").select_option("yes")
    page.locator("[name=when]").fill("våren 2027")
    page.locator("[name=how_known]").fill("Anbudsförfrågan")
    press(page, "form.form .btn.primary")
    expect(page.locator("#checks .kept")).to_have_count(3)
    assert grave_findings(page) == []


def invite(page: Page, meeting: CustomerMeeting, postbox: Postbox) -> None:
    """Send the invitation, and read it as a calendar would; then ask the manager along."""
    press(page, "form[action$='/invitation/'] button")
    press(page, "form[action$='/manager/'] button")
    deliver_due(now=NOW + dt.timedelta(minutes=1))
    invitation = next(one for one in postbox.letters if "maja@example.com" in str(one["To"]))
    part = next(part for part in invitation.walk() if part.get_content_type() == "text/calendar")
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    (event,) = calendar.walk("VEVENT")
    assert calendar["method"] == "REQUEST"
    assert CHARTER["purpose"] in str(event["description"])
    assert event["dtstart"].dt == meeting.starts_at
    assert event["dtend"].dt - event["dtstart"].dt == dt.timedelta(minutes=25)


def debrief(page: Page, meeting: CustomerMeeting) -> None:
    """Say on a phone what came of it."""
    page.goto(f"/meetings/{meeting.pk}/debrief/")
    page.locator("input[name=took_place][value=yes]").check()
    page.locator("[name=committed]").fill("Visar driftstatistiken")
    page.locator("[name=next_step]").fill("Besök på verket")
    page.locator("[name=next_on]").fill((AFTER + dt.timedelta(days=7)).date().isoformat())
    assert grave_findings(page) == []
    press(page, ".btn.whole")
    assert Debrief.objects.get(meeting=meeting).committed == "Visar driftstatistiken"
    assert NextStep.objects.get(opportunity=meeting.opportunity, ended_at=None).agreed_with_buyer


def read_figures(page: Page) -> None:
    """Read the figures with their twins, then what the meetings became, down to the meeting itself."""
    page.goto("/targets/quality/")
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator("main .pair").first).to_be_visible()
    assert grave_findings(page) == []
    page.goto("/targets/cost/")
    expect(page.locator("main svg:visible").first).to_be_visible()
    press(page, page.locator("main a[href*='/targets/cost/meetings/']").last)
    assert grave_findings(page) == []
