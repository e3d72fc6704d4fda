"""The live process: a raw ASGI application that streams "something changed" to open pages (docs/decisions/0009).

    GET  /live/?ticket=…   server-sent events, one per code; the page fetches what it shows
    POST /tell             [["team.…", "presence"], …] from our own processes, with the shared word
    GET  /live/health      200, for whoever watches

It needs `HEDERSSAK_LIVE_KEY` and nothing else of the installation.
"""

import asyncio
import hmac
import json
import os
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

from hederssak.live.hub import Hub, Listener
from hederssak.live.tickets import BadTicket, read_ticket, word_from

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

BEAT_SECONDS = 20.0
"""How often a quiet stream says that it lives; proxies close what is silent for a minute."""
STAY_SECONDS = 3600.0
"""How long a page may stay on one ticket; then it fetches its fragment, which asks anew who it is."""
MOST_BYTES = 65_536
TEXT = (b"content-type", b"text/plain; charset=utf-8")
STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"vary", b"origin"),
]


class Live:
    """The application; one instance per process."""

    def __init__(self, key: str) -> None:
        """Take the key that the web process signs tickets with."""
        self.key = key
        self.word = f"Bearer {word_from(key)}".encode()
        self.hub = Hub(began_at=time.time())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            return
        match scope["method"], scope["path"]:
            case "GET", "/live/":
                await self.listen(scope, receive, send)
            case "POST", "/tell":
                await self.tell(scope, receive, send)
            case "GET", "/live/health":
                await answer(send, 200, b"ok\n")
            case _:
                await answer(send, 404)

    async def listen(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stream codes until the page goes, or has stayed long enough; 403 without a ticket that is ours and fresh."""
        text = parse_qs(scope["query_string"].decode("latin-1")).get("ticket", [""])[0]
        try:
            ticket = read_ticket(text, key=self.key, at=time.time())
        except BadTicket:
            return await answer(send, 403)
        headers = [*STREAM, (b"access-control-allow-origin", ticket.origin.encode("latin-1"))]
        listener = self.hub.join(ticket)
        gone = asyncio.ensure_future(_gone(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await _stream(listener, gone, send)
        finally:
            self.hub.leave(listener)
            gone.cancel()

    async def tell(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take what changed from one of our own processes; 403 for anybody else."""
        headers = dict(scope["headers"])
        if not hmac.compare_digest(headers.get(b"authorization", b""), self.word):
            return await answer(send, 403)
        body = await _body(receive)
        try:
            news = [(str(channel), str(code)) for channel, code in json.loads(body or b"")]
        except (ValueError, TypeError):
            return await answer(send, 400)
        reached = self.hub.tell(news, at=time.time())
        return await answer(send, 200, str(reached).encode())


async def answer(send: Send, status: int, body: bytes = b"") -> None:
    """Send a short answer."""
    await send({"type": "http.response.start", "status": status, "headers": [TEXT]})
    await send({"type": "http.response.body", "body": body})


async def _stream(listener: Listener, gone: "asyncio.Future[None]", send: Send) -> None:
    """Send each code as an event, and a beat when it is quiet."""
    loop = asyncio.get_running_loop()
    end = loop.time() + STAY_SECONDS
    await send({"type": "http.response.body", "body": b": here\n\n", "more_body": True})
    while not gone.done() and loop.time() < end:
        with suppress(TimeoutError):
            async with asyncio.timeout(BEAT_SECONDS):
                await listener.news.wait()
        codes = listener.take()
        body = "".join(f"data: {code}\n\n" for code in codes) or ": beat\n\n"
        await send({"type": "http.response.body", "body": body.encode(), "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _gone(receive: Receive) -> None:
    """Return when the page has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _body(receive: Receive) -> bytes | None:
    """Return what was posted, None when it is more than we would ever send."""
    parts: list[bytes] = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if sum(map(len, parts)) > MOST_BYTES:
            return None
        if not message.get("more_body"):
            return b"".join(parts)


def application() -> Live:
    """Return the application of this process (granian's `--factory`)."""
    return Live(os.environ["HEDERSSAK_LIVE_KEY"])
