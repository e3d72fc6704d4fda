"""One tap at the end: by whoever was there, for a day, shown as the team's figure from three answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from hederssak.org.models import Member
from hederssak.salesmeetings.actions import check_in
from hederssak.salesmeetings.actions.pulse import NotOfFiveError, PulseClosedError, give_pulse
from hederssak.salesmeetings.models import Pulse
from hederssak.salesmeetings.queries.pulses import pulses_of
from tests.cast import Cast
from tests.salesmeetings.held import held
from tests.salesmeetings.meeting_held import at, begun, meeting_of
from tests.salesmeetings.mondays import DAY

SignIn = Callable[[Member], Client]


def test_a_second_tap_replaces_the_first(cast: Cast) -> None:
    run = held(cast)
    give_pulse(run, 2, by=cast.anna, now=at(65))
    give_pulse(run, 4, by=cast.anna, now=at(66))
    assert Pulse.objects.get().energy == 4


def test_only_who_was_there_says_how_it_felt(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        give_pulse(held(cast), 5, by=cast.mikko, now=at(65))


def test_not_before_the_end(cast: Cast) -> None:
    with pytest.raises(PulseClosedError):
        give_pulse(begun(cast), 5, by=cast.eva, now=at(20))


def test_not_a_day_later(cast: Cast) -> None:
    with pytest.raises(PulseClosedError):
        give_pulse(held(cast), 5, by=cast.eva, now=at(64) + DAY)


@pytest.mark.parametrize("energy", [0, 6, -1])
def test_there_are_five_taps(cast: Cast, energy: int) -> None:
    with pytest.raises(NotOfFiveError):
        give_pulse(held(cast), energy, by=cast.eva, now=at(65))


def test_from_three_answers_the_teams_figure_is_shown(cast: Cast, signed_in: SignIn) -> None:
    run = begun(cast, minutes=0)
    for member in (cast.anna, cast.mikko):
        check_in(meeting=meeting_of(run), member=member, by=member, now=at(1))
    run.ended_at = at(60)
    run.save(update_fields=["ended_at"])
    address = reverse("salesmeetings:pulse", args=[run.meeting_id])
    with time_machine.travel(at(61), tick=False):
        for member, energy in ((cast.anna, 5), (cast.mikko, 3)):
            page = signed_in(member).post(address, {"energy": energy}, headers={"HX-Request": "true"}).content.decode()
            assert "5 (" not in page
        assert pulses_of([run]) == {}
        page = signed_in(cast.eva).post(address, {"energy": 4}, headers={"HX-Request": "true"}).content.decode()
    assert "Teamet gick ut med 4,0 av 5 (3 svar)." in page
    assert 'aria-pressed="true"' in page


def test_on_the_phone_the_taps_come_at_the_end_by_themselves(cast: Cast, signed_in: SignIn) -> None:
    run = begun(cast)
    client, address = signed_in(cast.eva), reverse("salesmeetings:pulse", args=[run.meeting_id])
    with time_machine.travel(at(20), tick=False):
        assert "hidden" in client.get(address).content.decode()
        assert 'id="pulse"' in client.get(reverse("salesmeetings:here", args=[run.meeting_id])).content.decode()
    run.ended_at = at(60)
    run.save(update_fields=["ended_at"])
    with time_machine.travel(at(61), tick=False):
        page = client.get(address).content.decode()
    assert "hidden" not in page.split(">")[0]
    assert page.count('name="energy"') == 5


def test_what_is_no_tap_is_not_found(cast: Cast, signed_in: SignIn) -> None:
    run = held(cast)
    address = reverse("salesmeetings:pulse", args=[run.meeting_id])
    with time_machine.travel(at(65), tick=False):
        assert signed_in(cast.eva).post(address, {"energy": "9"}).status_code == 404
        assert signed_in(cast.eva).post(address, {"energy": "²"}).status_code == 404
