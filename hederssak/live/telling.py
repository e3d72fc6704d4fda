"""Telling open pages that something changed: after commit, without waiting, and never a reason for a failure."""

import atexit
import http.client
import json
import logging
import queue
import threading
from contextlib import suppress

from django.conf import settings
from django.db import transaction

from hederssak.live.tickets import key_from, word_from

MOST_WAITING = 1000
"""What is told beyond that while the live process is away is dropped: pages that come back fetch what they show."""
WAIT_SECONDS = 2.0

log = logging.getLogger(__name__)


def tell(channel: str, code: str) -> None:
    """Say on a channel that something changed, once the transaction stands; without a live process nothing is done."""
    if settings.LIVE_PORT:
        transaction.on_commit(lambda: _teller.take(channel, code), robust=True)


class Teller:
    """Hands news to the live process from a thread of its own, which starts with the first of them."""

    def __init__(self) -> None:
        """Start nothing yet: a server forks after it has imported us."""
        self.news: queue.Queue[tuple[str, str]] = queue.Queue(MOST_WAITING)
        self.thread: threading.Thread | None = None
        self.lock = threading.Lock()
        self.connection: http.client.HTTPConnection | None = None

    def take(self, channel: str, code: str) -> None:
        """Keep one piece of news for the thread."""
        with suppress(queue.Full):
            self.news.put_nowait((channel, code))
        with self.lock:
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self._run, name="live-teller", daemon=True)
                self.thread.start()

    def flush(self) -> None:
        """Wait until what was kept has been sent or given up; a command that ends at once would lose it."""
        if self.thread is not None and self.thread.is_alive():
            self.news.join()

    def _run(self) -> None:
        while True:
            news = [self.news.get()]
            with suppress(queue.Empty):
                while len(news) < 200:
                    news.append(self.news.get_nowait())
            self._send(list(dict.fromkeys(news)))
            for _ in news:
                self.news.task_done()

    def _send(self, news: list[tuple[str, str]]) -> None:
        """Send in one request; a connection that was kept may have been closed meanwhile, so try a fresh one."""
        for _ in range(1 if self.connection is None else 2):
            if self.connection is None:
                place = settings.LIVE_HOST, settings.LIVE_PORT
                self.connection = http.client.HTTPConnection(*place, timeout=WAIT_SECONDS)
            try:
                return self._post(self.connection, news)
            except (OSError, http.client.HTTPException) as error:
                log.info("the live process did not take what changed: %s", error)
                self.connection.close()
                self.connection = None
        return None

    def _post(self, connection: http.client.HTTPConnection, news: list[tuple[str, str]]) -> None:
        word = word_from(key_from(settings.SECRET_KEY))
        connection.request("POST", "/tell", json.dumps(news), {"Authorization": f"Bearer {word}"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            log.warning("the live process refused what changed (%s); do both run with one secret key?", answer.status)


_teller = Teller()
atexit.register(_teller.flush)
