"""Addresses of the pages of many records: a list has hundreds, and working each out anew takes as long as its query.

Only the addresses of the record's own room are read for it. A page has read them all anyway; a job or a command that
writes links would import every page of the house first, which takes a second.
"""

import uuid
from functools import lru_cache

from django.urls import NoReverseMatch, URLResolver, get_resolver, get_script_prefix, reverse

NOBODY = uuid.UUID(int=0)


def address_of(route: str, pk: uuid.UUID | str, *after: str) -> str:
    """Return the address of a record's page; `after` are the route's arguments after the identifier."""
    head, tail = _around(route, after)
    return f"{head}{pk}{tail}"


@lru_cache(maxsize=256)
def _around(route: str, after: tuple[str, ...]) -> tuple[str, str]:
    """Return what stands before and after the identifier."""
    name, _, inner = route.partition(":")
    rooms = (part for part in get_resolver().url_patterns if isinstance(part, URLResolver))
    room = next((part for part in rooms if part.namespace == name), None)
    if room is None:
        raise NoReverseMatch(route)
    within = reverse(inner, urlconf=str(room.urlconf_name), args=[NOBODY, *after]).removeprefix(get_script_prefix())
    head, _, tail = f"{get_script_prefix()}{room.pattern}{within}".partition(str(NOBODY))
    return head, tail
