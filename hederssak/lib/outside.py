"""Addresses out of the house: which of them this server may call on somebody's word.

A server that fetches whatever address it is given can be made to fetch from the inside of the network that it stands
in (SSRF): the cloud's metadata, a database, a printer. So every address that a person or an identity provider gives
goes through `checked_url`, and the call then goes to the very address that was checked: a name that resolves anew
between check and call may by then mean another one.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Iterable[str]]

PORTS = {"http": 80, "https": 443}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
COMPATIBLE = ipaddress.ip_network("::/96")


class UrlRefused(Exception):
    """An address that this server does not call."""

    def __init__(self, code: str, url: str) -> None:
        """Keep why: not_http, not_an_address, has_credentials, not_found or inside."""
        super().__init__(f"{code}: {url}")
        self.code = code


@dataclass(frozen=True)
class Checked:
    """An address that may be called: connect to `address` and ask for `host`."""

    url: str
    scheme: str
    host: str
    port: int
    address: str


def checked_url(url: str, *, resolve: Resolve | None = None) -> Checked:
    """Return an address that may be called, with the IP address to connect to.

    Every IP address that the name means has to be outside, unless the operator allows the host
    (HEDERSSAK_ALLOW_PRIVATE_HOSTS); link-local addresses, where clouds keep their metadata, never are.

    Raises:
        UrlRefused: it is not http or https, holds a name and password, means nothing, or is inside.

    """
    allowed = settings.ALLOW_PRIVATE_HOSTS
    parts = checked_form(url, allowed_hosts=allowed)
    host = _host(parts)
    port = parts.port or PORTS[parts.scheme]
    try:
        found = list((resolve or by_dns)(host, port))
    except (OSError, UnicodeError) as error:
        raise UrlRefused("not_found", url) from error
    if not found:
        raise UrlRefused("not_found", url)
    for written in found:
        _refuse_inside(ipaddress.ip_address(written), url, is_allowed=host in allowed)
    return Checked(url, parts.scheme, host, port, found[0])


def checked_form(url: str, *, allowed_hosts: Collection[str]) -> SplitResult:
    """Return the parts of an address after judging what can be judged without asking the network.

    Raises:
        UrlRefused: as `checked_url` does, an inside IP address written as such in any of its spellings included.

    """
    if any(ord(letter) <= 32 or letter == "\\" for letter in url):
        raise UrlRefused("not_an_address", url)
    try:
        parts = urlsplit(url)
        port, host = parts.port, _host(parts)
    except ValueError as error:
        raise UrlRefused("not_an_address", url) from error
    if parts.scheme not in PORTS:
        raise UrlRefused("not_http", url)
    if parts.username is not None or parts.password is not None:
        raise UrlRefused("has_credentials", url)
    if not host or port == 0:
        raise UrlRefused("not_an_address", url)
    written = _as_address(host)
    if written is not None:
        _refuse_inside(written, url, is_allowed=host in allowed_hosts)
    return parts


def is_allowed_inside(url: str) -> bool:
    """Say whether an address is of a host inside that the operator allows (HEDERSSAK_ALLOW_PRIVATE_HOSTS)."""
    try:
        return _host(urlsplit(url)) in settings.ALLOW_PRIVATE_HOSTS
    except ValueError:
        return False


def by_dns(host: str, port: int) -> list[str]:
    """Return every IP address that a name means, as the operating system resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def is_outside(address: Address) -> bool:
    """Say whether an IP address belongs to the open internet, seen through the ways of writing IPv4 into IPv6."""
    inner = _inner(address)
    return inner.is_global and not inner.is_multicast and not inner.is_reserved


def _refuse_inside(address: Address, url: str, *, is_allowed: bool) -> None:
    if is_outside(address) or (is_allowed and not _inner(address).is_link_local):
        return
    raise UrlRefused("inside", url)


def _inner(address: Address) -> Address:
    """Return the IPv4 address that is written into an IPv6 address, or the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in NAT64 or (address in COMPATIBLE and int(address) > 0xFFFF):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").rstrip(".")


def _as_address(host: str) -> Address | None:
    """Return the address that a host is in itself; the old spellings too: 127.1, 2130706433, 0x7f000001, 0177.0.0.1."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None
