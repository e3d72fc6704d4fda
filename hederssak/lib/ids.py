"""Identifiers that sort by the time they were made, so that indexes stay dense and pages can be cut by them."""

import uuid

import uuid_utils
from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """Return a fresh UUIDv7 (RFC 9562)."""
    return uuid7()


def new_key() -> str:
    """Return a fresh UUIDv7 as text, at a quarter of the cost: for rows that are written and not held."""
    return uuid_utils.uuid7().hex


CALENDAR_PRODUCT = "-//Hederssak//Hederssak//EN"
"""By what name we sign the calendars that we write (PRODID, RFC 5545 section 3.7.3)."""
