"""The live process as it runs in production, and pages that listen to it, over real sockets."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from hederssak.cli.live import command
from hederssak.live.tickets import word_from, write_ticket
from tests.installation import ROOT, wait_for

HOST = "127.0.0.1"
KEY = "a key for tests only"
ORIGIN = "http://127.0.0.1:8020"
PATIENCE = 60
"""Seconds after which what should come at once counts as not coming, on however busy a machine."""


def some_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


class LiveProcess:
    """The process; it can be stopped and started again on its port."""

    def __init__(self, key: str = KEY) -> None:
        self.port = some_port()
        self.key = key
        self.pages: list[OpenPage] = []
        self.start()

    def start(self) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("HEDERSSAK_")}
        environment |= {"HEDERSSAK_LIVE_KEY": self.key, "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(command(HOST, self.port), env=environment, cwd=ROOT, start_new_session=True)
        wait_for(self.answers)

    def answers(self) -> bool:
        try:
            return self.get("/live/health")[0] == 200
        except OSError:
            return False

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read() if answer.status != 200 or path.endswith("health") else b""
        connection.close()
        return answer.status, body

    def tell(self, *news: tuple[str, str], word: str | None = None) -> int:
        """Tell as one of our processes does; return the status."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        bearer = word_from(self.key) if word is None else word
        connection.request("POST", "/tell", json.dumps(news), {"Authorization": f"Bearer {bearer}"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status

    def page(self, *channels: str, made_at: float | None = None) -> "OpenPage":
        at = time.time() if made_at is None else made_at  # noqa: TID251 (the process under test reads the clock, too)
        return self.listen(write_ticket(channels, origin=ORIGIN, key=self.key, made_at=at))

    def listen(self, ticket: str) -> "OpenPage":
        """Open a page with a ticket; it is closed when the process ends."""
        page = OpenPage(self.port, ticket)
        self.pages.append(page)
        return page

    def end(self) -> None:
        for page in self.pages:
            page.close()
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE)


class OpenPage:
    """A browser's side of the stream."""

    def __init__(self, port: int, ticket: str) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        self.connection.request("GET", f"/live/?ticket={quote(ticket)}", headers={"Origin": ORIGIN})
        self.answer = self.connection.getresponse()

    def next_code(self) -> str:
        """Return the next code that comes; time out when none does."""
        while line := self.answer.readline():
            if line.startswith(b"data: "):
                return line[6:].strip().decode()
        raise EOFError

    def hears_nothing(self, *, for_seconds: float = 0.3) -> bool:
        assert self.connection.sock is not None
        self.connection.sock.settimeout(for_seconds)
        try:
            return self.next_code() == ""
        except TimeoutError:
            return True

    def close(self) -> None:
        self.answer.close()
        self.connection.close()


@contextmanager
def live_process(key: str = KEY) -> Iterator[LiveProcess]:
    """Run the process as long as the block."""
    live = LiveProcess(key)
    try:
        yield live
    finally:
        live.end()
