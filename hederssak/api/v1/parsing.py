"""What a program sends, as long as a database can hold it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.errors import HttpError
from ninja.parser import Parser


class PlainTextParser(Parser):
    """Reads bodies and queries, and refuses (400) text that no database takes: a NUL, or half of a surrogate pair."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Return the body; the library says 400 for what is raised here."""
        found = super().parse_body(request)
        if not is_plain(found):
            raise ValueError("a character that no database takes")
        return found

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Return the query, or what stands beside files."""
        found = super().parse_querydict(data, list_fields, request)
        if not is_plain(found):
            raise HttpError(400, "bad_characters")
        return found


def is_plain(value: Any) -> bool:
    """Say whether all text in plain values can be kept."""
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)
    if isinstance(value, dict):
        return all(is_plain(key) and is_plain(one) for key, one in value.items())
    return all(map(is_plain, value)) if isinstance(value, list) else True
