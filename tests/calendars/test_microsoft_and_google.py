"""What Microsoft and Google have that CalDAV has not: tokens that end, calls from them, series told in parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from hederssak.calendars.providers.oauth import redeem
from hederssak.calendars.providers.protocol import AccessRevoked, CalendarAway, Refused
from tests.calendars.contract import DAY, START, WINDOW, ZONE, entry
from tests.calendars.fake_google import FakeGoogle
from tests.calendars.worlds import GoogleWorld, MicrosoftWorld, TokenWorld, world_of
from tests.cast import NOW


@pytest.fixture
def google(tmp_path: Path, settings: Settings) -> Iterator[GoogleWorld]:
    settings.ALLOW_PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    with world_of("google", tmp_path) as made:
        assert isinstance(made, GoogleWorld)
        yield made


@pytest.fixture
def microsoft(tmp_path: Path, settings: Settings) -> Iterator[MicrosoftWorld]:
    settings.ALLOW_PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    with world_of("microsoft", tmp_path) as made:
        assert isinstance(made, MicrosoftWorld)
        yield made


@pytest.fixture(params=["google", "microsoft"])
def world(request: pytest.FixtureRequest, tmp_path: Path, settings: Settings) -> Iterator[TokenWorld]:
    settings.ALLOW_PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    with world_of(request.param, tmp_path) as made:
        assert isinstance(made, TokenWorld)
        yield made


def test_a_day_of_ordinary_use_is_refused_nothing(world: TokenWorld) -> None:
    written = world.provider.write(entry(), known=None, zone=ZONE)
    first = world.provider.changes("", WINDOW)
    written = world.provider.write(entry(START + DAY, sequence=1), known=written, zone=ZONE)
    world.provider.changes(first.token, WINDOW)
    world.provider.find(entry().uid, ZONE)
    world.provider.remove(written)
    assert world.fake.refused == []


def test_an_event_that_is_said_twice_counts_once(world: TokenWorld) -> None:
    world.fake.repeats = True
    world.small_pages()
    for number in range(5):
        world.put(f"e{number}", START + number * DAY)
    changes = world.provider.changes("", WINDOW)
    assert len(changes.found) == 5


def test_an_access_token_that_ends_is_renewed_and_the_call_made_again(world: TokenWorld) -> None:
    world.put("one", START)
    world.fake.expire_access()
    assert len(world.provider.changes("", WINDOW).found) == 1
    assert [one["access_token"] for one in world.saved] == ["access-1"]
    assert world.fake.log.count("POST /token") == 1


def test_one_that_is_about_to_end_is_renewed_before_it_is_used(world: TokenWorld) -> None:
    world.secret["good_until"] = (NOW + dt.timedelta(seconds=30)).isoformat()
    world.provider.changes("", WINDOW)
    assert world.fake.log[0] == "POST /token"
    assert world.fake.refused == []


def test_microsofts_new_refresh_token_takes_the_old_ones_place(microsoft: MicrosoftWorld) -> None:
    for _ in range(2):
        microsoft.fake.expire_access()
        microsoft.provider.changes("", WINDOW)
    assert [one["refresh_token"] for one in microsoft.saved] == ["refresh-1", "refresh-2"]


def test_googles_refresh_token_is_kept_although_it_is_not_said_again(google: GoogleWorld) -> None:
    for _ in range(2):
        google.fake.expire_access()
        google.provider.changes("", WINDOW)
    assert [one["refresh_token"] for one in google.saved] == ["refresh-0", "refresh-0"]


def test_a_permission_that_was_taken_back_is_told_apart_from_a_bad_day(world: TokenWorld) -> None:
    world.fake.expire_access()
    world.fake.revoked = True
    with pytest.raises(AccessRevoked) as revoked:
        world.provider.changes("", WINDOW)
    assert revoked.value.code == "grant"


def test_a_code_is_redeemed_with_its_verifier(world: TokenWorld) -> None:
    app = {"client_id": "hederssak", "secret": "between us", "token": f"{world.base}token"}
    kept = redeem(app, code="the-code", back="https://x.example/back/", verifier="v", now=NOW)
    assert kept["good_until"] == (NOW + dt.timedelta(hours=1)).isoformat()
    with pytest.raises(AccessRevoked):
        redeem(app, code="another", back="https://x.example/back/", verifier="v", now=NOW)
    with pytest.raises(Refused):
        redeem({**app, "secret": "wrong"}, code="the-code", back="https://x.example/back/", verifier="v", now=NOW)


def test_google_says_its_usage_limits_as_403(google: GoogleWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    def limited(self: FakeGoogle, *_args: object) -> object:
        return self.refuse(403, "rateLimitExceeded")

    monkeypatch.setattr(google.fake, "routes", [("GET", ".*", lambda *args: limited(google.fake, *args))])
    with pytest.raises(CalendarAway) as away:
        google.provider.changes("", WINDOW)
    assert away.value.code == "throttled"


@pytest.mark.parametrize(
    "more",
    [
        {"eventType": "workingLocation"},
        {"attendees": [{"self": True, "responseStatus": "declined"}]},
        {"transparency": "transparent"},
    ],
    ids=["where one works", "what one has declined", "what one marks as free"],
)
def test_what_takes_no_time_in_google(google: GoogleWorld, more: dict[str, object]) -> None:
    google.fake.put("one", START, **more)
    (found,) = google.provider.changes("", WINDOW).found.values()
    assert found.spans[0].is_free


@pytest.mark.parametrize("more", [{"showAs": "workingElsewhere"}, {"responseStatus": {"response": "declined"}}])
def test_what_takes_no_time_in_outlook(microsoft: MicrosoftWorld, more: dict[str, object]) -> None:
    microsoft.fake.put("one", START, **more)
    (found,) = microsoft.provider.changes("", WINDOW).found.values()
    assert found.spans[0].is_free


def test_an_occurrence_that_says_no_more_than_when_takes_the_rest_from_its_master(microsoft: MicrosoftWorld) -> None:
    microsoft.fake.put("weekly", START, type="seriesMaster", showAs="free")
    microsoft.fake.put("weekly-1", START, type="occurrence", seriesMasterId="weekly")
    (found,) = microsoft.provider.changes("", WINDOW).found.values()
    assert (found.uid, found.spans[0].is_free) == ("weekly", True)


def test_google_calls_on_a_channel_that_is_closed_again(google: GoogleWorld) -> None:
    until = NOW + 6 * DAY
    watch = google.provider.watch(watch_id="w-1", key="k", url="https://x.example/hook/", until=until)
    assert (watch.id, watch.resource, watch.until) == ("w-1", "r1", until)
    for _ in range(2):
        google.provider.unwatch(watch)
    assert google.fake.channels == {}


def test_google_takes_no_address_without_https(google: GoogleWorld) -> None:
    with pytest.raises(Refused):
        google.provider.watch(watch_id="w-1", key="k", url="http://x.example/hook/", until=NOW + DAY)


def test_microsoft_takes_no_subscription_of_a_week(microsoft: MicrosoftWorld) -> None:
    microsoft.fake.now = NOW
    with pytest.raises(Refused):
        microsoft.provider.watch(watch_id="", key="k", url="https://x.example/", until=NOW + 8 * DAY)
