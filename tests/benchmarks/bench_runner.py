"""A meeting that is held: from the press on the manager's screen to thirty others, and many meetings at once."""

import asyncio
import html
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.bench_live import hears, p95, processor
from tests.benchmarks.bench_start import free_port, serve, stop, wait_for_page
from tests.benchmarks.figures import Figure
from tests.benchmarks.large import inside
from tests.installation import Installation, installed
from tests.live.running import HOST, LiveProcess, live_process

PRESSES = 30
LONGEST = 30
"""Seconds after which a press counts as lost."""
MOST_MS = 200
MEETINGS, IN_EACH, SECONDS = 20, 15, 10
MOST_PERCENT = 10
SETTLE = 3.0


def bench_thirty_screens() -> Iterator[Figure]:
    """Press "pause" and "go on" and measure until each of thirty phones has fetched what it then shows."""
    with _installation() as installation:
        made = inside(installation, "runner_inside")
        port = free_port()
        process = serve(installation, port)
        wait_for_page(port)
        delays, bare = asyncio.run(_press(port, made["meeting"], made["run"], made["cookies"]))
        stop(process)
    name = "a press stands on 30 other screens"
    yield Figure(name=f"{name}, p95", issue=6, value=p95(delays), unit="ms", reference=bare, most=MOST_MS)


def bench_many_meetings() -> Iterator[Figure]:
    """Tell each of 20 meetings with 15 open pages of a change every other second."""
    with live_process() as live:
        delays, used = asyncio.run(_many(live))
    name = f"{MEETINGS} meetings of {IN_EACH}"
    yield Figure(name=f"{name}: told to heard, p95", issue=6, value=p95(delays), unit="ms", most=MOST_MS)
    yield Figure(name=f"{name}: processor", issue=6, value=used, unit="% of a core", most=MOST_PERCENT)


@contextmanager
def _installation() -> Iterator[Installation]:
    folder = Path(tempfile.mkdtemp(prefix="hederssak-bench-"))
    try:
        with installed(folder, None) as installation:
            yield installation
    finally:
        shutil.rmtree(folder)


@dataclass
class Browser:
    """One connection that is kept, with a session and the cookies it is given: enough to fetch and to press."""

    port: int
    cookie: str
    reader: asyncio.StreamReader = field(init=False)
    writer: asyncio.StreamWriter = field(init=False)

    async def open(self) -> None:
        """Connect."""
        self.reader, self.writer = await asyncio.open_connection(HOST, self.port)

    async def ask(self, method: str, path: str, body: str = "", **headers: str) -> str:
        """Send a request and return the answer's body."""
        given = {"Host": f"{HOST}:{self.port}", "Cookie": self.cookie, "Content-Length": str(len(body))} | headers
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items()), "", body]
        self.writer.write("\r\n".join(lines).encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        self.cookie = "; ".join(
            [self.cookie, *re.findall(r"^set-cookie: ([^;\r]+)", head, re.IGNORECASE | re.MULTILINE)]
        )
        length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        answer = (await self.reader.readexactly(int(length[1]))).decode() if length else ""
        assert head.startswith("HTTP/1.1 200"), head.splitlines()[0]
        return answer


class Room:
    """The screens of a room: when was pressed last, and how long each then took, in ms."""

    def __init__(self, screens: int) -> None:
        self.screens = screens
        self.delays: list[float] = []
        self.pressed_at = 0.0
        self.all_shown = asyncio.Event()

    def press(self) -> None:
        """Begin to count."""
        self.all_shown.clear()
        self.pressed_at = time.perf_counter()

    def show(self) -> None:
        """Count a screen that shows what was pressed."""
        self.delays.append((time.perf_counter() - self.pressed_at) * 1000)
        if len(self.delays) % self.screens == 0:
            self.all_shown.set()


async def _press(port: int, meeting: str, run: str, cookies: list[str]) -> tuple[list[float], float]:
    """Return the delay of each screen at each press in ms, and how long one takes that asks alone."""
    room = Room(len(cookies) - 1)
    screens = [asyncio.create_task(_screen(port, meeting, cookie, room)) for cookie in cookies[1:]]
    driver = Browser(port, cookies[0])
    await driver.open()
    page = await driver.ask("GET", f"/sales-meetings/{meeting}/run/")
    token = re.search(r'"x-csrftoken": "(\w+)"', page)
    await asyncio.sleep(SETTLE)
    for number in range(PRESSES):
        body = f"step={('pause', 'resume')[number % 2]}&version={number}"
        room.press()
        form = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token[1] if token else ""}
        await driver.ask("POST", f"/sales-meetings/runs/{run}/step/", body, **form, **{"HX-Request": "true"})
        async with asyncio.timeout(LONGEST):
            await room.all_shown.wait()
    for screen in screens:
        screen.cancel()
    await asyncio.gather(*screens, return_exceptions=True)
    began = time.perf_counter()
    await driver.ask("GET", f"/sales-meetings/{meeting}/here/now/")
    return room.delays, (time.perf_counter() - began) * 1000


async def _screen(port: int, meeting: str, cookie: str, room: Room) -> None:
    """Be a phone: listen, and fetch what is shown as often as something changed."""
    browser = Browser(port, cookie)
    await browser.open()
    page = await browser.ask("GET", f"/sales-meetings/{meeting}/here/")
    place = urlsplit(html.unescape(re.findall(r'data-live="([^"]+)"', page)[0]))
    reader, writer = await _stream(place.hostname, place.port)
    writer.write(f"GET {place.path}?{place.query} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
    try:
        while line := await reader.readline():
            if line.startswith(b"data: run"):
                await browser.ask("GET", f"/sales-meetings/{meeting}/here/now/", **{"HX-Request": "true"})
                room.show()
    finally:
        writer.close()


async def _stream(host: str | None, port: int | None) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Connect to the live process, which starts after the server."""
    end = time.perf_counter() + LONGEST
    while True:
        try:
            return await asyncio.open_connection(host, port)
        except OSError:
            if time.perf_counter() > end:
                raise
            await asyncio.sleep(0.2)


async def _many(live: LiveProcess) -> tuple[list[float], float]:
    """Return the delay of each event in ms, and how much of a core the live process used, in per cent."""
    delays: list[float] = []
    told: dict[bytes, float] = {}
    channels = [f"meeting.{number}" for number in range(MEETINGS)]
    pages = [
        asyncio.create_task(hears(live.port, told, delays, channel=one)) for one in channels for _ in range(IN_EACH)
    ]
    await asyncio.sleep(SETTLE)
    before, began = processor(live.process.pid), time.perf_counter()
    for number in range(SECONDS * MEETINGS // 2):
        code = f"n{number}"
        told[code.encode()] = time.perf_counter()
        await asyncio.to_thread(live.tell, (channels[number % MEETINGS], code))
        await asyncio.sleep(max(0, began + (number + 1) * 2 / MEETINGS - time.perf_counter()))
    used = (processor(live.process.pid) - before) / (time.perf_counter() - began) * 100
    for page in pages:
        page.cancel()
    await asyncio.gather(*pages, return_exceptions=True)
    assert len(delays) == SECONDS * MEETINGS // 2 * IN_EACH, f"{len(delays)} were heard"
    return delays, used
