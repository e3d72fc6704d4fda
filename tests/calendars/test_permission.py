"""Saying yes at Microsoft or Google, and being called by them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from hederssak.calendars.actions import connect
from hederssak.calendars.actions.opening import opened
from hederssak.calendars.actions.turns import take_turn
from hederssak.calendars.actions.watching import keep_watch
from hederssak.calendars.models import BusyTime, Connection, Copy, Question, Service, State
from hederssak.lib.secret_keys import key_hash
from hederssak.org.models import Member
from tests.calendars.fake_google import FakeGoogle
from tests.calendars.fake_microsoft import FakeMicrosoft
from tests.calendars.fake_service import CLIENT_ID, CLIENT_SECRET
from tests.calendars.made import DAY, HOUR, TUESDAY, make_block
from tests.calendars.serving import served
from tests.cast import NOW, Cast

SignIn = Callable[[Member], Client]
pytestmark = pytest.mark.db_both
Fake = FakeGoogle | FakeMicrosoft


def offered(settings: Settings, service: str, base: str) -> None:
    """Set the installation up for a service that is at an address of this machine."""
    settings.ALLOW_PRIVATE_HOSTS = frozenset({"127.0.0.1", "localhost"})
    api = f"{base}calendar/v3" if service == "google" else f"{base}v1.0"
    app = {"client_id": CLIENT_ID, "secret": CLIENT_SECRET, "token": f"{base}token", "api": api}
    settings.CALENDAR_APPS = {service: app | {"authorize": f"{base}authorize"}}


@pytest.fixture(params=["google", "microsoft"])
def fake(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Fake]:
    made: Fake = FakeGoogle() if request.param == "google" else FakeMicrosoft()
    with served(made) as base:
        offered(settings, request.param, base)
        yield made


def service_of(fake: Fake) -> str:
    return "google" if isinstance(fake, FakeGoogle) else "microsoft"


def connected(cast: Cast, fake: Fake) -> Connection:
    secret = {"refresh_token": fake.refresh, "access_token": "access-0", "good_until": (NOW + DAY).isoformat()}
    return connect(service=Service(service_of(fake)), address="primary", secret=secret, by=cast.anna, now=NOW)


def turn(connection: Connection, now: dt.datetime = NOW) -> int:
    Connection.objects.filter(pk=connection.pk).update(due_at=now)
    touched = take_turn(connection.pk, now=now)
    connection.refresh_from_db()
    return touched


def test_a_member_says_yes_there_and_is_connected(cast: Cast, signed_in: SignIn, fake: Fake) -> None:
    anna = signed_in(cast.anna)
    sent = anna.post(reverse("calendars:sign_in", args=[service_of(fake)]))
    asked = {name: values[0] for name, values in parse_qs(urlsplit(sent["Location"]).query).items()}
    path = f"/calendars/{service_of(fake)}/back/"
    assert asked["redirect_uri"].endswith(path)
    assert asked["code_challenge_method"] == "S256"
    anna.get(path, {"code": "the-code", "state": asked["state"]})
    row = Connection.objects.get()
    assert (row.service, row.member_id, row.state) == (service_of(fake), cast.anna.pk, State.OK)
    assert "refresh-" not in row.secret


@pytest.mark.parametrize(
    "given", [{"code": "the-code", "state": "forged"}, {"error": "access_denied"}, {"code": "the-code"}]
)
def test_a_forged_or_refused_answer_connects_nothing(
    cast: Cast, signed_in: SignIn, fake: Fake, given: dict[str, str]
) -> None:
    anna = signed_in(cast.anna)
    anna.post(reverse("calendars:sign_in", args=[service_of(fake)]))
    anna.get(f"/calendars/{service_of(fake)}/back/", given)
    assert not Connection.objects.exists()
    assert fake.log == []


def test_blocks_are_written_conflicts_read_and_a_deleted_block_asked_about(cast: Cast, fake: Fake) -> None:
    block = make_block(cast.anna)
    fake.put("visit", TUESDAY + HOUR)
    connection = connected(cast, fake)
    turn(connection)
    assert connection.state == State.OK
    assert [busy.uid for busy in BusyTime.objects.all()] in (["visit@google.com"], ["ical-visit"])
    copy = Copy.objects.get(entry=block)
    assert (copy.is_due, copy.href != "") == (False, True)
    fake.drop(copy.href)
    turn(connection, NOW + HOUR)
    assert Question.objects.get().entry == block
    assert turn(connection, NOW + HOUR) == 0
    assert fake.refused == []


def test_a_token_that_was_renewed_on_the_way_is_kept(cast: Cast, fake: Fake) -> None:
    connection = connected(cast, fake)
    fake.expire_access()
    turn(connection)
    minted = fake.minted
    turn(connection, NOW + HOUR / 2)
    assert (minted, fake.minted) == (1, 1)


def test_a_permission_that_was_taken_back_is_told(cast: Cast, fake: Fake) -> None:
    connection = connected(cast, fake)
    fake.revoked = True
    turn(connection)
    assert (connection.state, connection.last_error) == (State.REVOKED, "grant")


def test_a_series_that_is_deleted_goes_with_all_its_times(cast: Cast, settings: Settings) -> None:
    fake = FakeMicrosoft()
    with served(fake) as base:
        offered(settings, "microsoft", base)
        fake.put("weekly", TUESDAY, type="seriesMaster")
        for number in range(3):
            start = TUESDAY + number * 7 * DAY
            fake.put(f"weekly-{number}", start, type="occurrence", seriesMasterId="weekly")
        connection = connected(cast, fake)
        assert turn(connection) == 3
        for number in range(3):  # gone without a word: Graph says it of the master alone
            del fake.events[f"weekly-{number}"]
            del fake.changed[f"weekly-{number}"]
        fake.drop("weekly")
        assert turn(connection, NOW + HOUR) == 3
        assert not BusyTime.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_history_may_be_flushed")
def test_microsoft_is_answered_its_token_and_then_calls_about_changes(
    cast: Cast, live_server: LiveServer, settings: Settings
) -> None:
    fake = FakeMicrosoft(now=NOW)
    with served(fake) as base:
        offered(settings, "microsoft", base)
        connection = connected(cast, fake)
        settings.PUBLIC_URL = "https://sales.example.com"
        calendar = opened(connection, now=NOW)
        settings.PUBLIC_URL = live_server.url
        url = live_server.url + reverse("calendars:microsoft_hook")
        watch = calendar.watch(watch_id="", key="our key", url=url, until=NOW + 6 * DAY)  # type: ignore[attr-defined] # Microsoft's has it
        Connection.objects.filter(pk=connection.pk).update(
            watch_id=watch.id, watch_key_hash=key_hash("our key"), due_at=NOW + 3650 * DAY
        )
        fake.put("visit", TUESDAY)
        assert fake.call_about(watch.id, key="forged") == 202
        assert Connection.objects.get().synced_at is None
        assert fake.call_about(watch.id) == 202
        assert Connection.objects.get().synced_at is not None


def test_a_watch_is_kept_and_renewed_before_it_ends(cast: Cast, settings: Settings) -> None:
    fake = FakeGoogle()
    with served(fake) as base:
        offered(settings, "google", base)
        settings.PUBLIC_URL = "https://sales.example.com"
        connection = connected(cast, fake)
        turn(connection)
        first = connection.watch_id
        assert fake.channels[first]["address"] == "https://sales.example.com/calendars/hooks/google/"
        turn(connection, NOW + DAY)
        assert list(fake.channels) == [first]
        keep_watch(connection, opened(connection, now=NOW), now=NOW + 5.5 * DAY)
        assert connection.watch_id != first
        assert list(fake.channels) == [connection.watch_id]


def test_google_calls_with_the_channels_key_or_in_vain(cast: Cast, client: Client, settings: Settings) -> None:
    fake = FakeGoogle()
    with served(fake) as base:
        offered(settings, "google", base)
        connection = connected(cast, fake)
        later = NOW + 3650 * DAY
        Connection.objects.update(watch_id="w-1", watch_key_hash=key_hash("our key"), due_at=later)
        path = reverse("calendars:google_hook")
        headers = {"X-Goog-Channel-ID": "w-1", "X-Goog-Channel-Token": "our key", "X-Goog-Resource-State": "sync"}
        assert client.post(path, headers=headers).status_code == 204
        assert client.post(path, headers=headers | {"X-Goog-Channel-Token": "x"}).status_code == 404
        connection.refresh_from_db()
        assert connection.due_at == later
        assert client.post(path, headers=headers | {"X-Goog-Resource-State": "exists"}).status_code == 204
        connection.refresh_from_db()
        assert connection.due_at < later
