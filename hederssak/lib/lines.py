"""One line for each thing that happened: a request, a task, an import, a letter, a call to another address.

A line has identifiers and figures and nothing else: no name, no address of a person, no words that anybody typed, and
of an address that was called its host alone. JSON where a program reads standard output, else "name=value" for people.
Nothing is told before `start`: a command's output belongs to the command.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

UNTOLD = frozenset({"web:health"})
"""Routes that are asked every few seconds, by a machine."""


class Teller:
    """Writes the lines of one process, once it has been started."""

    def __init__(self) -> None:
        """Be silent."""
        self.log: Any = None

    def start(self) -> None:
        """Write from here on, if the setting says so."""
        on_terminal = sys.stdout.isatty()
        if settings.LOG_LINES == "off" or (settings.LOG_LINES == "auto" and on_terminal):
            return
        shown = structlog.dev.ConsoleRenderer() if on_terminal else structlog.processors.JSONRenderer(sort_keys=False)
        processors = [structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"), shown]
        self.log = structlog.wrap_logger(structlog.PrintLogger(), processors=processors)

    def stop(self) -> None:
        """Be silent again."""
        self.log = None

    def tell(self, event: str, **facts: Any) -> None:
        """Write one line; facts that are None are left out, identifiers become text."""
        if self.log is not None:
            plain = {name: fact if isinstance(fact, int | float) else str(fact) for name, fact in facts.items()
                     if fact is not None}  # fmt: skip
            with suppress(OSError, ValueError):  # whoever read them is gone: the work goes on
                self.log.info(event, **plain)


_teller = Teller()
start, stop, tell = _teller.start, _teller.stop, _teller.tell


def milliseconds_since(began: float) -> float:
    """Return how long it took since an instant of `time.perf_counter`."""
    return round((time.perf_counter() - began) * 1000, 1)


class RequestLines:
    """Tells each request: its route (never the path, which can hold a key), how it was answered, and for whom."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and tell."""
        began = time.perf_counter()
        response = self.get_response(request)
        route = request.resolver_match.view_name if request.resolver_match else None
        if route not in UNTOLD:
            member = getattr(request, "member", None)
            tell(
                "request",
                route=route,
                method=request.method,
                status=response.status_code,
                ms=milliseconds_since(began),
                member=member.pk if member else None,
                organization=member.organization_id if member else None,
            )
        return response
