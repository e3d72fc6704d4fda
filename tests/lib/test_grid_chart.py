"""Weeks by people on a phone: a cell's words are never cut, what it says shorter takes their place."""

import pytest

from hederssak.lib import charts

WEEKS = [f"v. {week}" for week in range(40, 50)]


def drawn(width: float) -> str:
    row = charts.Row("Tre till håller sina", ["6 av 6"] * 9 + [""], quiet=True, brief=["6/6"] * 9 + [""])
    return charts.draw_alone(charts.Grid(title="Två brott", columns=WEEKS, rows=[row]), width=width, alone=False)


@pytest.mark.parametrize(("width", "said"), [(1080, "6 av 6"), (340, "6/6")])
def test_a_cell_says_what_its_column_has_room_for(width: float, said: str) -> None:
    svg = drawn(width)
    assert svg.count(f">{said}<") >= 9
    assert "…" not in svg


def test_the_table_beneath_has_the_cells_in_full() -> None:
    row = charts.Row("Tre till", ["6 av 6"], brief=["6/6"])
    assert charts.Grid(title="t", columns=["v. 46"], rows=[row]).table().rows == [["Tre till", "6 av 6", ""]]
