"""Tickets: which channels a page may listen to, signed, so that the live process needs neither database nor Django."""

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass

LIFETIME_SECONDS = 900
"""How long a ticket lets one in. Whoever is in may stay; whoever comes back brings a new one."""


class BadTicket(Exception):
    """The ticket is not ours, or too old."""


@dataclass(frozen=True)
class Ticket:
    """What its bearer may hear: the channels, from pages of this origin, made at this second of the epoch."""

    channels: tuple[str, ...]
    origin: str
    made_at: float


def key_from(secret: str) -> str:
    """Return the key that web, worker and live process share, 64 hexadecimal digits.

    It is derived from the installation's secret key, so that the live process never holds that one.
    """
    return hmac.new(secret.encode(), b"hederssak.live", hashlib.sha256).hexdigest()


def word_from(key: str) -> str:
    """Return the word by which our own processes are known when they tell something; no ticket gives it away."""
    return hmac.new(key.encode(), b"tell", hashlib.sha256).hexdigest()


def write_ticket(channels: Sequence[str], *, origin: str, key: str, made_at: float) -> str:
    """Return a ticket as text that can stand in an address."""
    said = json.dumps([list(channels), origin, round(made_at, 3)], separators=(",", ":")).encode()
    return f"{_text(said)}.{_text(_signature(said, key))}"


def read_ticket(text: str, *, key: str, at: float) -> Ticket:
    """Return what a ticket says at this second of the epoch; raise `BadTicket` when it is not ours or too old."""
    try:
        said, signature = (base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in text.split("."))
    except ValueError as error:
        raise BadTicket("not a ticket") from error
    if not hmac.compare_digest(signature, _signature(said, key)):
        raise BadTicket("not signed by us")
    channels, origin, made_at = json.loads(said)
    if not -LIFETIME_SECONDS < at - made_at < LIFETIME_SECONDS:
        raise BadTicket("too old")
    return Ticket(tuple(channels), origin, made_at)


def _signature(said: bytes, key: str) -> bytes:
    return hmac.new(key.encode(), b"ticket:" + said, hashlib.sha256).digest()


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
