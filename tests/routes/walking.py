"""Finding every route of the URLconf, and its address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

Found = tuple[str, str]


def every_route() -> Iterator[Found]:
    """Yield the name and the written pattern of each route; one that nobody named is called by its pattern."""
    yield from _walk(get_resolver().url_patterns, "", "")


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, space: str) -> Iterator[Found]:
    for pattern in patterns:
        written = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, written, inner)
        elif pattern.name:
            yield space + pattern.name, written
        elif not _is_shadowed(written):
            yield written, written


def _is_shadowed(written: str) -> bool:
    """Say whether a nameless route without arguments is never reached, since a named one stands before it."""
    return "<" not in written and bool(resolve(f"/{written}").url_name)


def address(name: str, arguments: Mapping[str, Any]) -> str:
    """Return a route's address with its arguments filled in, and see that it leads to this route."""
    path = reverse(name, kwargs=dict(arguments))
    found = resolve(path)
    assert found.view_name == name, f"{path} leads to {found.view_name}, which stands before {name}"
    return path
