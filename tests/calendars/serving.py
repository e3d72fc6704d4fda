"""Servers on real sockets, for as long as a test runs."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's own name)
        """Say nothing."""


@dataclass
class Switchboard:
    """Stands before the server: notes what was asked, and answers in its place when the test says so."""

    inner: Any
    log: list[str] = field(default_factory=list)
    instead: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    away: bool = False
    fail_at: tuple[str, int] = ("", 0)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        method = environ["REQUEST_METHOD"]
        self.log.append(f"{method} {environ['PATH_INFO']}")
        if self.away:
            start_response("503 Service Unavailable", [])
            return [b""]
        if method == self.fail_at[0]:
            self.fail_at = (method, self.fail_at[1] - 1)
            if self.fail_at[1] == 0:
                self.fail_at = ("", 0)
                start_response("503 Service Unavailable", [])
                return [b""]
        for one in self.instead:
            if one[0] == method:
                self.instead.remove(one)
                start_response(one[1], list(one[2].items()))
                return [one[3]]
        return self.inner(environ, start_response)


@contextlib.contextmanager
def served(application: Any) -> Iterator[str]:
    """Serve a WSGI application on a free port and yield its address."""
    server = make_server("127.0.0.1", 0, application, _Server, _Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
