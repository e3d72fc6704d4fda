"""The three screens of a meeting that is held: whoever drives, the wall, the phone; and a meeting at a customer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hederssak.cadence.models import SalesMeeting
from hederssak.lib.rows import save_only
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member
from hederssak.salesmeetings.actions import check_in, close_forgotten, end_run, go_on, go_to, pause, skip
from hederssak.salesmeetings.models import EarlyArrival, Presence, Run
from tests.cast import Cast
from tests.salesmeetings.meeting_held import MINUTE, again, at, begun, meeting_of
from tests.salesmeetings.mondays import NEXT, make_meeting

SignedIn = Callable[[Member], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NEXT, tick=False) as traveler:
        yield traveler


@pytest.fixture
def meeting(cast: Cast, clock: time_machine.Traveller) -> SalesMeeting:
    return make_meeting(cast.norr)


@pytest.fixture
def run(cast: Cast, meeting: SalesMeeting) -> Run:
    return begun(cast, meeting=meeting)


def read(client: Client, name: str, meeting: SalesMeeting | Run, **asked: str) -> str:
    answer = client.get(reverse(f"salesmeetings:{name}", args=[meeting.pk]), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def press(client: Client, run: Run, **given: object) -> Any:
    return client.post(reverse("salesmeetings:step", args=[run.pk]), given, headers=HTMX)


def test_the_driver_sees_the_item_its_clock_and_what_comes_next(
    cast: Cast, run: Run, clock: time_machine.Traveller, signed_in: SignedIn
) -> None:
    clock.move_to(at(2))
    html = read(signed_in(cast.eva), "run", meeting_of(run))
    assert 'data-left="240.0" data-running>4:00<' in html
    assert "Vi slutar i tid, kl. 09:30." in html
    assert "Vidare: Vunnet" in html


def test_an_item_over_its_time_turns_amber_and_the_end_moves(
    cast: Cast, run: Run, clock: time_machine.Traveller, signed_in: SignedIn
) -> None:
    clock.move_to(at(9))
    html = read(signed_in(cast.eva), "run", meeting_of(run))
    assert 'class="dial over"' in html
    assert ">+3:00<" in html
    assert "Som det ser ut slutar vi tre minuter sent, kl. 09:33." in html


def test_each_button_takes_its_step(cast: Cast, run: Run, signed_in: SignedIn) -> None:
    client = signed_in(cast.eva)
    for version, step in enumerate(("next", "pause", "resume")):
        assert press(client, run, version=version, step=step).status_code == 200
    assert press(client, run, version=3, step="skip", place=1).status_code == 200
    html = press(client, run, version=4, step="go_to", place=4).content.decode()
    assert "<h2>Veckans fall</h2>" in html
    ended = press(client, run, version=5, step="end").content.decode()
    assert "Mötet slutade 60 minuter före tiden." in ended
    assert "Fortsätt mötet ändå" in ended
    press(client, run, step="take_up")
    assert again(run).ended_at is None


def test_without_scripts_a_press_leads_back_to_the_page(cast: Cast, run: Run, signed_in: SignedIn) -> None:
    client = signed_in(cast.eva)
    answer = client.post(reverse("salesmeetings:step", args=[run.pk]), {"step": "next", "version": "0"})
    assert answer.headers["Location"] == reverse("salesmeetings:run", args=[run.meeting_id])


def test_the_second_of_two_drivers_is_shown_what_the_first_did(cast: Cast, run: Run, signed_in: SignedIn) -> None:
    go_on(run=run, version=0, by=cast.eva, now=at(0))
    html = press(signed_in(cast.eva), run, version=0, step="next").content.decode()
    assert "Någon annan hann före." in html
    assert "<h2>Vunnet</h2>" in html


@pytest.mark.parametrize("given", [{"step": "dance"}, {"step": "next"}, {"step": "next", "version": "-1"}])
def test_a_press_that_no_page_offers_is_not_found(
    cast: Cast, run: Run, signed_in: SignedIn, given: dict[str, str]
) -> None:
    assert press(signed_in(cast.eva), run, **given).status_code == 404


def test_who_does_not_drive_is_led_to_the_phones_page(cast: Cast, run: Run, signed_in: SignedIn) -> None:
    answer = signed_in(cast.anna).get(reverse("salesmeetings:run", args=[run.meeting_id]))
    assert answer.headers["Location"] == reverse("salesmeetings:here", args=[run.meeting_id])


def test_the_driver_marks_who_came_and_takes_it_back(cast: Cast, run: Run, signed_in: SignedIn) -> None:
    client = signed_in(cast.eva)
    address = reverse("salesmeetings:mark", args=[run.meeting_id, cast.mikko.pk])
    assert "08:30" in client.post(address, headers=HTMX).content.decode()
    assert Presence.objects.filter(member=cast.mikko, marked_by=cast.eva).exists()
    client.post(address, {"away": "1"}, headers=HTMX)
    assert not Presence.objects.filter(member=cast.mikko).exists()
    stranger = reverse("salesmeetings:mark", args=[run.meeting_id, cast.otto.pk])
    assert client.post(stranger).status_code == 404


def test_a_note_stands_on_the_page_and_can_be_taken_back(cast: Cast, run: Run, signed_in: SignedIn) -> None:
    client = signed_in(cast.eva)
    address = reverse("salesmeetings:notes", args=[run.pk])
    html = client.post(address, {"text": "<b>Kemi</b> först"}, headers=HTMX).content.decode()
    assert "&lt;b&gt;Kemi&lt;/b&gt; först" in html
    client.post(address, {"text": "  "}, headers=HTMX)
    note = run.notes.get()
    client.post(reverse("salesmeetings:strike", args=[run.pk, note.pk]), headers=HTMX)
    assert not run.notes.exists()


def test_a_phone_says_that_one_is_there_and_follows(
    cast: Cast, meeting: SalesMeeting, clock: time_machine.Traveller, signed_in: SignedIn
) -> None:
    client = signed_in(cast.anna)
    clock.move_to(at(-5))
    assert "Jag är här" in read(client, "here", meeting)
    client.post(reverse("salesmeetings:here", args=[meeting.pk]))
    assert EarlyArrival.objects.get().member == cast.anna
    assert "Du är på plats." in read(client, "here", meeting)
    run = begun(cast, meeting=meeting)
    clock.move_to(at(1))
    html = read(client, "here_now", meeting)
    assert "<h1>Löften</h1>" in html
    assert ">5:00<" in html
    assert "Du kom 08:25." in html
    end_run(run=run, version=0, by=cast.eva, now=at(58))
    assert "Mötet slutade två minuter före tiden." in read(client, "here_now", meeting)


def test_before_its_hour_a_phone_is_told_when_to_come(
    cast: Cast, meeting: SalesMeeting, clock: time_machine.Traveller, signed_in: SignedIn
) -> None:
    clock.move_to(at(-90))
    client = signed_in(cast.anna)
    assert "Från en timme före" in read(client, "here", meeting)
    client.post(reverse("salesmeetings:here", args=[meeting.pk]))
    assert not EarlyArrival.objects.exists()


def test_the_wall_shows_the_code_and_who_has_come_but_nobody_who_has_not(
    cast: Cast, meeting: SalesMeeting, clock: time_machine.Traveller, signed_in: SignedIn
) -> None:
    clock.move_to(at(-10))
    check_in(meeting=meeting, member=cast.mikko, by=cast.mikko, now=at(-10))
    html = read(signed_in(cast.eva), "room", meeting)
    assert "Vi börjar kl. 08:30." in html
    assert "<svg viewBox=" in html
    assert "Mikko" in html
    assert "Anna" not in html


def test_the_wall_follows_whoever_drives(
    cast: Cast, run: Run, clock: time_machine.Traveller, signed_in: SignedIn
) -> None:
    clock.move_to(at(1))
    client = signed_in(cast.anna)
    assert "Vad lovade vi varandra?" in read(client, "room", meeting_of(run))
    go_to(run=run, place=2, version=0, by=cast.eva, now=at(1))
    html = read(client, "room", meeting_of(run))
    assert "Vad gjorde kunderna?" in html
    assert ">6:00<" in html
    assert "Eva på plats" in html
    assert 'value="next"' not in html
    pause(run=run, version=1, by=cast.eva, now=at(1))
    assert "Paus" in read(signed_in(cast.eva), "room", meeting_of(run))


def test_while_a_meeting_is_on_its_pack_can_still_be_leafed_through(cast: Cast, run: Run, signed_in: SignedIn) -> None:
    html = read(signed_in(cast.eva), "room", meeting_of(run), item="cases")
    assert "dial" not in html
    assert "<title>Veckans fall" in html


def test_a_meeting_closed_by_itself_says_so(
    cast: Cast, run: Run, clock: time_machine.Traveller, signed_in: SignedIn
) -> None:
    clock.move_to(at(181))
    close_forgotten(now=at(181))
    said = "Ingen avslutade mötet, så det stängdes av sig självt, räknat till kl. 09:30."
    assert said in read(signed_in(cast.eva), "run", meeting_of(run))
    assert said in read(signed_in(cast.anna), "here", meeting_of(run))


def test_whoever_left_the_team_meanwhile_still_stands_as_who_came(cast: Cast, run: Run, signed_in: SignedIn) -> None:
    check_in(meeting=meeting_of(run), member=cast.mikko, by=cast.mikko, now=at(1))
    save_only(cast.mikko, team=None, left_on=dt.date(2026, 11, 23))
    html = read(signed_in(cast.eva), "run", meeting_of(run))
    assert "Mikko Aalto" in html
    assert "08:31" in html


def test_the_ways_in_stand_where_one_looks_for_them(
    cast: Cast, meeting: SalesMeeting, clock: time_machine.Traveller, signed_in: SignedIn
) -> None:
    clock.move_to(at(-20))
    for page in ("index", "pack"):
        address = (
            reverse("salesmeetings:index") if page == "index" else reverse("salesmeetings:pack", args=[meeting.pk])
        )
        assert "Börja mötet" in signed_in(cast.eva).get(address).content.decode()
        assert "Jag är här" in signed_in(cast.anna).get(address).content.decode()
    begun(cast, meeting=meeting, minutes=-20)
    assert "Till mötet" in signed_in(cast.anna).get(reverse("salesmeetings:index")).content.decode()


def test_beginning_from_the_wall_stays_on_the_wall(cast: Cast, meeting: SalesMeeting, signed_in: SignedIn) -> None:
    answer = signed_in(cast.eva).post(reverse("salesmeetings:begin", args=[meeting.pk]), {"room": "1"})
    assert answer.headers["Location"] == reverse("salesmeetings:room", args=[meeting.pk])


def test_a_step_from_the_wall_lets_the_wall_fetch_itself(cast: Cast, run: Run, signed_in: SignedIn) -> None:
    answer = press(signed_in(cast.eva), run, version=0, step="next", room="1")
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (204, "live:again")
    assert again(run).version == 1


def test_a_phone_asks_as_little_with_ten_in_the_room_as_with_two(cast: Cast, run: Run, signed_in: SignedIn) -> None:
    client = signed_in(cast.anna)

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            read(client, "here_now", meeting_of(run))
        return len(counted)

    queries()  # the first reads the agenda of this version
    few = queries()
    for place in range(8):
        member = Member.objects.create(organization=cast.nordvik, team=cast.norr, name=f"Person {place}")
        Presence.objects.create(run=run, member=member, arrived_at=at(1), marked_by=cast.eva)
    assert queries() == few <= 6


def test_a_customer_meeting_is_held_on_its_charter(
    cast: Cast, clock: time_machine.Traveller, signed_in: SignedIn
) -> None:
    visit = CustomerMeeting.objects.create(
        organization=cast.nordvik,
        owner=cast.anna,
        title="Kemi: genomgång",
        starts_at=NEXT,
        ends_at=NEXT + 60 * MINUTE,
        logged_at=NEXT - 60 * MINUTE,
    )
    client, page = signed_in(cast.anna), reverse("salesmeetings:visit", args=[visit.pk])
    assert page in client.get(reverse("meetings:meeting", args=[visit.pk])).content.decode()
    assert "Vår insikt och bilden" in client.get(page).content.decode()
    client.post(reverse("salesmeetings:begin_visit", args=[visit.pk]))
    html = client.get(page).content.decode()
    assert "<h2>Varför vi ses</h2>" in html
    assert "Vilka är här" not in html
    run = Run.objects.get()
    skip(run=run, place=3, version=0, by=cast.anna, now=at(0))
    press(client, run, version=1, step="end")
    assert reverse("meetings:debrief", args=[visit.pk]) in client.get(page).content.decode()
    assert signed_in(cast.eva).get(page).status_code == 404


def test_after_the_end_the_page_says_what_was_left_out_and_leads_to_the_minutes(
    cast: Cast, run: Run, signed_in: SignedIn
) -> None:
    html = press(signed_in(cast.eva), run, version=0, step="end").content.decode()
    assert html.count("överhoppad") == 6
    assert "Vilka var här" in html
    assert "Inget skrevs ner." in html
    assert reverse("salesmeetings:minutes", args=[run.meeting_id]) in html
