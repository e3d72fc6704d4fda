"""A team's longer meetings: planned beside the weekly ones, with a charter and an agenda of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from hederssak.cadence.actions import end_rhythm, plan_meetings, set_rhythm, set_weekly_rhythm, write_plan
from hederssak.cadence.models import Plan, SalesMeeting
from hederssak.cadence.queries import agenda_of
from hederssak.org.models import Member
from hederssak.rules.agenda import BadAgenda, Item, TimeBox, propose
from hederssak.rules.cadence import Kind, Pattern
from hederssak.salesmeetings.actions import freeze
from hederssak.salesmeetings.models import Freezing
from hederssak.salesmeetings.queries import pack_as_of
from tests.cast import NOW, STOCKHOLM, Cast
from tests.routes.salesmeetings import agenda_form

SignedIn = Callable[[Member], Client]
HALF_PAST_EIGHT = dt.time(8, 30)
FIRST_MONDAY = Pattern(Kind.MONTHLY, 0)
SHORT = (TimeBox(Item.PROMISES, 10), TimeBox(Item.EXCEPTIONS, 30), TimeBox(Item.CASES, 20))


@pytest.fixture(autouse=True)
def _clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def meet(cast: Cast, pattern: Pattern, *, by: Member | None = None) -> None:
    set_rhythm(
        team=cast.norr,
        pattern=pattern,
        starts=HALF_PAST_EIGHT,
        minutes=90,
        by=by or cast.eva,
        today=NOW.date(),
        now=NOW,
    )


def meet_weekly(cast: Cast) -> None:
    set_weekly_rhythm(
        team=cast.norr, weekday=0, starts=HALF_PAST_EIGHT, minutes=60, by=cast.eva, today=NOW.date(), now=NOW
    )


def planned(cast: Cast, until: str = "2027-01-31") -> list[str]:
    rows = SalesMeeting.objects.filter(team=cast.norr).order_by("starts_at")
    said = [f"{row.starts_at.astimezone(STOCKHOLM):%Y-%m-%d} {row.kind}" for row in rows]
    return [one for one in said if one < until]


def test_the_monthly_meeting_takes_the_weekly_ones_place_on_its_day(cast: Cast) -> None:
    meet_weekly(cast)
    meet(cast, FIRST_MONDAY)
    assert planned(cast, "2026-12-15") == [
        "2026-11-23 weekly",
        "2026-11-30 weekly",
        "2026-12-07 monthly",
        "2026-12-14 weekly",
    ]


def test_planned_the_other_way_round_it_comes_out_the_same(cast: Cast) -> None:
    meet(cast, FIRST_MONDAY)
    meet_weekly(cast)
    assert "2026-12-07 monthly" in planned(cast)
    assert "2026-12-07 weekly" not in planned(cast)
    assert plan_meetings(organization=cast.nordvik, now=NOW) == 0


def test_a_weekly_meeting_that_people_have_prepared_for_stays(cast: Cast) -> None:
    meet_weekly(cast)
    prepared = SalesMeeting.objects.order_by("starts_at")[0]
    freeze(meeting=prepared, freezing=Freezing.DAY_BEFORE, now=prepared.starts_at - dt.timedelta(hours=20))
    meet(cast, Pattern(Kind.MONTHLY, 0, nth=4))
    assert sorted(planned(cast, "2026-11-24")) == ["2026-11-23 monthly", "2026-11-23 weekly"]


def test_held_no_more_it_gives_the_weekly_meeting_its_place_back(cast: Cast) -> None:
    meet_weekly(cast)
    meet(cast, FIRST_MONDAY)
    end_rhythm(team=cast.norr, kind="monthly", by=cast.eva, today=NOW.date(), now=NOW)
    assert "2026-12-07 weekly" in planned(cast)
    assert not SalesMeeting.objects.filter(kind="monthly").exists()


def test_a_yearly_meeting_is_planned_thirteen_months_ahead_once(cast: Cast) -> None:
    meet(cast, Pattern(Kind.YEARLY, 1, nth=2, month=1))
    assert planned(cast, "2029") == ["2027-01-12 yearly"]
    assert plan_meetings(organization=cast.nordvik, now=NOW + dt.timedelta(days=20)) == 0
    assert plan_meetings(organization=cast.nordvik, now=NOW + dt.timedelta(days=30)) == 1


def test_only_who_leads_the_team_or_sets_the_firm_up_may(cast: Cast) -> None:
    for by in (cast.anna, cast.maj, cast.vera, cast.stig):
        with pytest.raises(PermissionDenied):
            meet(cast, FIRST_MONDAY, by=by)
        with pytest.raises(PermissionDenied):
            end_rhythm(team=cast.norr, kind="monthly", by=by, today=NOW.date(), now=NOW)
        with pytest.raises(PermissionDenied):
            write_plan(team=cast.norr, kind="weekly", charter={}, boxes=SHORT, by=by, now=NOW)


def test_a_pack_is_divided_as_the_team_has_said(cast: Cast) -> None:
    meet_weekly(cast)
    meeting = SalesMeeting.objects.select_related("team__organization").order_by("starts_at")[0]
    assert pack_as_of(meeting, as_of=NOW)["agenda"][0] == {"item": "promises", "minutes": 6}
    boxes = (*SHORT, TimeBox(Item.OTHER, 5, "Mässan"))
    write_plan(team=cast.norr, kind="weekly", charter={}, boxes=boxes, by=cast.eva, now=NOW)
    agenda = pack_as_of(meeting, as_of=NOW)["agenda"]
    assert agenda[-1] == {"item": "other", "minutes": 5, "title": "Mässan"}
    assert [box["minutes"] for box in agenda] == [10, 30, 20, 5]


def test_an_agenda_without_time_or_with_an_item_twice_is_refused(cast: Cast) -> None:
    for boxes in ([TimeBox(Item.CASES, 0)], [TimeBox(Item.CASES, 5), TimeBox(Item.CASES, 5)]):
        with pytest.raises(BadAgenda):
            write_plan(team=cast.norr, kind="weekly", charter={}, boxes=boxes, by=cast.eva, now=NOW)
    assert not Plan.objects.exists()


def test_the_page_says_what_a_change_leaves_too_little_time_for_and_lets_it_be(cast: Cast, signed_in: SignedIn) -> None:
    meet_weekly(cast)
    address = reverse("cadence:plan", args=[cast.norr.pk, "weekly"])
    client = signed_in(cast.eva)
    assert "Mer än hälften av tiden går till fallen" in client.get(address).content.decode()
    html = client.post(address, agenda_form(SHORT) | {"purpose": "Lära av Kemi"}, follow=True).content.decode()
    assert "Fallen har 20 av 60 minuter. De behöver mer än hälften, minst 31" in html
    assert "Undantagen har 30 av 60 minuter. Högst 9" in html
    assert "Lära av Kemi" in html
    client.post(address, agenda_form(SHORT) | {"propose": "1"})
    assert agenda_of(cast.norr, "weekly", 60) == propose(60)


def test_the_manager_sets_a_quarterly_meeting_and_reads_it_in_words(cast: Cast, signed_in: SignedIn) -> None:
    meet_weekly(cast)
    given = {"nth": "2", "weekday": "1", "month": "1", "starts": "09:00", "minutes": "180"}
    response = signed_in(cast.eva).post(reverse("cadence:rhythm", args=[cast.norr.pk, "quarterly"]), given, follow=True)
    html = response.content.decode().replace("\xa0", " ")
    assert "Den andra tisdagen i januari, april, juli, oktober kl. 09:00" in html
    assert "nästa tis 12 jan" in html
    assert "Norr håller 2 slags möten." in html
    assert signed_in(cast.eva).get(reverse("cadence:rhythm", args=[cast.norr.pk, "daily"])).status_code == 404
