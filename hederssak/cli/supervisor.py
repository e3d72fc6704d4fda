"""Keeps programs running: starts them, restarts one that ends by itself, and ends them all in good order."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from types import FrameType

LOOK_SECONDS = 0.1
GENTLE_SECONDS = 5.0  # how long a task may go on after the first signal
FIRM_SECONDS = 4.0  # how long ending may take after the second
RESTARTS = 5
WITHIN_SECONDS = 60.0
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Program:
    """A command and what to call it."""

    name: str
    command: list[str]
    environment: Mapping[str, str]


@dataclass
class Running:
    """A program's present process, and when it had to be started again."""

    program: Program
    process: subprocess.Popen[bytes]
    restarts: list[float] = field(default_factory=list)


class Supervisor:
    """Runs programs side by side until a signal comes, or until one of them can't be kept alive.

    The first is the server; the others are started once it answers, so that the first page comes sooner.
    """

    def __init__(self, programs: list[Program], *, when_up: Callable[[], None], host: str, port: int) -> None:
        """Take what to run, and what to do once the server answers on `host` and `port`."""
        self.programs = programs
        self.when_up: Callable[[], None] | None = when_up
        self.host = host.strip("[]")
        self.port = port
        self.running: list[Running] = []
        self.stopping = False

    def run(self) -> int:
        """Start everything, watch, and return 0 after a signal or 1 after a failure."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        server, *others = self.programs
        self.running = [Running(server, start(server))]
        code = 0
        while not self.stopping:
            if not all(self._tend(one) for one in self.running):
                code = 1
                break
            if self.when_up and answers(self.host, self.port):
                self.when_up()
                self.when_up = None
                self.running += [Running(program, start(program)) for program in others]
            time.sleep(LOOK_SECONDS)
        self._end_all()
        return code

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _tend(self, one: Running) -> bool:
        """Start a program again if it has ended; False when that has happened too often."""
        code = one.process.poll()
        if code is None or self.stopping:
            return True
        kill_group(one.process, signal.SIGKILL)  # what it may have left behind
        now = time.monotonic()
        one.restarts = [at for at in one.restarts if now - at < WITHIN_SECONDS] + [now]
        if len(one.restarts) > RESTARTS:
            print(f"The {one.program.name} ends again and again (code {code}); giving up.", file=sys.stderr, flush=True)
            return False
        print(f"The {one.program.name} ended (code {code}); starting it again.", file=sys.stderr, flush=True)
        time.sleep(min(len(one.restarts) - 1, 3))
        one.process = start(one.program)
        return True

    def _end_all(self) -> None:
        """Ask, ask again, then kill; return when no process is left."""
        for number, seconds in (
            (signal.SIGTERM, GENTLE_SECONDS),
            (signal.SIGTERM, FIRM_SECONDS),
            (signal.SIGKILL, 5.0),
        ):
            left = [one.process for one in self.running if one.process.poll() is None]
            for process in left:
                process.send_signal(number)
            end = time.monotonic() + seconds
            while any(process.poll() is None for process in left) and time.monotonic() < end:
                time.sleep(0.02)
        for one in self.running:
            kill_group(one.process, signal.SIGKILL)


def start(program: Program) -> subprocess.Popen[bytes]:
    """Start a program in a group of its own, so that Ctrl-C reaches it through us and in our order."""
    return subprocess.Popen(
        program.command,
        env=dict(program.environment),
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 (there are no threads here)
    )


def kill_group(process: subprocess.Popen[bytes], number: int) -> None:
    """Signal what is left of a program's group."""
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        return


def answers(host: str, port: int) -> bool:
    """Return whether the server answers requests, whatever it says."""
    connection = HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/robots.txt")
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def _end_with_parent() -> None:
    """Let the kernel send SIGTERM when we are gone, even by kill -9; elsewhere than on Linux there is no such thing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
