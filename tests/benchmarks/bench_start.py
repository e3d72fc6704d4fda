"""How long the first page takes to come, and how much memory everything takes together."""

import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.figures import Figure, median_of
from tests.installation import ROOT, Installation, installed

RUNS = 3
REQUESTS = 200
MOST_MEMORY_MB = 350

Start = Callable[[Installation, int], subprocess.Popen[str]]


def bench_first_page() -> Iterator[Figure]:
    """Measure from the command to the first whole page, against the bare server with the same application."""
    with prepared() as installation:
        bare = median_of(RUNS, lambda: seconds_to_first_page(installation, bare_server))
        ours = median_of(RUNS, lambda: seconds_to_first_page(installation, serve))
    yield Figure(name="start to first page", issue=2, value=ours, unit="s", reference=bare, most_ratio=1.3)


def bench_memory() -> Iterator[Figure]:
    """Measure the proportional memory of all processes together after many requests."""
    if not Path("/proc/self/smaps_rollup").exists():
        return
    with prepared() as installation:
        port = free_port()
        process = serve(installation, port)
        wait_for_page(port)
        for _ in range(REQUESTS):
            get(port)
        time.sleep(3)  # the worker starts after the server
        total = sum(pss_kb(pid) for pid in family(process.pid)) / 1000
        stop(process)
    yield Figure(name="memory of all processes", issue=2, value=total, unit="MB PSS", most=MOST_MEMORY_MB)


@contextmanager
def prepared() -> Iterator[Installation]:
    """Yield an installation that has been started once before, without the demo."""
    folder = Path(tempfile.mkdtemp(prefix="hederssak-bench-"))
    try:
        with installed(folder, None) as installation:
            stop_after_first_page(installation)
            yield installation
    finally:
        shutil.rmtree(folder)


def stop_after_first_page(installation: Installation) -> None:
    """Start once, so that the static files stand and nothing is left to prepare."""
    port = free_port()
    process = serve(installation, port)
    wait_for_page(port)
    stop(process)


def serve(installation: Installation, port: int) -> subprocess.Popen[str]:
    """Start the product as people start it."""
    return installation.start("serve", HEDERSSAK_PORT=str(port), HEDERSSAK_DEMO="no")


def bare_server(installation: Installation, port: int) -> subprocess.Popen[str]:
    """Start the web server alone."""
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--port",
        str(port),
        "--workers-kill-timeout",
        "3",
    ]
    return subprocess.Popen(
        [*command, "--log-level", "warning", "hederssak.config.wsgi:application"],
        env=installation.environment | {"HEDERSSAK_DEMO": "no"},
        cwd=ROOT,
        text=True,
    )


def seconds_to_first_page(installation: Installation, start: Start) -> float:
    """Return the time from starting a process until the sign-in page has come whole."""
    port = free_port()
    began = time.monotonic()
    process = start(installation, port)
    wait_for_page(port)
    seconds = time.monotonic() - began
    stop(process)
    return seconds


def wait_for_page(port: int) -> None:
    """Ask for a page until it comes."""
    end = time.monotonic() + 180
    while time.monotonic() < end:
        try:
            return get(port)
        except urllib.error.HTTPError:  # it is up, and broken
            raise
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.01)
    raise TimeoutError("no page within three minutes")


def get(port: int) -> None:
    """Fetch the first page; a redirect is followed."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
        answer.read()


def stop(process: subprocess.Popen[str]) -> None:
    """End a process in good order."""
    process.send_signal(signal.SIGTERM)
    process.wait(20)


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def family(pid: int) -> list[int]:
    """Return a process and all that it has started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(below for child in children for below in family(int(child)))]


def pss_kb(pid: int) -> int:
    """Return the memory of a process, with what it shares counted in proportion."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
