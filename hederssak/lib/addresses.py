"""Addresses of the pages of many records: a list has hundreds, and working each out anew takes as long as its query."""

import uuid
from functools import lru_cache

from django.urls import reverse

NOBODY = uuid.UUID(int=0)


def address_of(route: str, pk: uuid.UUID | str, *after: str) -> str:
    """Return the address of a record's page; `after` are the route's arguments after the identifier."""
    head, tail = _around(route, after)
    return f"{head}{pk}{tail}"


@lru_cache(maxsize=256)
def _around(route: str, after: tuple[str, ...]) -> tuple[str, str]:
    """Return what stands before and after the identifier."""
    head, _, tail = reverse(route, args=[NOBODY, *after]).partition(str(NOBODY))
    return head, tail
