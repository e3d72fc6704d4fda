"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hederssak.lib.sheets.refusals import SheetRefused

if TYPE_CHECKING:
    from hederssak.lib.sheets.source import Source

BINARIES = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
    (b"\xfd7zXZ", "xz"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"PAR1", "parquet"),
)
MARKUP = (("<!doctype html", "html"), ("<html", "html"), ("<table", "html"), ("<?xml", "xml"), ("<", "xml"))
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = bytes(sorted(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1a\x1b")))
_MOST_CONTROL = 0.005


def kind_of(source: Source) -> str:
    """Say "csv", "zip" (a workbook, perhaps) or "ole" (an old workbook or an encrypted one).

    Raises:
        SheetRefused: empty_file, binary or not_a_table.
    """
    head = source.head()
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise SheetRefused("empty_file", file=source.name)
    if head.startswith(ZIP):
        return "zip"
    if head.startswith(OLE):
        return "ole"
    for magic, looks_like in BINARIES:
        if head.startswith(magic):
            raise SheetRefused("binary", file=source.name, looks_like=looks_like)
    if not bom_of(head) and not wide_order(head) and _is_binary(head):
        raise SheetRefused("binary", file=source.name, looks_like="")
    _refuse_markup(source.name, head)
    return "csv"


def bom_of(head: bytes) -> str:
    """Give the codec that a byte order mark names, or ""."""
    return next((codec for mark, codec in BOMS if head.startswith(mark)), "")


def wide_order(head: bytes) -> str:
    """Give "utf-16-le" or "utf-16-be" for text of two bytes a letter without a mark, or ""."""
    part = head[:4_000]
    even, odd = part[::2].count(0), part[1::2].count(0)
    half = max(len(part) // 2, 1)
    if odd / half > 0.4 and even / half < 0.05:
        return "utf-16-le"
    if even / half > 0.4 and odd / half < 0.05:
        return "utf-16-be"
    return ""


def _is_binary(head: bytes) -> bool:
    controls = len(head) - len(head.translate(None, delete=_CONTROL))
    return b"\x00" in head[:8_000] or controls / len(head) > _MOST_CONTROL


def _refuse_markup(name: str, head: bytes) -> None:
    text = head[:512].decode(bom_of(head) or wide_order(head) or "latin-1", errors="ignore").lstrip("\ufeffï»¿ \t\r\n")
    start = text[:64].lower()
    for opening, looks_like in MARKUP:
        if start.startswith(opening):
            raise SheetRefused("not_a_table", file=name, looks_like=looks_like)
    if start.startswith(("{", "[{", "[\n")):
        raise SheetRefused("not_a_table", file=name, looks_like="json")
