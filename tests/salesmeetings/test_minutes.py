"""The minutes go out by themselves: once, to each in their language, said otherwise to whoever was not there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from hederssak.lib.rows import save_only
from hederssak.org.models import Member
from hederssak.outbox.actions import deliver_due
from hederssak.outbox.models import Outgoing
from hederssak.salesmeetings.actions import close_forgotten
from hederssak.salesmeetings.actions.minutes import NotEndedError, send_due_minutes, send_minutes
from hederssak.salesmeetings.models import MinutesSent
from hederssak.salesmeetings.queries.minutes import minutes_of
from tests.cast import Cast
from tests.salesmeetings.held import held
from tests.salesmeetings.meeting_held import again, at, begun, meeting_of
from tests.salesmeetings.mondays import DAY

SignIn = Callable[[Member], Client]
SENT = at(75)


def letters() -> dict[str, tuple[str, str]]:
    """Return subject and text of each letter that has left, by whom it went to."""
    deliver_due(now=SENT)
    return {letter.to[0].split("@")[0]: (str(letter.subject), str(letter.body)) for letter in mail.outbox}


def test_they_go_to_everybody_of_the_team_and_to_nobody_else(cast: Cast) -> None:
    held(cast)
    assert send_due_minutes(now=SENT) == 1
    assert set(letters()) == {"anna", "mikko", "eva"}
    assert {row.member.first_name: row.was_there for row in MinutesSent.objects.select_related("member")} == {
        "Anna": True,
        "Eva": True,
        "Mikko": False,
    }


def test_each_reads_them_in_their_language_the_own_promise_first(cast: Cast) -> None:
    held(cast)
    send_due_minutes(now=SENT)
    subject, text = letters()["anna"]
    assert subject == "Säljmöte Norr mån 23 nov: vad vi lovade och beslutade"
    assert text.startswith("Hej Anna,\n\nNorr träffades mån 23 nov kl. 08:33 till 09:34.\n\nVad du har lovat\n")
    assert "– Offert till Kemi, senast ons 25 nov" in text
    assert "– Mikko: ringer Ulla, senast tis 24 nov" in text
    assert "– Mikko: Ring Ulla, inte hållet" in text
    assert "– Vunnet: Vi firar Kemi på fredag" in text
    assert "– Det började 3 minuter sent." in text
    assert "– Det drog över 4 minuter." in text


def test_whoever_was_not_there_is_told_what_to_know(cast: Cast) -> None:
    held(cast)
    send_due_minutes(now=SENT)
    subject, text = letters()["mikko"]
    assert subject == "Myyntipalaveri Norr ma 23.11.: mitä lupasimme ja päätimme"
    assert "Norr kokoontui ma 23.11. klo 8.33–9.34 ilman sinua. Tämä sinun on hyvä tietää." in text
    assert "Mitä sinä olet luvannut\n– Ringer Ulla, viimeistään ti 24.11." in text
    assert "Poissa: Mikko" in text


def test_they_go_once_however_often_the_job_runs(cast: Cast) -> None:
    run = held(cast)
    assert send_due_minutes(now=SENT) == 1
    assert send_due_minutes(now=SENT) == 0
    assert send_minutes(run, now=SENT) == []
    assert Outgoing.objects.count() == 3


def test_a_worker_that_fell_before_the_outbox_was_filled_sends_all_the_same(cast: Cast) -> None:
    run = held(cast)
    send_minutes(run, now=SENT)
    MinutesSent.objects.all().delete()
    send_minutes(run, now=SENT)
    assert Outgoing.objects.count() == 3


def test_for_ten_minutes_they_wait_and_after_a_week_they_are_no_news(cast: Cast) -> None:
    held(cast)
    assert send_due_minutes(now=at(73)) == 0
    assert send_due_minutes(now=at(64) + 8 * DAY) == 0
    assert send_due_minutes(now=at(74)) == 1


def test_a_meeting_that_nobody_ended_says_so(cast: Cast) -> None:
    run = begun(cast)
    with pytest.raises(NotEndedError):
        send_minutes(run, now=at(90))
    close_forgotten(now=at(240))
    send_due_minutes(now=at(241))
    deliver_due(now=at(242))
    text = next(str(letter.body) for letter in mail.outbox if letter.to == ["eva@example.com"])
    assert "Ingen avslutade mötet, så det stängdes av sig självt." in text
    assert "slutade i tid" not in text


def test_who_has_left_or_never_signs_in_gets_no_letter(cast: Cast) -> None:
    run = held(cast)
    save_only(cast.anna, left_on=at(65).date())
    save_only(cast.mikko, user=None)
    send_minutes(run, now=SENT)
    assert set(letters()) == {"eva"}


def test_in_the_demo_company_nobody_gets_mail(cast: Cast) -> None:
    save_only(cast.nordvik, is_demo=True)
    send_minutes(held(cast), now=SENT)
    assert MinutesSent.objects.count() == 3
    assert letters() == {}


def test_who_joins_later_was_not_absent_then(cast: Cast) -> None:
    run = held(cast)
    send_minutes(run, now=SENT)
    save_only(cast.otto, team=cast.norr)
    assert [one.first_name for one in minutes_of(again(run), meeting_of(run)).absent] == ["Mikko"]


def test_the_page_tells_the_same_in_the_readers_language(cast: Cast, signed_in: SignIn) -> None:
    run = held(cast)
    address = reverse("salesmeetings:minutes", args=[meeting_of(run).pk])
    with time_machine.travel(at(70), tick=False):
        page = signed_in(cast.anna).get(address).content.decode()
        assert "Norr träffades mån 23 nov kl. 08:33 till 09:34." in page
        assert "går ut av sig självt tio minuter efter slutet" in page
        assert "Vad du har lovat" in page
        send_minutes(run, now=SENT)
        assert "gick till tre personer" in signed_in(cast.anna).get(address).content.decode()
        assert "ilman sinua" in signed_in(cast.mikko).get(address).content.decode()
        assert signed_in(cast.otto).get(address).status_code == 404


def test_a_meeting_that_is_still_on_has_no_minutes(cast: Cast, signed_in: SignIn) -> None:
    run = begun(cast)
    with time_machine.travel(at(20), tick=False):
        assert signed_in(cast.eva).get(reverse("salesmeetings:minutes", args=[run.meeting_id])).status_code == 404


def test_there_is_an_hour_between_the_clocks_of_helsinki_and_stockholm(cast: Cast) -> None:
    save_only(cast.norr, time_zone="Europe/Helsinki")
    run = held(cast)
    send_minutes(run, now=SENT)
    assert "kl. 09:33 till 10:34" in letters()["anna"][1]
    assert dt.timedelta(hours=1) == at(60) - at(0)
