"""Text files are read whatever their encoding, delimiter and line ends, and say what was put right."""

from __future__ import annotations

import csv
import io
import tracemalloc
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.lib.sheets import Sheet, fingerprint, open_sheet
from hederssak.lib.sheets.escaping import unescape

FILES = Path(__file__).parent / "files"
TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\ufeff", exclude_categories=("Cs", "Cc")), max_size=12
)


def read(content: bytes | str, name: str = "file.csv", **options: str) -> Sheet:
    return open_sheet(io.BytesIO(content.encode() if isinstance(content, str) else content), name=name, **options)


def test_a_swedish_file_in_the_windows_code_page_is_read_with_its_letters() -> None:
    with open_sheet(FILES / "lime_affarer.csv") as sheet:
        rows = sheet.sample()
    assert (sheet.encoding, sheet.delimiter) == ("cp1252", ";")
    assert rows[0].values[1] == "Ängsholms Energi AB"
    assert rows[1].values[0] == 'Reservkraft "Norra"'
    assert [note.code for note in sheet.notes] == ["encoding_guessed"]


def test_a_byte_order_mark_is_no_part_of_the_first_header() -> None:
    with open_sheet(FILES / "hubspot_kaupat.csv") as sheet:
        assert sheet.header[0] == "Tietueen tunnus"
        assert (sheet.encoding, sheet.delimiter) == ("utf-8", ",")


def test_a_line_break_inside_quotes_stays_in_its_cell_and_rows_count_as_in_a_spreadsheet() -> None:
    with open_sheet(FILES / "hubspot_kaupat.csv") as sheet:
        last = sheet.sample()[-1]
    assert last.values[1] == "Vara-\nvoima"
    assert last.number == 4


def test_two_bytes_a_letter_and_tabs_are_read() -> None:
    with open_sheet(FILES / "superoffice_forsaljning.csv") as sheet:
        assert (sheet.encoding, sheet.delimiter) == ("utf-16", "\t")
        assert sheet.sample()[0].values[6] == "880.000,00"


def test_titles_and_empty_lines_above_the_header_are_passed_over_and_said() -> None:
    with open_sheet(FILES / "dynamics_opportunities.csv") as sheet:
        assert sheet.header[1] == "Topic"
        assert sheet.header_row == 4
        assert [row.number for row in sheet.rows()] == [5, 6]
        assert ("header_below", {"row": 4}) in [(note.code, note.figures) for note in sheet.notes]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_a_line_end(end: str) -> None:
    sheet = read(end.join(["a;b", "1;2", "3;4"]))
    assert [row.values for row in sheet.rows()] == [("1", "2"), ("3", "4")]


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850"]
)
def test_swedish_letters_survive_every_usual_encoding(codec: str) -> None:
    text = "Företag;Säljare;Ort\n" + "Ängsholms Energi;Åke Öqvist;Älvdalsåsen\n" * 40
    rows = list(read(text.encode(codec)).rows())
    assert rows[0].values == ("Ängsholms Energi", "Åke Öqvist", "Älvdalsåsen")


def test_letters_made_of_two_signs_become_one() -> None:
    sheet = read("Fo\u0308retag;b\nA\u030asele;2\n")
    assert sheet.header[0] == "Företag"
    assert next(sheet.rows()).values[0] == "Åsele"


def test_a_line_that_names_the_delimiter_is_obeyed() -> None:
    sheet = read("sep=|\na|b;c\n1|2;3\n")
    assert sheet.header == ("a", "b;c")
    assert next(sheet.rows()).values == ("1", "2;3")


def test_commas_in_amounts_do_not_part_columns_of_a_semicolon_file() -> None:
    lines = ["namn;belopp;datum", *(f"Affär {n};{n},50;2026-01-{n:02d}" for n in range(1, 20))]
    assert read("\n".join(lines)).delimiter == ";"


def test_equal_headers_are_made_different_and_said() -> None:
    sheet = read("Belopp;Belopp;\n1;2;x\n")
    assert sheet.header == ("Belopp", "Belopp (2)", "[C]")
    assert {note.code for note in sheet.notes} == {"duplicate_header", "unnamed_column"}


def test_a_star_that_marks_a_required_column_stays_in_the_header() -> None:
    assert read("Deal - Title*,Organization*\na,b\n").header == ("Deal - Title*", "Organization*")


def test_empty_rows_are_passed_over_and_short_ones_filled() -> None:
    sheet = read("a;b;c\n\n;;\n1;2\n")
    assert [(row.number, row.values, row.problem) for row in sheet.rows()] == [(4, ("1", "2", ""), "")]


def test_cells_beyond_the_header_are_a_problem_of_their_row_alone() -> None:
    lines = ["a;b;c", *["1;2;3"] * 60, "1;2;3;4", "tack för idag", "1;2;3;;"]
    problems = [row.problem for row in read("\n".join(lines)).rows()]
    assert problems[-3:] == ["too_many_cells", "too_few_cells", ""]
    assert not any(problems[:-3])


def test_seven_hundred_columns_are_read() -> None:
    header = ";".join(f"Fält {n}" for n in range(700))
    sheet = read(f"{header}\n{';'.join(map(str, range(700)))}\n")
    assert len(sheet.header) == 700
    assert next(sheet.rows()).values[699] == "699"


def test_rows_can_be_read_again_and_from_a_stream_that_cannot_go_back() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.rest = io.BytesIO(b"a;b\n1;2\n")

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a buffer is all that is asked for
            data = self.rest.read(len(buffer))
            buffer[: len(data)] = data
            return len(data)

    with open_sheet(io.BufferedReader(Pipe()), name="pipe") as sheet:
        assert [list(sheet.rows()), list(sheet.rows())] == [[(2, ("1", "2"), "")]] * 2


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    line = "Ställverk;Ängsholms Energi AB;1 250 000,50;2026-11-30;" + "x" * 60 + "\n"
    path.write_text("namn;företag;värde;datum;text\n" + line * 60_000, encoding="utf-8")
    tracemalloc.start()
    with open_sheet(path) as sheet:
        count = sum(1 for _ in sheet.rows())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60_000
    assert peak < 6_000_000 < path.stat().st_size


def test_a_fingerprint_changes_with_any_cell() -> None:
    assert len({fingerprint(cells) for cells in (("a", "b"), ("ab", ""), ("", "ab"), ("a", "c"))}) == 4
    assert fingerprint(("a", "b")) == fingerprint(["a", "b"])


@given(
    rows=st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=8),
    delimiter=st.sampled_from(";,\t|"),
    end=st.sampled_from(["\n", "\r\n"]),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_written_is_read(rows: list[list[str]], delimiter: str, end: str, codec: str) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([["namn", "ort", "land"], *rows])
    filled = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return
    sheet = read(text.getvalue().encode(codec), delimiter=delimiter)
    nfc = [tuple(_as_read(cell) for cell in row) for row in filled]
    assert [row.values for row in sheet.rows()] == nfc


def _as_read(cell: str) -> str:
    return unescape(normalize("NFC", cell))
