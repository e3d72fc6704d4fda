"""Calls to addresses that a person gave: judged, and made to the very IP address that was judged.

Proxies of the environment are not used, since one would resolve the name anew, inside of what it can see.
"""

from __future__ import annotations

import time
from typing import Any

import httpx

from hederssak.lib.lines import milliseconds_since, tell
from hederssak.lib.outside import UrlRefused, checked_url

SECONDS = 10.0
PATIENCE = 60.0
LARGEST = 20_000_000


class AnswerTooLarge(httpx.TransportError):
    """More came than is taken; or it came drop by drop for longer than is waited for."""


class Pinned(httpx.BaseTransport):
    """Connects to the IP address that `checked_url` found, while TLS and the Host header keep the name.

    Redirects come through here as well, each judged by itself.
    """

    def __init__(self, inner: httpx.BaseTransport | None = None) -> None:
        """Go out through the library's own transport."""
        self.inner = inner or httpx.HTTPTransport(retries=0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Judge the address before anything leaves."""
        try:
            checked = checked_url(str(request.url))
        except UrlRefused as refused:
            raise httpx.UnsupportedProtocol(f"refused: {refused.code}", request=request) from refused
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=checked.address),
            headers=request.headers,  # with the Host that was asked for
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": checked.host},
        )
        return self.inner.handle_request(pinned)

    def close(self) -> None:
        """Close the connections."""
        self.inner.close()


class GuardedClient(httpx.Client):
    """A client that calls only what `checked_url` lets pass, and takes only so much, in only so much time."""

    def __init__(self, **options: Any) -> None:
        """Set what may not be forgotten; `options` are the library's."""
        given: dict[str, Any] = {"follow_redirects": True, "max_redirects": 5, "timeout": SECONDS} | options
        super().__init__(transport=Pinned(), trust_env=False, **given)

    def ask(self, method: str, url: str, **options: Any) -> httpx.Response:
        """Call an address and return the answer, read to its end.

        Raises:
            httpx.HTTPError: the address is refused, nobody answers, or the answer is too large or too slow.

        """
        began, status = time.perf_counter(), None
        try:
            answer = self._ask(method, url, **options)
            status = answer.status_code
        finally:
            ms = milliseconds_since(began)
            tell(
                "outside_call",
                host=httpx.URL(url).host,
                method=method,
                status=status,
                answered=status is not None,
                ms=ms,
            )
        return answer

    def _ask(self, method: str, url: str, **options: Any) -> httpx.Response:
        deadline = time.monotonic() + PATIENCE
        with self.stream(method, url, **options) as response:
            parts, size = [], 0
            for part in response.iter_bytes():
                parts.append(part)
                size += len(part)
                if size > LARGEST or time.monotonic() > deadline:
                    raise AnswerTooLarge("too much or too slow", request=response.request)
            return httpx.Response(
                response.status_code,
                headers=[pair for pair in response.headers.multi_items() if pair[0].lower() not in ENCODINGS],
                content=b"".join(parts),
                request=response.request,
                history=response.history,
            )


ENCODINGS = {"content-encoding", "content-length", "transfer-encoding"}
"""Headers of how the answer travelled, which no longer fit once it has been unpacked."""
