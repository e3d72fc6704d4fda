"""What useless meetings cost: a sentence with the total, and every sum opens down to its meetings."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from re import findall, sub

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hederssak.meetings.models import Conscience
from hederssak.org.models import Member, PageLook
from hederssak.pipeline.models import Opportunity, State
from hederssak.rules.meeting_hours import Norms, usual_norms
from hederssak.targets.actions.cost_counting import count_costs
from hederssak.targets.actions.cost_norms import set_norms
from hederssak.targets.models import MeetingCost
from tests.cast import NOW, STOCKHOLM, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages
from tests.targets.held import MARCH, hold, keep

SignedIn = Callable[[Member], Client]
WEEK = dt.timedelta(days=7)
MET = dt.datetime(2026, 3, 16, 9, tzinfo=STOCKHOLM)


def lived(cast: Cast) -> None:
    """Let Anna hold three useless meetings and a right one that was won, Otto one that was useless; count."""
    stages = make_stages(cast.nordvik)
    account = make_account(cast.nordvik, "Ådals Sågverk")
    lapsed = make_deal(cast.anna, stages["Behov"], opened_on=MARCH - WEEK, lead_source="Mässa", account=account)
    for place in range(2):
        meeting = hold(cast.anna, MARCH + place * WEEK, opportunity=lapsed, account=account, title=f"Möte {place}")
        keep(meeting, "no_investment")
    Opportunity.objects.filter(pk=lapsed.pk).update(state=State.LOST, closed_on=MARCH + 5 * WEEK)
    won = make_deal(cast.anna, stages["Behov"], opened_on=MARCH - WEEK)
    keep(hold(cast.anna, opportunity=won, title="Rätt"))
    Opportunity.objects.filter(pk=won.pk).update(state=State.WON, closed_on=MARCH + 5 * WEEK, qualified_at=MET)
    hold(cast.anna, MARCH + 5 * WEEK, title="Fika")
    hold(cast.otto, title="Lunch")
    count_costs(organization=cast.nordvik, now=NOW)


def words(client: Client, address: str) -> str:
    """Return a page's words at the time of the cast."""
    with time_machine.travel(NOW, tick=False):
        answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(sub(r"\s+", " ", sub(r"<[^>]+>", " ", answer.content.decode()))).replace("\u00a0", " ")


def test_a_rep_reads_their_own_sum_first(cast: Cast, signed_in: SignedIn) -> None:
    lived(cast)
    cast.anna.language = "en"
    cast.anna.save(update_fields=["language"])
    page = words(signed_in(cast.anna), reverse("targets:cost"))
    # 4 and 3.5 hours on the lost deal, 2.75 over coffee; 700 each
    assert "in 3 meetings" in page
    assert "Right, and won" in page
    assert "Lunch" not in page


def test_every_sum_opens_down_to_meetings_that_come_to_it(cast: Cast, signed_in: SignedIn) -> None:
    lived(cast)
    for member, whole in ((cast.anna, 3), (cast.eva, 3), (cast.vera, 4)):
        client = signed_in(member)
        with time_machine.travel(NOW, tick=False):
            page = client.get(reverse("targets:cost")).content.decode()
        links = {unescape(one) for one in findall(r'href="([^"]*/cost/meetings/[^"]*)"', page)}
        assert len(links) >= 5
        for link in links:
            with time_machine.travel(NOW, tick=False):
                answer = client.get(link)
            rows, total = answer.context["rows"], answer.context["total"]
            assert len(rows) == total.meetings >= 1, link
        with time_machine.travel(NOW, tick=False):
            everything = client.get(reverse("targets:cost_meetings"))
        assert everything.context["total"].meetings == whole


def test_a_manager_opens_a_reps_page_and_the_rep_reads_it(cast: Cast, signed_in: SignedIn) -> None:
    lived(cast)
    page = words(signed_in(cast.eva), reverse("targets:cost"))
    assert "Anna Berg" in page
    assert not PageLook.objects.exists()
    words(signed_in(cast.eva), reverse("targets:cost_of", args=[cast.anna.pk]))
    look = PageLook.objects.get()
    assert (look.viewer, look.subject, look.page) == (cast.eva, cast.anna, "cost")


def test_a_director_reads_sums_by_team_and_no_name(cast: Cast, signed_in: SignedIn) -> None:
    lived(cast)
    page = words(signed_in(cast.vera), reverse("targets:cost"))
    main = page.split("Nordvik Teknik AB ·")[1]
    assert "Norr" in main
    assert "Syd" in main
    assert not [one for one in cast.members.values() if one.pk != cast.vera.pk and one.name in main]


def test_an_hour_that_costs_nothing_is_said_in_hours(cast: Cast, signed_in: SignedIn) -> None:
    usual = usual_norms("SEK")
    set_norms(Norms(Decimal(0), usual.prepare, usual.after, usual.usual, Decimal(0)), by=cast.vera, now=NOW)
    lived(cast)
    answer = signed_in(cast.vera).get(reverse("targets:cost"))
    assert answer.context["money"] == ""
    assert answer.context["useless"].hours > 0


def test_before_the_first_count_the_page_teaches(cast: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(cast.anna).get(reverse("targets:cost"))
    assert answer.status_code == 200
    assert b'class="empty' in answer.content


@pytest.mark.parametrize("query", ["became=fine", "month=2026-13", "member=anna", "after=~x", "team=x"])
def test_a_forged_address_is_not_found(cast: Cast, signed_in: SignedIn, query: str) -> None:
    lived(cast)
    assert signed_in(cast.eva).get(reverse("targets:cost_meetings") + "?" + query).status_code == 404


def test_a_private_answer_is_shown_as_a_teams_share_from_five_on(cast: Cast, signed_in: SignedIn) -> None:
    lived(cast)
    meetings = [hold(owner, MARCH + WEEK) for owner in (cast.anna, cast.mikko, cast.anna, cast.anna, cast.mikko)]
    for place, meeting in enumerate(meetings):
        Conscience.objects.create(organization=cast.nordvik, meeting=meeting, would=place < 3, at=NOW - WEEK)
        with time_machine.travel(NOW, tick=False):
            answer = signed_in(cast.eva).get(reverse("targets:cost"))
        assert (answer.context["nobody_counted"] is not None) == (place == 4)
    with time_machine.travel(NOW, tick=False):
        own = signed_in(cast.anna).get(reverse("targets:cost"))
    assert own.context["nobody_counted"] is None


def test_the_page_asks_as_many_questions_however_many_meetings(cast: Cast, signed_in: SignedIn) -> None:
    lived(cast)
    client = signed_in(cast.vera)

    def asked(address: str) -> int:
        with time_machine.travel(NOW, tick=False), CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    addresses = [reverse("targets:cost"), reverse("targets:cost_meetings")]
    before = [asked(one) for one in addresses]
    for place in range(30):
        hold(cast.mikko, MARCH + place * dt.timedelta(days=1))
    count_costs(organization=cast.nordvik, now=NOW)
    assert [asked(one) for one in addresses] == before
    assert MeetingCost.objects.count() == 35
