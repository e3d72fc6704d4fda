"""The pages of coaching, as the manager, the rep and the director read them."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hederssak.coaching.actions import answer
from hederssak.coaching.models import RideAlong
from hederssak.meetings.actions import ask_manager
from hederssak.org.models import Member, PageLook, Role
from tests.cast import NOW, Cast
from tests.coaching.rides import SITE, hour, planned, play, shared
from tests.meetings.visits import book

SignedIn = Callable[[Member], Client]


@pytest.fixture(autouse=True)
def _clock() -> object:
    with time_machine.travel(NOW + dt.timedelta(hours=9), tick=False):
        yield


def html(client: Client, name: str, *arguments: object) -> str:
    response = client.get(reverse(name, args=arguments))
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_page_teaches_and_names_whom_to_begin_with(cast: Cast, signed_in: SignedIn) -> None:
    page = html(signed_in(cast.eva), "coaching:index")
    assert "Anna står på tur." in page
    assert "markera fem saker i telefonen" in page


def test_the_manager_reads_their_own_figure_and_who_is_next(cast: Cast, signed_in: SignedIn) -> None:
    shared(cast)
    page = html(signed_in(cast.eva), "coaching:index")
    assert "1 av 2" in page
    assert "Mikko står på tur." in page
    assert "Inget sambesök än." in page


def test_who_to_follow_stands_on_the_managers_first_page_and_is_planned_from_there(
    cast: Cast, signed_in: SignedIn
) -> None:
    meeting = book(cast)
    ask_manager(meeting, by=cast.anna, address=SITE, now=NOW)
    eva = signed_in(cast.eva)
    assert "Anna vill ha dig med till Ådals Sågverk." in html(eva, "web:home")
    page = eva.post(reverse("coaching:meeting", args=[meeting.pk]), follow=True).content.decode()
    assert "Du följer med Anna." in page
    assert RideAlong.objects.get().manager == cast.eva


def test_the_manager_observes_and_the_draft_survives(cast: Cast, signed_in: SignedIn) -> None:
    ride = planned(cast, days=0)
    eva = signed_in(cast.eva)
    given = {"level-purpose": "yes", "note-purpose": "Rakt på sak", "practise": ""}
    kept = eva.post(reverse("coaching:ride", args=[ride.pk]), given, headers={"HX-Request": "true"})
    assert "Sparat 18:00" in kept.content.decode()
    page = html(eva, "coaching:ride", ride.pk)
    assert "Rakt på sak" in page
    assert 'name="share"' in page
    assert "Rakt på sak" not in html(signed_in(cast.anna), "coaching:ride", ride.pk)


def test_the_rep_reads_it_at_once_and_answers(cast: Cast, signed_in: SignedIn) -> None:
    ride = planned(cast, days=0)
    given = {"level-purpose": "yes", "level-next_step": "not_yet", "note-next_step": "Ingen dag", "share": "yes"}
    given |= {"practise": "Fråga efter en dag", "aspect": "next_step"}
    page = signed_in(cast.eva).post(reverse("coaching:ride", args=[ride.pk]), given, follow=True).content.decode()
    assert "Anna kan läsa det nu." in page
    anna = signed_in(cast.anna)
    assert "Eva har delat vad som syntes" in html(anna, "web:home")
    page = html(anna, "coaching:ride", ride.pk)
    assert "Ingen dag" in page
    assert "Fråga efter en dag" in html(anna, "coaching:index")
    assert "Eva har delat" not in html(anna, "web:home")
    anna.post(reverse("coaching:answer", args=[ride.pk]), {"words": "Jag vågade inte"})
    assert "Jag vågade inte" in html(signed_in(cast.eva), "coaching:ride", ride.pk)


def test_nothing_marked_is_said_and_nothing_is_lost(cast: Cast, signed_in: SignedIn) -> None:
    ride = planned(cast, days=0)
    given = {"practise": "Tyst efter priset", "share": "yes"}
    response = signed_in(cast.eva).post(reverse("coaching:ride", args=[ride.pk]), given)
    assert response.status_code == 422
    assert "Markera minst en av de fem" in response.content.decode()
    assert "Tyst efter priset" in response.content.decode()


def test_the_meetings_page_has_the_ride_along_as_a_part(cast: Cast, signed_in: SignedIn) -> None:
    meeting = book(cast)
    address = reverse("coaching:meeting", args=[meeting.pk])
    assert address in html(signed_in(cast.anna), "meetings:meeting", meeting.pk)
    part = signed_in(cast.anna).get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Be din chef följa med" in part
    assert "<!doctype" not in part.lower()
    assert "Följ med" in html(signed_in(cast.eva), "coaching:meeting", meeting.pk)


def test_a_look_at_a_reps_page_is_written_down_for_the_rep(cast: Cast, signed_in: SignedIn) -> None:
    ride = shared(cast)
    answer(ride, "Håller med", by=cast.anna, now=NOW)
    page = html(signed_in(cast.eva), "coaching:person", cast.anna.pk)
    assert "Anna tränar på en sak" in page
    assert PageLook.objects.get().subject == cast.anna
    assert "din coachning" in html(signed_in(cast.anna), "org:looks")


def test_the_director_reads_sums_and_nobodys_name(cast: Cast, signed_in: SignedIn) -> None:
    shared(cast)
    page = html(signed_in(cast.vera), "coaching:index")
    assert "1 av 2" in page
    assert "Anna" not in page
    assert "nästa steg" not in page


def test_a_play_is_written_and_practised(cast: Cast, signed_in: SignedIn) -> None:
    written = play(cast)
    anna = signed_in(cast.anna)
    assert "Inköparen vill bara ha ett pris" in html(anna, "coaching:plays")
    address = reverse("coaching:play", args=[written.pk])
    given = {"on_day": "2026-11-18", "partner": str(cast.mikko.pk), "line-0": "yes", "note": "Vänta tre sekunder"}
    page = anna.post(address, given, follow=True).content.decode()
    assert "Det står i loggen." in page
    assert "med Mikko" in page
    assert "Vänta tre sekunder" in html(anna, "coaching:index")
    late = anna.post(address, given | {"on_day": "2026-11-19"})
    assert late.status_code == 422
    assert "till och med i dag" in late.content.decode()


def test_an_empty_list_of_plays_teaches(cast: Cast, signed_in: SignedIn) -> None:
    assert reverse("coaching:new_play") in html(signed_in(cast.eva), "coaching:plays")
    assert "Det första skriver sig självt" in html(signed_in(cast.anna), "coaching:plays")


def test_who_leads_no_team_is_told_what_comes_first(cast: Cast, signed_in: SignedIn) -> None:
    type(cast.norr).objects.filter(pk=cast.norr.pk).update(manager=None)
    assert "Du leder inget team ännu." in html(signed_in(cast.eva), "coaching:index")


def test_a_rep_asks_along_to_a_booking_hour_and_takes_it_back(cast: Cast, signed_in: SignedIn) -> None:
    block = hour(cast)
    anna = signed_in(cast.anna)
    assert reverse("coaching:hour", args=[block.pk]) in html(anna, "coaching:index")
    page = anna.post(reverse("coaching:hour", args=[block.pk]), follow=True).content.decode()
    assert "Du har bett Eva följa med till en bokningstid." in page
    assert "Anna vill ha dig med till en bokningstid." in html(signed_in(cast.eva), "coaching:index")
    ride = RideAlong.objects.get()
    signed_in(cast.anna).post(reverse("coaching:call_off", args=[ride.pk]))
    assert "Anna vill ha dig med" not in html(signed_in(cast.eva), "coaching:index")


def test_a_plan_is_undone_and_made_again_in_one_press_each(cast: Cast, signed_in: SignedIn) -> None:
    ride = planned(cast)
    eva = signed_in(cast.eva)
    page = eva.post(reverse("coaching:call_off", args=[ride.pk]), follow=True).content.decode()
    again = reverse("coaching:meeting", args=[ride.meeting_id])
    assert again in page
    assert "Du följer med Anna." in eva.post(again, follow=True).content.decode()
    assert RideAlong.objects.standing().count() == 1


def test_before_the_first_ride_along_the_first_page_names_nobody(cast: Cast, signed_in: SignedIn) -> None:
    page = html(signed_in(cast.eva), "web:home")
    assert "Följ med på ett kundmöte." in page
    assert "Inget sambesök än." not in page


def test_a_pace_that_cannot_be_is_said(cast: Cast, signed_in: SignedIn) -> None:
    eva = signed_in(cast.eva)
    address = reverse("coaching:pace", args=[cast.norr.pk])
    assert "mellan en och tjugosex" in eva.post(address, {"weeks": "90"}, follow=True).content.decode()
    assert "Takten är överenskommen." in eva.post(address, {"weeks": "4"}, follow=True).content.decode()


def test_the_board_asks_as_often_for_forty_as_for_two(cast: Cast, signed_in: SignedIn) -> None:
    shared(cast)
    client = signed_in(cast.eva)
    html(client, "coaching:index")

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            html(client, "coaching:index")
        return len(captured)

    few = asked()
    for n in range(38):
        Member.objects.create(organization=cast.nordvik, team=cast.norr, name=f"Rep {n:02}", role=Role.REP)
    assert asked() == few
    assert few <= 30
