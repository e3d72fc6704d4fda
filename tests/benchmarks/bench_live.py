"""What it costs to tell 300 open pages that something changed, 300 times a second in all, beside bare sockets."""

import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from hederssak.live.tickets import write_ticket
from tests.benchmarks.bench_start import family, pss_kb
from tests.benchmarks.figures import Figure
from tests.installation import ROOT
from tests.live.running import HOST, KEY, ORIGIN, LiveProcess, live_process

PAGES = 300
EACH_SECOND = 300
"""Events that arrive at pages: one told to all of them, every second."""
SECONDS = 8
P95_MS = 20
TICKS = os.sysconf("SC_CLK_TCK")


def bench_live() -> Iterator[Figure]:
    """Measure from telling to hearing, the processor's time, and memory."""
    with live_process() as live:
        delays, seconds = asyncio.run(_heard(live))
        memory = sum(pss_kb(pid) for pid in family(live.process.pid)) / 1000
    with _bare() as bare:
        bare_delays, bare_seconds = asyncio.run(_heard(bare))
    name = f"{PAGES} pages, {EACH_SECOND} events a second"
    yield Figure(
        name=f"{name}: told to heard, p95",
        issue=3,
        value=p95(delays),
        unit="ms",
        reference=p95(bare_delays),
        most=P95_MS,
    )
    yield Figure(name=f"{name}: processor", issue=3, value=seconds, unit="% of a core", reference=bare_seconds, most=15)
    yield Figure(name=f"{name}: memory", issue=3, value=memory, unit="MB PSS", most=60)


class _BareProcess(LiveProcess):
    def start(self) -> None:
        command = [sys.executable, "-m", "tests.benchmarks.live_bare", str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        time.sleep(1)


class _bare:  # noqa: N801 (reads as the function beside it)
    def __enter__(self) -> LiveProcess:
        self.live = _BareProcess()
        return self.live

    def __exit__(self, *_: object) -> None:
        self.live.end()


async def _heard(live: LiveProcess) -> tuple[list[float], float]:
    """Return the delay of each event in ms, and how much of a core the process used, in per cent."""
    delays: list[float] = []
    told: dict[bytes, float] = {}
    readers = [asyncio.create_task(hears(live.port, told, delays)) for _ in range(PAGES)]
    await asyncio.sleep(2)
    before, began = processor(live.process.pid), time.perf_counter()
    for number in range(SECONDS):
        told[f"n{number}".encode()] = time.perf_counter()
        await asyncio.to_thread(live.tell, ("team", f"n{number}"))
        await asyncio.sleep(max(0, began + number + 1 - time.perf_counter()))
    used = (processor(live.process.pid) - before) / (time.perf_counter() - began) * 100
    for reader in readers:
        reader.cancel()
    await asyncio.gather(*readers, return_exceptions=True)
    assert len(delays) == PAGES * SECONDS, f"{len(delays)} of {PAGES * SECONDS} were heard"
    return delays, used


async def hears(port: int, told: dict[bytes, float], delays: list[float], *, channel: str = "team") -> None:
    """Be an open page: listen on a channel, and add how long each event took to come, in ms."""
    ticket = write_ticket([channel], origin=ORIGIN, key=KEY, made_at=time.time())
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(f"GET /live/?ticket={quote(ticket)} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
    try:
        while line := await reader.readline():
            if line.startswith(b"data: n"):
                delays.append((time.perf_counter() - told[line[6:].strip()]) * 1000)
    finally:
        writer.close()


def processor(pid: int) -> float:
    """Return the seconds of processor time of a process and what it started."""
    stats = [Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split() for one in family(pid)]
    return sum(int(fields[11]) + int(fields[12]) for fields in stats) / TICKS


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]
