"""A file that can't be taken is refused by name, with its row, column and figures; nothing is read half."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.lib.sheets import Limits, SheetRefused, open_sheet
from hederssak.lib.sheets.refusals import FILE_CODES


def refusal(content: bytes, name: str = "file.csv", **options: object) -> SheetRefused:
    with pytest.raises(SheetRefused) as caught, open_sheet(io.BytesIO(content), name=name, **options) as sheet:
        list(sheet.rows())
    assert caught.value.code in FILE_CODES
    assert caught.value.file == name
    return caught.value


@pytest.mark.parametrize("content", [b"", b"\n\r\n  \t", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert refusal(content).code == "empty_file"


@pytest.mark.parametrize(
    ("content", "looks_like"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\x1f\x8b\x08rest", "gzip"),
        (b"SQLite format 3\x00", "sqlite"),
        (bytes(range(256)) * 20, ""),
    ],
)
def test_a_binary_file_is_refused_and_named_where_it_is_known(content: bytes, looks_like: str) -> None:
    refused = refusal(content)
    assert (refused.code, refused.figures["looks_like"]) == ("binary", looks_like)


@pytest.mark.parametrize(
    ("content", "looks_like"),
    [
        (b"<html><table><tr><td>Affar</td></tr></table>", "html"),
        (b"<?xml version='1.0'?><Workbook/>", "xml"),
        (b'{"deals": []}', "json"),
    ],
)
def test_a_web_page_named_xls_is_refused_as_what_it_is(content: bytes, looks_like: str) -> None:
    refused = refusal(content, name="report.xls")
    assert (refused.code, refused.figures["looks_like"]) == ("not_a_table", looks_like)


def test_utf8_with_a_stray_byte_is_refused_with_its_row() -> None:
    content = b"namn;ort\n" + "Åsele;Älvsbyn\n".encode() * 3 + b"L\xf6f;Ume\xe5\n"
    refused = refusal(content)
    assert (refused.code, refused.row, refused.figures["byte"]) == ("wrong_encoding", 5, 0xF6)


def test_a_chosen_encoding_that_does_not_fit_is_refused() -> None:
    refused = refusal("namn;ort\nÅsele;Umeå\n".encode("cp1252"), encoding="utf-8")
    assert (refused.code, refused.row) == ("wrong_encoding", 2)


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    assert refusal(b"a;b\n1;2\n", encoding="klingon").code == "wrong_encoding"


def test_a_header_without_rows_is_refused_with_its_row() -> None:
    refused = refusal(b"namn;belopp;datum\n;;\n")
    assert (refused.code, refused.row, refused.figures["columns"]) == ("no_rows", 1, 3)


def test_one_column_is_refused_with_its_name() -> None:
    refused = refusal("Företag\nÄngsholms Energi\n".encode())
    assert (refused.code, refused.column) == ("one_column", "Företag")


def test_too_many_columns_are_refused_with_the_limit() -> None:
    header = ";".join(f"f{n}" for n in range(2_001))
    refused = refusal(f"{header}\n{header}\n".encode())
    assert (refused.code, refused.figures) == ("too_many_columns", {"columns": 2_001, "limit": 2_000})


def test_a_quote_that_is_never_closed_is_refused_with_its_row() -> None:
    refused = refusal(b'namn;ort\nA;B\n"C;D\nE;F\n')
    assert (refused.code, refused.row) == ("unclosed_quote", 3)


def test_a_quote_that_swallows_a_large_file_is_refused_with_its_row() -> None:
    refused = refusal(b'namn;ort\nA;B\n"C;D\n' + b"E;F\n" * 60_000)
    assert (refused.code, refused.row) == ("cell_too_large", 3)


def test_a_line_without_an_end_is_refused_before_it_is_held() -> None:
    refused = refusal(b"a;b\n" + b"x" * 5_000_000, limits=Limits(line=2_000_000))
    assert (refused.code, refused.row) == ("line_too_long", 2)


def test_a_workbook_that_unpacks_too_large_is_refused_by_its_directory() -> None:
    refused = refusal(packed(b" " * 3_000_000), name="bomb.xlsx", limits=Limits(unpacked=1_000_000))
    assert (refused.code, refused.figures["limit"]) == ("unpacks_too_large", 1_000_000)


def test_a_directory_that_lies_about_the_size_is_found_out() -> None:
    lying = bytearray(packed(b" " * 3_000_000))
    struct.pack_into("<I", lying, lying.rfind(b"PK\x01\x02") + 24, 100)
    assert refusal(bytes(lying), name="liar.xlsx", limits=Limits(unpacked=1_000_000)).code in {
        "unpacks_too_large",
        "damaged",
    }


@pytest.mark.parametrize("cell", [b'<c r="XFD1048576"/>', b"<c r='XFD1048576'/>", b'<c s="1" r="XFD1048576" t="n"/>'])
def test_two_cells_far_apart_do_not_make_a_sheet_of_billions(cell: bytes) -> None:
    content = b'<sheetData><row r="1"><c r="A1"/></row><row r="1048576">' + cell + b"</row></sheetData>"
    refused = refusal(packed(content), name="far.xlsx")
    assert (refused.code, refused.figures["cells"]) == ("unpacks_too_large", 16_384 * 1_048_576)


def test_a_zip_file_of_another_kind_is_refused() -> None:
    refused = refusal(packed(b"...", path="word/document.xml"), name="letter.xlsx")
    assert (refused.code, refused.figures["looks_like"]) == ("binary", "docx")


def test_a_torn_workbook_is_refused() -> None:
    assert refusal(packed(b"..." * 1_000)[:200], name="torn.xlsx").code == "damaged"


def test_an_encrypted_workbook_is_refused() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    assert refusal(ole, name="secret.xlsx").code == "encrypted"


def packed(content: bytes, path: str = "xl/worksheets/sheet1.xml") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(path, content)
    return stream.getvalue()


BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(str.encode),
    st.text("a;,\t|\"'\r\n=1å\ufeff", max_size=120).flatmap(
        lambda text: st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]).map(
            lambda codec: text.encode(codec, "ignore")
        )
    ),
    st.binary(max_size=120).map(packed),
    st.binary(max_size=200).map(lambda content: b"PK\x03\x04" + content),
    st.binary(max_size=600).map(lambda content: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + content),
)


@given(BYTES)
def test_any_bytes_are_a_table_or_refused_by_name(content: bytes) -> None:
    code = ""
    try:
        with open_sheet(io.BytesIO(content), name="any") as sheet:
            width = len(sheet.header)
            assert all(len(row.values) == width for row in sheet.rows())
            assert len(set(sheet.header)) == width > 1
    except SheetRefused as refused:
        code = refused.code
    assert code == "" or code in FILE_CODES
