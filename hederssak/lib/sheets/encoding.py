"""In which encoding a text file stands, found by reading all of it once.

The rule: a byte order mark, else strict UTF-8, else Windows' western code page. Where the bytes spell far more
Nordic letters in an old Macintosh or DOS code page, that one is taken. General detectors took Swedish for other
languages.
"""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hederssak.lib.sheets.refusals import SheetRefused
from hederssak.lib.sheets.sniff import bom_of, wide_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hederssak.lib.sheets.source import Limits, Source

CHUNK = 1 << 20
NORDIC = "åäöÅÄÖéÉüÜøØæÆ"
OLD = ("cp1252", "mac_roman", "cp850")
_ASCII = bytes(range(128))


@dataclass(frozen=True)
class Survey:
    """What one reading of a text file showed."""

    codec: str
    encoding: str
    guessed: bool
    lines: int


class _Undecodable(Exception):
    def __init__(self, line: int, byte: int, *, after_letters: bool) -> None:
        super().__init__(line, byte)
        self.line = line
        self.byte = byte
        self.after_letters = after_letters


def survey(source: Source, limits: Limits, given: str | None = None) -> Survey:
    """Find the encoding and count the lines; bounded memory, about 0.3 s for 200 MB.

    Raises:
        SheetRefused: wrong_encoding, with the row of the first byte that doesn't fit; line_too_long.
    """
    head = source.head()
    named = _chosen(given, head, source) or bom_of(head) or wide_order(head)
    try:
        lines = _read_through(source, named or "utf-8", limits)
    except _Undecodable as error:
        if named or error.after_letters:
            raise _refusal(source, named or "utf-8", error) from None
        return _western(source, limits)
    codec = named or "utf-8"
    return Survey(codec=codec, encoding=_plain_name(codec), guessed=False, lines=lines)


def _chosen(given: str | None, head: bytes, source: Source) -> str:
    """Give the codec for an encoding that a person chose, or ""."""
    if not given:
        return ""
    try:
        codec = codecs.lookup(given).name
        "".encode(codec)
    except (LookupError, UnicodeError) as error:
        raise SheetRefused("wrong_encoding", file=source.name, encoding=given) from error
    return "utf-8-sig" if codec == "utf-8" and bom_of(head) == "utf-8-sig" else codec


def _plain_name(codec: str) -> str:
    return "utf-8" if codec == "utf-8-sig" else codec


def _refusal(source: Source, codec: str, error: _Undecodable) -> SheetRefused:
    encoding = _plain_name(codec)
    return SheetRefused("wrong_encoding", file=source.name, row=error.line, encoding=encoding, byte=error.byte)


def _chunks(source: Source) -> Iterator[bytes]:
    with source.open() as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _read_through(source: Source, codec: str, limits: Limits) -> int:
    """Decode all of it strictly and give the number of lines."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    lines, plain, unbroken, letters, last = 0, codec in {"utf-8", "cp1252"}, 0, False, b""
    for chunk in _chunks(source):
        if not (plain and chunk.isascii() and not decoder.getstate()[0]):
            _decode(decoder, chunk, lines=lines, letters=letters)
            letters = letters or not chunk.isascii()
        breaks = chunk.count(b"\n") or chunk.count(b"\r")
        lines += breaks
        unbroken = 0 if breaks else unbroken + len(chunk)
        if unbroken > limits.line:
            raise SheetRefused("line_too_long", file=source.name, row=lines + 1, limit=limits.line)
        last = chunk[-2:]
    _decode(decoder, b"", lines=lines, letters=letters, final=True)
    return lines + (not last.strip(b"\x00").endswith((b"\n", b"\r")))


def _decode(
    decoder: codecs.IncrementalDecoder, chunk: bytes, *, lines: int, letters: bool, final: bool = False
) -> None:
    pending = decoder.getstate()[0]
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError as error:
        whole = pending + chunk
        before = whole[: error.start]
        byte = whole[error.start] if error.start < len(whole) else 0
        line = lines + (before.count(b"\n") or before.count(b"\r")) + 1
        raise _Undecodable(line, byte, after_letters=letters or not before.isascii()) from None


def _western(source: Source, limits: Limits) -> Survey:
    """Choose among the one-byte code pages by how many Nordic letters the bytes spell in each."""
    tally: Counter[int] = Counter()
    for chunk in _chunks(source):
        tally.update(chunk.translate(None, delete=_ASCII))
    scores = {codec: sum(tally[letter.encode(codec)[0]] for letter in NORDIC) for codec in OLD}
    best = max(OLD, key=lambda codec: scores[codec])
    codec = best if scores[best] > 3 * scores["cp1252"] else "cp1252"
    try:
        lines = _read_through(source, codec, limits)
    except _Undecodable as error:
        raise _refusal(source, codec, error) from None
    return Survey(codec=codec, encoding=codec, guessed=True, lines=lines)
