"""Who listens to what, and what they have not been told yet. One thread, one event loop, nothing kept on disk."""

import asyncio
from collections.abc import Iterable, Sequence

from hederssak.live.tickets import LIFETIME_SECONDS, Ticket

AGAIN = "again"
"""The code that says: something may have happened that you were not told; fetch what you show."""


class Listener:
    """One open page. Codes that it has not fetched yet melt into one of each name, so a slow page costs no memory."""

    def __init__(self, channels: Sequence[str]) -> None:
        self.channels = channels
        self.waiting: dict[str, None] = {}
        self.news = asyncio.Event()

    def hear(self, code: str) -> None:
        """Keep a code until the page takes it."""
        self.waiting[code] = None
        self.news.set()

    def take(self) -> list[str]:
        """Return what has been heard since the last time, oldest first."""
        codes = list(self.waiting)
        self.waiting.clear()
        self.news.clear()
        return codes


class Hub:
    """Brings what is told on a channel to whoever listens there."""

    def __init__(self, *, began_at: float) -> None:
        """Start with nobody; what happened before `began_at` (seconds of the epoch) is not known here."""
        self.began_at = began_at
        self.listeners: dict[str, set[Listener]] = {}
        self.last_told: dict[str, float] = {}
        self.swept_at = began_at

    def join(self, ticket: Ticket) -> Listener:
        """Let a page listen.

        What was told between the making of its ticket and now it could not hear, and neither what was told before
        this process began: then its first code is `again`.
        """
        listener = Listener(ticket.channels)
        for channel in ticket.channels:
            self.listeners.setdefault(channel, set()).add(listener)
        last = max((self.last_told.get(channel, 0) for channel in ticket.channels), default=0)
        if ticket.made_at < max(last, self.began_at):
            listener.hear(AGAIN)
        return listener

    def leave(self, listener: Listener) -> None:
        """Forget a page that has gone."""
        for channel in listener.channels:
            there = self.listeners.get(channel, set())
            there.discard(listener)
            if not there:
                self.listeners.pop(channel, None)

    def tell(self, news: Iterable[tuple[str, str]], *, at: float) -> int:
        """Bring pairs of channel and code to whoever listens, and return to how many pages."""
        reached = 0
        for channel, code in news:
            self.last_told[channel] = at
            there = self.listeners.get(channel, ())
            for listener in there:
                listener.hear(code)
            reached += len(there)
        self._sweep(at)
        return reached

    def _sweep(self, at: float) -> None:
        """Forget what was told longer ago than a ticket lasts: nobody comes back who could have missed it."""
        if at - self.swept_at > LIFETIME_SECONDS:
            self.last_told = {name: told for name, told in self.last_told.items() if at - told <= LIFETIME_SECONDS}
            self.swept_at = at
