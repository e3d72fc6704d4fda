"""A line to a chat: posted as the services take it, refused as they refuse it, never to where we don't call."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pytest_django import Settings

from hederssak.outbox.actions import WAITS, deliver_due, seal_address, write_chat
from hederssak.outbox.models import Outgoing
from hederssak.outbox.providers import MOST
from tests.cast import NOW, Cast

SECRET = "/services/T0/B0/XyZ"


@dataclass
class Channel:
    """A channel behind an incoming webhook, on a server of its own; `answer` is what it says instead of ok."""

    address: str = ""
    lines: list[str] = field(default_factory=list)
    answer: tuple[int, str] | None = None


class Hook(BaseHTTPRequestHandler):
    """Takes what Slack and Mattermost take, and refuses with their words what they refuse."""

    channel: Channel

    def do_POST(self) -> None:
        """Judge as the services do: the address, the type, the JSON, the text."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, said = self.channel.answer or self._judge(body)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()
        self.wfile.write(said.encode())

    def do_GET(self) -> None:
        """Refuse to be read."""
        self.send_error(405)

    def _judge(self, body: bytes) -> tuple[int, str]:
        if self.path != SECRET:
            return 404, "no_service"
        if self.headers.get("Content-Type") != "application/json":
            return 400, "invalid_payload"
        try:
            text = json.loads(body)["text"]
        except (ValueError, KeyError, TypeError):
            return 400, "invalid_payload"
        if not isinstance(text, str) or not text:
            return 400, "no_text"
        self.channel.lines.append(text)
        return 200, "ok"

    def log_message(self, *_parts: object) -> None:
        """Say nothing."""


@pytest.fixture
def channel(settings: Settings) -> Iterator[Channel]:
    found = Channel()
    handler = type("HookOfOne", (Hook,), {"channel": found})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.address = f"http://127.0.0.1:{server.server_port}{SECRET}"
    settings.ALLOW_PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    yield found
    server.shutdown()
    server.server_close()


def write(cast: Cast, address: str, text: str = "Anna: offert till Kemi", key: str = "c1") -> Outgoing:
    return write_chat(seal_address(address), text, key=key, organization_id=cast.nordvik.pk, now=NOW)


def again(row: Outgoing) -> Outgoing:
    return Outgoing.objects.get(pk=row.pk)


def test_a_line_gets_through_once(cast: Cast, channel: Channel) -> None:
    write(cast, channel.address)
    write(cast, channel.address)
    assert deliver_due(now=NOW) == 1
    assert deliver_due(now=NOW + WAITS[-1]) == 0
    assert channel.lines == ["Anna: offert till Kemi"]


def test_address_and_text_are_forgotten_when_it_has_left(cast: Cast, channel: Channel) -> None:
    row = write(cast, channel.address)
    deliver_due(now=NOW)
    assert again(row).payload == {}


def test_the_address_stands_nowhere_as_it_is(cast: Cast, channel: Channel) -> None:
    row = write(cast, channel.address)
    channel.answer = (500, "server_error")
    deliver_due(now=NOW)
    assert SECRET not in json.dumps(again(row).payload)
    assert SECRET not in again(row).problem


@pytest.mark.parametrize("answer", [(404, "no_service"), (403, "action_prohibited"), (410, "channel_is_archived")])
def test_an_address_that_was_withdrawn_is_not_tried_again(
    cast: Cast, channel: Channel, answer: tuple[int, str]
) -> None:
    row = write(cast, channel.address)
    channel.answer = answer
    assert deliver_due(now=NOW) == 0
    assert again(row).failed_at == NOW
    assert answer[1] in again(row).problem


@pytest.mark.parametrize(
    "answer",
    [(429, "rate_limited"), (500, "server_error"), (200, "Webhook message delivery failed with error: 413")],
)
def test_a_service_on_a_bad_day_is_tried_again(cast: Cast, channel: Channel, answer: tuple[int, str]) -> None:
    row = write(cast, channel.address)
    channel.answer = answer
    assert deliver_due(now=NOW) == 0
    assert again(row).failed_at is None
    channel.answer = None
    assert deliver_due(now=NOW + WAITS[0]) == 1
    assert channel.lines


def test_a_wrong_address_is_refused_by_the_service(cast: Cast, channel: Channel) -> None:
    row = write(cast, channel.address + "wrong")
    deliver_due(now=NOW)
    assert "404: no_service" in again(row).problem


def test_it_is_not_sent_on_to_another_address(cast: Cast, channel: Channel) -> None:
    row = write(cast, channel.address)
    channel.answer = (302, "")
    assert deliver_due(now=NOW) == 0
    assert again(row).failed_at == NOW


def test_an_address_inside_is_not_called(cast: Cast, channel: Channel, settings: Settings) -> None:
    settings.ALLOW_PRIVATE_HOSTS = frozenset()
    row = write(cast, channel.address)
    assert deliver_due(now=NOW) == 0
    assert again(row).failed_at == NOW
    assert channel.lines == []


def test_what_is_too_long_is_cut_at_a_line(cast: Cast, channel: Channel) -> None:
    write(cast, channel.address, "\n".join(f"• Löfte nummer {number}" for number in range(500)))
    deliver_due(now=NOW)
    assert len(channel.lines[0]) <= MOST + 2
    assert channel.lines[0].endswith("\n…")


def test_after_another_secret_key_it_is_lost_and_says_so(cast: Cast, channel: Channel, settings: Settings) -> None:
    row = write(cast, channel.address)
    settings.SECRET_KEY = "another one that is long enough to be taken as one"
    deliver_due(now=NOW)
    assert again(row).failed_at == NOW
    assert "SealBroken" in again(row).problem
