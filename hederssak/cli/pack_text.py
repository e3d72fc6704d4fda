"""A pack as plain text, to 100 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hederssak.salesmeetings import texts
from hederssak.salesmeetings.queries import Told
from hederssak.salesmeetings.queries.sheet import sheet

WIDTH = 100
INDENT = "  "


def pack_text(told: Told, *, is_live: bool, is_planned: bool = True) -> str:
    """Return the pack as text; `is_planned` says that the meeting itself is, and was not only taken to be."""
    paper = sheet(told, is_live=is_live)
    lines = [_apart(paper["head"], paper["standing"]), ""]
    said = [paper["opening"], paper["worth"], paper["gaps"], "" if is_planned else texts.not_planned(told.team)]
    for sentence in said:
        lines += textwrap.wrap(sentence, WIDTH)
    for part in paper["parts"]:
        lines += ["", _apart(part["name"].upper(), part["minutes"]), *_body(part)]
        for sub in part["subs"]:
            lines += ["", *textwrap.wrap(sub["name"], WIDTH), *_body(sub)]
    return "\n".join(lines)


def _body(part: Mapping[str, Any]) -> Iterator[str]:
    yield from textwrap.wrap(part["intro"], WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)
    yield from _rows(part["rows"])
    if part.get("rest"):
        yield INDENT + part["rest"]


def _rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        about = f" ({row['about']})" if row["about"] else ""
        yield _apart(f"{INDENT}{row['title']}{about}", row["figure"])
        for sentence in (row["says"], *row["more"]):
            yield from textwrap.wrap(sentence, WIDTH, initial_indent=INDENT * 3, subsequent_indent=INDENT * 3)


def _apart(left: str, right: str) -> str:
    """Return a line with words at both its ends; what is too long on the left is cut."""
    room = WIDTH - len(right) - (1 if right else 0)
    cut = left if len(left) <= room else left[: room - 1] + "…"
    return f"{cut}{right:>{WIDTH - len(cut)}}" if right else cut
