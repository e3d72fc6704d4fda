"""Addresses of pages, for whoever is no page: `reverse` reads every address of the house, and imports all pages for it.

That takes a second, which a job or a command has no need to spend on one link: only the addresses of the page's own
room are read. A list has hundreds of records, and working out each address anew takes as long as its query.
"""

import uuid
from functools import lru_cache

from django.urls import NoReverseMatch, URLResolver, get_resolver, get_script_prefix, reverse

NOBODY = uuid.UUID(int=0)


def page(route: str, *arguments: object) -> str:
    """Return the address of a page of a room (`org:people`), as Django's `reverse` would."""
    name, _, inner = route.partition(":")
    rooms = (part for part in get_resolver().url_patterns if isinstance(part, URLResolver))
    room = next((part for part in rooms if part.namespace == name), None)
    if room is None:
        raise NoReverseMatch(route)
    within = reverse(inner, urlconf=str(room.urlconf_name), args=arguments).removeprefix(get_script_prefix())
    return f"{get_script_prefix()}{room.pattern}{within}"


def address_of(route: str, pk: uuid.UUID | str, *after: str) -> str:
    """Return the address of a record's page; `after` are the route's arguments after the identifier."""
    head, tail = _around(route, after)
    return f"{head}{pk}{tail}"


@lru_cache(maxsize=256)
def place(route: str) -> str:
    """Return the address of a page that is no record's, kept by the process: each page's menu has a dozen of them."""
    return page(route)


@lru_cache(maxsize=256)
def _around(route: str, after: tuple[str, ...]) -> tuple[str, str]:
    """Return what stands before and after the identifier."""
    head, _, tail = page(route, NOBODY, *after).partition(str(NOBODY))
    return head, tail
