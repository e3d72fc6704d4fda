"""A session is found while it stands, and never after."""

import datetime as dt
from collections.abc import Callable

import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from hederssak.org.models import Member
from hederssak.org.sessions import SessionStore
from tests.cast import NOW, Cast

SignedIn = Callable[[Member], Client]


def is_in(client: Client) -> bool:
    return client.get(reverse("web:home")).status_code == 200


def test_who_is_signed_in_stays_so_until_the_session_runs_out(cast: Cast, signed_in: SignedIn) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = signed_in(cast.anna)
        assert is_in(client)
        clock.shift(dt.timedelta(seconds=settings.SESSION_COOKIE_AGE - 1))
        assert is_in(client)
        clock.shift(dt.timedelta(seconds=1))
        assert not is_in(client)


def test_a_session_that_is_ended_elsewhere_is_over_at_the_next_page(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.anna)
    assert is_in(client)
    Session.objects.all().delete()
    assert not is_in(client)


def test_a_key_that_nobody_gave_is_never_taken_over(db: None) -> None:
    made_up = SessionStore("madeupmadeupmadeupmadeupmadeup12")
    made_up["organization"] = "somewhere"
    made_up.save()
    assert made_up.session_key != "madeupmadeupmadeupmadeupmadeup12"
    assert SessionStore(made_up.session_key).get("organization") == "somewhere"
