"""Calls to the identity provider: guarded, and made to the very address that was judged."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import select_proxy

from hederssak.lib.outside import UrlRefused, checked_url

SECONDS = 10


class Pinned(HTTPAdapter):
    """Connects to the IP address that `checked_url` found, while TLS and the Host header keep the name.

    Redirects, and the addresses that a provider's discovery names, come through here as well. Through a proxy that
    the operator has set, the proxy resolves the name; then it is judged but not pinned.
    """

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Judge the address before anything leaves."""
        try:
            checked_url(request.url or "")
        except UrlRefused as refused:
            raise requests.exceptions.InvalidURL(str(refused), request=request) from refused
        request.headers["Host"] = urlsplit(request.url or "").netloc
        return super().send(request, *args, **{"timeout": SECONDS, **kwargs})

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, verify: Any, proxies: Any = None, cert: Any = None
    ) -> Any:
        """Return a connection to the judged IP address."""
        if select_proxy(request.url or "", proxies):
            return super().get_connection_with_tls_context(request, verify, proxies=proxies, cert=cert)
        checked = checked_url(request.url or "")
        host, pool = self.build_connection_pool_key_attributes(request, verify, cert)
        host["host"] = checked.address
        if checked.scheme == "https":
            pool |= {"server_hostname": checked.host, "assert_hostname": checked.host}
        return self.poolmanager.connection_from_host(**host, pool_kwargs=pool)


def guarded_session() -> requests.Session:
    """Return a session that calls only what `checked_url` lets pass."""
    session = requests.Session()
    session.mount("https://", Pinned())
    session.mount("http://", Pinned())
    return session
