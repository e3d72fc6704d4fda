"""The three services as the contract knows them."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from hederssak.calendars.providers.caldav import CalDav
from hederssak.calendars.providers.calls import Caller
from hederssak.calendars.providers.google import Google
from hederssak.calendars.providers.microsoft import Microsoft
from hederssak.calendars.providers.oauth import OAuth
from hederssak.calendars.providers.protocol import Written
from hederssak.lib.outside_calls import GuardedClient
from tests.calendars.contract import DAY, HOUR, World
from tests.calendars.fake_google import FakeGoogle
from tests.calendars.fake_microsoft import FakeMicrosoft
from tests.calendars.fake_service import CLIENT_ID, CLIENT_SECRET, FakeService
from tests.calendars.radicale_server import PASSWORD, USER, Radicale, radicale
from tests.calendars.serving import served
from tests.calendars.texts import event_text
from tests.cast import NOW


class DavWorld(World):
    """Radicale."""

    def __init__(self, server: Radicale) -> None:
        self.server, self.waited = server, []
        client = GuardedClient(auth=httpx.BasicAuth(USER, PASSWORD))
        self.provider = CalDav(server.address, Caller(client, sleep=self.waited.append))

    def put(self, name: str, starts_at: dt.datetime, hours: float = 1) -> None:
        self.server.phone.put(name, event_text(name, starts_at, hours))

    def drop(self, name: str) -> None:
        self.server.phone.delete(name)

    def put_all_day(self, name: str, day: dt.date) -> None:
        text = event_text(name, NOW).splitlines()
        lines = [line for line in text if not line.startswith(("DTSTART", "DTEND"))]
        lines.insert(lines.index("BEGIN:VEVENT") + 1, f"DTSTART;VALUE=DATE:{day:%Y%m%d}")
        self.server.phone.put(name, "\r\n".join(lines) + "\r\n")

    def put_free(self, name: str, starts_at: dt.datetime) -> None:
        self.server.phone.put(name, event_text(name, starts_at, 1, "TRANSP:TRANSPARENT"))

    def put_series(self, name: str, starts_at: dt.datetime, times: int) -> None:
        self.server.phone.put(name, event_text(name, starts_at, 1, f"RRULE:FREQ=WEEKLY;COUNT={times}"))

    def move_ours(self, written: Written, starts_at: dt.datetime) -> None:
        name = written.href.rsplit("/", 1)[-1].removesuffix(".ics")
        self.server.phone.put(name, event_text(written.uid, starts_at, 2))

    def throttle(self, retry_after: str) -> None:
        self.server.board.instead = [("REPORT", "429 Too Many Requests", {"Retry-After": retry_after}, b"")]

    def break_at_page(self, page: int) -> None:
        self.server.board.fail_at = ("REPORT", page)

    def forget_tokens(self) -> None:
        refusal = b'<?xml version="1.0"?><d:error xmlns:d="DAV:"><d:valid-sync-token/></d:error>'
        self.server.board.instead = [("REPORT", "403 Forbidden", {}, refusal)]  # RFC 6578, 3.2

    def revoke(self) -> None:
        self.server.board.instead = [("REPORT", "401 Unauthorized", {}, b""), ("PUT", "401 Unauthorized", {}, b"")]

    def small_pages(self) -> None:
        """Radicale gives all names at once; their texts are read some at a time."""


class TokenWorld(World):
    """What Microsoft and Google have in common."""

    def __init__(self, fake: Any, base: str) -> None:
        self.fake, self.waited, self.base = fake, [], base
        self.saved: list[dict[str, Any]] = []
        app = {"client_id": CLIENT_ID, "secret": CLIENT_SECRET, "token": f"{base}token"}
        self.secret = {"refresh_token": "refresh-0", "access_token": "access-0", "good_until": (NOW + DAY).isoformat()}
        auth = OAuth(app, self.secret, now=NOW, on_saved=self.saved.append)
        self.caller = Caller(GuardedClient(auth=auth), sleep=self.waited.append)

    def put(self, name: str, starts_at: dt.datetime, hours: float = 1) -> None:
        self.fake.put(name, starts_at, hours)

    def drop(self, name: str) -> None:
        self.fake.drop(name)

    def throttle(self, retry_after: str) -> None:
        self.fake.throttled.append(retry_after)

    def break_at_page(self, page: int) -> None:
        self.fake.fail_page = page

    def forget_tokens(self) -> None:
        self.fake.forget_tokens()

    def revoke(self) -> None:
        self.fake.revoked = True


class GoogleWorld(TokenWorld):
    def __init__(self, fake: FakeGoogle, base: str) -> None:
        super().__init__(fake, base)
        self.provider: Google = Google(f"{base}calendar/v3", self.caller)

    def put_all_day(self, name: str, day: dt.date) -> None:
        whole = {"start": {"date": day.isoformat()}, "end": {"date": (day + DAY).isoformat()}}
        self.fake.put(name, NOW, **whole)

    def put_free(self, name: str, starts_at: dt.datetime) -> None:
        self.fake.put(name, starts_at, transparency="transparent")

    def put_series(self, name: str, starts_at: dt.datetime, times: int) -> None:
        for number in range(times):  # with singleEvents, Google gives instances and not their master
            start = starts_at + number * 7 * DAY
            instance = {"recurringEventId": name, "iCalUID": f"{name}@google.com"}
            self.fake.put(f"{name}_{number}", start, originalStartTime={"dateTime": start.isoformat()}, **instance)

    def move_ours(self, written: Written, starts_at: dt.datetime) -> None:
        self.fake.put(written.href, starts_at, 2)

    def small_pages(self) -> None:
        self.fake.page = 3


class MicrosoftWorld(TokenWorld):
    def __init__(self, fake: FakeMicrosoft, base: str) -> None:
        super().__init__(fake, base)
        self.provider: Microsoft = Microsoft(f"{base}v1.0", self.caller)

    def put_all_day(self, name: str, day: dt.date) -> None:
        midnight = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
        self.fake.put(name, midnight, 24, isAllDay=True)

    def put_free(self, name: str, starts_at: dt.datetime) -> None:
        self.fake.put(name, starts_at, showAs="free")

    def put_series(self, name: str, starts_at: dt.datetime, times: int) -> None:
        self.fake.put(name, starts_at, type="seriesMaster")
        for number in range(times):
            start = starts_at + number * 7 * DAY
            self.fake.put(f"{name}-{number}", start, type="occurrence", seriesMasterId=name)

    def move_ours(self, written: Written, starts_at: dt.datetime) -> None:
        self.fake.put(written.href, starts_at, 2)

    def small_pages(self) -> None:
        self.provider.page = 3


@contextlib.contextmanager
def world_of(service: str, folder: Path) -> Iterator[World]:
    """Start a service and yield its world."""
    if service == "caldav":
        with radicale(folder) as server:
            yield DavWorld(server)
        return
    fake: FakeService = FakeGoogle() if service == "google" else FakeMicrosoft()
    with served(fake) as base:
        yield GoogleWorld(fake, base) if isinstance(fake, FakeGoogle) else MicrosoftWorld(fake, base)  # type: ignore[arg-type] # the only other one


__all__ = ["HOUR", "DavWorld", "GoogleWorld", "MicrosoftWorld", "world_of"]
