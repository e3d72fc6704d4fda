"""What the answers of all services mean: who is away, who lets us in no more, who asks for patience."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from hederssak.calendars.providers.protocol import AccessRevoked, CalendarAway, Refused
from hederssak.lib.outside_calls import AnswerTooLarge, GuardedClient

SHORT = 5.0
"""A wait of at most so many seconds is waited for on the spot; a longer one is the next turn's."""

TRIES = 3


@dataclass
class Caller:
    """Calls a service, waits where it asks for a moment, and says in one language what went wrong.

    `denied` is the code of what a service does not take any more, said of a 401. `sleep` is how it waits; tests give
    one that only notes for how long.
    """

    client: httpx.Client
    headers: dict[str, str] = field(default_factory=dict)
    sleep: Callable[[float], None] = time.sleep
    denied: str = "password"

    @classmethod
    def guarded(cls, *, denied: str = "password", **options: Any) -> Caller:
        """Return a caller for addresses that a person gave."""
        return cls(GuardedClient(**options), denied=denied)

    def call(self, method: str, url: str, **options: Any) -> httpx.Response:
        """Return the answer below 500 that is neither 401 nor 429, whatever else it says.

        Raises:
            CalendarAway: nobody answers, or not now.
            AccessRevoked: 401, the key is not taken.

        """
        given = {**options, "headers": {**self.headers, **options.get("headers", {})}}
        for left in reversed(range(TRIES)):
            answer = self._once(method, url, given)
            wait = retry_after(answer)
            if answer.status_code in {429, 503} and wait is not None and wait <= SHORT and left:
                self.sleep(wait)
                continue
            break
        if answer.status_code in {429, 503}:
            raise CalendarAway("throttled" if answer.status_code == 429 else "away", wait=wait)
        if answer.status_code >= 500:
            raise CalendarAway("away")
        if answer.status_code == 401:
            raise AccessRevoked(self.denied)
        return answer

    def _once(self, method: str, url: str, options: dict[str, Any]) -> httpx.Response:
        try:
            if isinstance(self.client, GuardedClient):
                return self.client.ask(method, url, **options)
            return self.client.request(method, url, **options)
        except httpx.UnsupportedProtocol as error:
            raise Refused("address") from error
        except AnswerTooLarge as error:
            raise Refused("too_large") from error
        except httpx.TooManyRedirects as error:
            raise Refused("redirects") from error
        except httpx.HTTPError as error:
            raise CalendarAway("unreachable") from error


def retry_after(answer: httpx.Response) -> float | None:
    """Return the seconds that a service asks to be left alone, said as a number or as a date (RFC 9110, 10.2.3)."""
    said = answer.headers.get("Retry-After", "")
    if said.isdigit():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
        read_at = parsedate_to_datetime(answer.headers["Date"])
    except (KeyError, ValueError, TypeError):
        return None
    return max(0.0, (until - read_at).total_seconds())
