"""Charts are well-formed, inside their frame, readable without seeing them, and honest when there is nothing."""

import math
import re
from collections.abc import Callable
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hederssak.lib import charts
from hederssak.lib.charts.labels import text_width
from hederssak.lib.charts.pen import SIZE

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
VALUES = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)
WIDTHS = (344, 500, 740, 1080)


def words(value: float) -> str:
    return f"{value:.0f}\N{NO-BREAK SPACE}tkr"


def bell(middle: float, spread: float) -> list[tuple[float, float]]:
    return [(2 + i / 20, math.exp(-(((2 + i / 20 - middle) / spread) ** 2))) for i in range(100)]


LINES = charts.Lines(
    title="Tre höjningar",
    step=True,
    series=[charts.Series("Värde", [(1, 210), (40, 240), (95, 230), (262, 640)])],
    bands=[charts.Band("80 %", [(1, 180, 300), (262, 400, 700)])],
    marks=[charts.Mark(40, 240, "offert"), charts.Mark(262, 640, "höjt två timmar före mötet", "broken")],
    flags=[charts.Flag(200, "säljmöte v. 38", "dim")],
    goals=[charts.Flag(600, "mål 600")],
    y=charts.Axis(name="TB", say=words),
)
BARS = charts.Bars(
    title="Två säljare",
    bars=[charts.Bar("Mikko", 740, before=560), charts.Bar("Anna", -20, note="1 affär"), charts.Bar("Jon", 0)],
    goals=[charts.Flag(400, "mål")],
)
UPRIGHT = charts.Bars(
    title="Sista veckan",
    upright=True,
    bars=[charts.Bar(f"v. {i}", i * 10) for i in range(40, 48)],
    goals=[charts.Flag(440, "eget mål")],
)
CURVE = charts.Curve(
    title="Mellan 3,3 och 5,0",
    points=bell(4.1, 0.66),
    low=charts.Flag(3.3, "80 %"),
    middle=charts.Flag(4.1, "troligast 4,1"),
    high=charts.Flag(5.0, ""),
    flags=[charts.Flag(4.4, "eget mål 4,4 · 4 av 10"), charts.Flag(5.2, "budget 5,2 · 1 av 20", "dim")],
    others=[charts.Series("steg gånger värde", bell(5.6, 0.75), "dim", dashed=True)],
)
GRID = charts.Grid(
    title="Två brott",
    columns=["v. 46", "v. 47"],
    rows=[
        charts.Row("Mikko", [["kept", "broken"], ["swapped"]], "två att ta igen", "broken"),
        charts.Row("Fyra till", ["8 av 8", "8 av 8"], quiet=True),
    ],
    words={"kept": "hållen", "broken": "bruten", "swapped": "bytt", "away": "frånvaro"},
)
FLOW = charts.Flow(
    title="Var tredje timme",
    nodes=[charts.Node("a", "Möten", 0), charts.Node("b", "Rätta", 1), charts.Node("c", "Oklara", 1)],
    links=[charts.Link("a", "b", 124), charts.Link("a", "c", 82)],
)
PEOPLE = charts.People(
    title="Ingen som beslutar",
    steps=["Behov", "Beslut"],
    people=[charts.Person("Riikka Salonen", "Driftchef", "för", 0, "for"), charts.Person("Bo Ek", stance="against")],
    nobody="vem?",
)
ALL: dict[str, charts.Chart] = {
    "lines": LINES,
    "bars": BARS,
    "upright": UPRIGHT,
    "curve": CURVE,
    "grid": GRID,
    "flow": FLOW,
    "people": PEOPLE,
}
EMPTY: dict[str, charts.Chart] = {
    "lines": charts.Lines(title="t", empty="Inget ännu"),
    "bars": charts.Bars(title="t", empty="Inget ännu"),
    "curve": charts.Curve(title="t", empty="Inget ännu", points=[(1, 1)]),
    "grid": charts.Grid(title="t", empty="Inget ännu"),
    "flow": charts.Flow(title="t", empty="Inget ännu"),
    "people": charts.People(title="t", empty="Inget ännu"),
}
every = pytest.mark.parametrize("chart", ALL.values(), ids=ALL.keys())


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 (our own drawing)


def said(svg: str) -> list[str]:
    """The words of a drawing; what is written twice to blank the ground counts once."""
    return [e.text or "" for e in parse(svg).iter() if e.tag.endswith("text") and "blank" not in e.get("class", "")]


def places(root: ET.Element) -> list[tuple[float, float]]:
    """Every point that the drawing names; relative strokes (the crosses and diamonds) by their start only."""
    found: list[tuple[float, float]] = []
    for e in root.iter():
        if e.tag.endswith(("circle", "text", "rect")):
            x, y = float(e.get("x") or e.get("cx") or 0), float(e.get("y") or e.get("cy") or 0)
            found += [(x, y), (x + float(e.get("width", 0)), y + float(e.get("height", 0)))][
                : 1 + e.tag.endswith("rect")
            ]
        elif e.tag.endswith("path"):
            at = (0.0, 0.0)
            for command, rest in re.findall(r"([MLHVCQ])([^A-Za-z]*)", (e.get("d") or "").split("l")[0]):
                numbers = [float(n) for n in NUMBER.findall(rest)]
                at = {"H": (numbers[0], at[1]), "V": (at[0], numbers[0])}.get(
                    command, (numbers[-2 % len(numbers)], numbers[-1])
                )
                found.append(at)
    return found


def assert_inside(svg: str) -> None:
    root = parse(svg)
    _, _, width, height = (float(n) for n in root.attrib["viewBox"].split())
    outside = [(x, y) for x, y in places(root) if not (-0.1 <= x <= width + 0.1 and -0.1 <= y <= height + 0.1)]
    assert not outside


def assert_words_apart(svg: str) -> None:
    boxes = []
    for e in parse(svg).iter():
        if e.tag.endswith("text") and "blank" not in e.get("class", ""):
            wide = text_width(e.text or "", strong="strong" in e.get("class", ""))
            x, y = float(e.attrib["x"]), float(e.attrib["y"])
            left = x - {"middle": wide / 2, "end": wide}.get(e.get("text-anchor", ""), 0)
            boxes.append((left, y - SIZE + 2, left + wide, y + 2, e.text))
    for one, two in combinations(boxes, 2):
        apart = one[2] <= two[0] + 0.2 or two[2] <= one[0] + 0.2 or one[3] <= two[1] or two[3] <= one[1]
        assert apart, (one, two)


@every
@pytest.mark.parametrize("width", WIDTHS)
def test_every_chart_is_well_formed_inside_its_frame_and_its_words_stand_apart(chart: charts.Chart, width: int) -> None:
    svg = charts.draw_alone(chart, width=width, alone=False)
    assert_inside(svg)
    assert_words_apart(svg)


@every
def test_a_drawing_for_a_page_has_no_styles_of_its_own_and_says_its_finding_aloud(chart: charts.Chart) -> None:
    svg = charts.draw_alone(chart, alone=False)
    assert "style" not in svg
    assert 'fill="' not in svg
    assert parse(svg).attrib["aria-label"] == chart.title
    assert parse(svg).attrib["role"] == "img"


@every
def test_a_drawing_alone_carries_its_colours_and_no_classes(chart: charts.Chart) -> None:
    root = parse(charts.draw_alone(chart))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert all("class" not in e.attrib for e in root.iter())
    assert all("fill" in e.attrib for e in root.iter() if e is not root)


@every
def test_a_page_gets_the_widest_first_and_a_table_as_wide_as_its_head(chart: charts.Chart) -> None:
    drawing = charts.draw(chart)
    assert [name for name, _ in drawing.sizes] == ["page", "wide", "half", "phone"]
    assert drawing.table.rows
    assert {len(row) for row in drawing.table.rows} == {len(drawing.table.head)}


@pytest.mark.parametrize("chart", EMPTY.values(), ids=EMPTY.keys())
def test_nothing_to_draw_is_said_and_has_no_table(chart: charts.Chart) -> None:
    drawing = charts.draw(chart)
    assert said(drawing.sizes[0][1]) == ["Inget ännu"]
    assert not drawing.table.rows


HOSTILE = '<script>alert("&")</script>'


@pytest.mark.parametrize(
    "chart",
    [
        charts.Bars(title=HOSTILE, bars=[charts.Bar(HOSTILE, 1, note=HOSTILE)]),
        charts.Lines(title=HOSTILE, series=[charts.Series(HOSTILE, [(1, 2)])], y=charts.Axis(say=lambda _: HOSTILE)),
        charts.Grid(title=HOSTILE, columns=[HOSTILE], rows=[charts.Row(HOSTILE, [HOSTILE])]),
        charts.People(title=HOSTILE, steps=[HOSTILE], people=[charts.Person(HOSTILE)]),
    ],
)
def test_words_from_outside_stay_words(chart: charts.Chart) -> None:
    root = parse(charts.draw_alone(chart, width=1080, alone=False))
    assert root.attrib["aria-label"] == HOSTILE
    assert not [e for e in root.iter() if e.tag.endswith("script")]


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize(
    "make",
    [
        lambda v: charts.Bars(title="t", bars=[charts.Bar("a", v)]),
        lambda v: charts.Lines(title="t", series=[charts.Series("a", [(1, 1), (2, v)])]),
        lambda v: charts.Curve(title="t", points=[(1, 1), (2, v)]),
        lambda v: charts.Flow(title="t", nodes=FLOW.nodes, links=[*FLOW.links, charts.Link("a", "b", v)]),
    ],
)
def test_what_is_no_finite_number_is_refused(make: Callable[[float], charts.Chart], wrong: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        charts.draw(make(wrong))


def test_values_too_close_to_tell_apart_still_get_a_scale() -> None:
    chart = charts.Lines(title="t", series=[charts.Series("a", [(0, 5e-324), (1, 0), (2, 1e-300)])])
    assert_inside(charts.draw_alone(chart, alone=False))


@settings(max_examples=40, deadline=None)
@given(
    points=st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=40),
    width=st.sampled_from(WIDTHS),
    step=st.booleans(),
)
def test_any_line_lies_inside_its_frame(points: list[tuple[float, float]], width: int, step: bool) -> None:  # noqa: FBT001 (given by name)
    marks = [charts.Mark(x, y, "flyttad igen") for x, y in points[:5]]
    chart = charts.Lines(title="t", series=[charts.Series("a", sorted(points))], marks=marks, step=step)
    svg = charts.draw_alone(chart, width=width, alone=False)
    assert_inside(svg)
    assert_words_apart(svg)


@settings(max_examples=40, deadline=None)
@given(
    values=st.lists(VALUES, min_size=1, max_size=20),
    width=st.sampled_from(WIDTHS),
    upright=st.booleans(),
    label=st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=60),
)
def test_any_bars_lie_inside_their_frame(values: list[float], width: int, upright: bool, label: str) -> None:  # noqa: FBT001 (given by name)
    bars = [charts.Bar(label, value, before=-value) for value in values]
    assert_inside(charts.draw_alone(charts.Bars(title="t", bars=bars, upright=upright), width=width))


@settings(max_examples=40, deadline=None)
@given(
    points=st.lists(st.tuples(VALUES, st.floats(0, 1e6)), min_size=2, max_size=60, unique_by=lambda p: p[0]),
    flags=st.lists(VALUES, max_size=3),
    width=st.sampled_from(WIDTHS),
)
def test_any_curve_lies_inside_its_frame(points: list[tuple[float, float]], flags: list[float], width: int) -> None:
    chart = charts.Curve(
        title="t", points=sorted(points), flags=[charts.Flag(at, "eget mål · 4 av 10") for at in flags]
    )
    svg = charts.draw_alone(chart, width=width, alone=False)
    assert_inside(svg)
    assert_words_apart(svg)


@given(values=st.lists(st.one_of(st.none(), VALUES), max_size=60))
def test_any_sparkline_lies_inside_its_cell_and_marks_its_last_value(values: list[float | None]) -> None:
    svg = charts.spark(values)
    assert_inside(svg)
    assert svg.count("<circle") == any(value is not None for value in values)


@given(dates=st.lists(st.integers(1, 900_000), max_size=12), today=st.one_of(st.none(), st.integers(1, 900_000)))
def test_any_way_of_a_date_lies_inside_its_cell(dates: list[int], today: int | None) -> None:
    svg = charts.moves(dates, today=today)
    assert_inside(svg)
    assert svg.count("<circle") == len(dates)


def test_a_silent_picture_is_hidden_from_those_who_listen() -> None:
    assert parse(charts.spark([1, 2])).attrib["aria-hidden"] == "true"
    assert parse(charts.spark([1, 2], label="uppåt")).attrib["aria-label"] == "uppåt"


def test_a_close_date_that_comes_nearer_bends_under_the_line() -> None:
    def bend(svg: str) -> float:
        return float(re.findall(r"Q\S+ (\S+) ", svg)[0])

    assert bend(charts.moves([1, 50])) < bend(charts.moves([50, 1]))


def test_bars_start_at_zero_even_when_all_are_large() -> None:
    root = parse(charts.draw_alone(charts.Bars(title="t", bars=[charts.Bar("a", 900), charts.Bar("b", 1000)])))
    wide = [float(e.attrib["width"]) for e in root.iter() if e.tag.endswith("rect")]
    assert wide[0] / wide[1] == pytest.approx(0.9, abs=0.01)


def test_a_value_that_holds_is_drawn_as_a_step() -> None:
    def path(*, step: bool) -> str:
        chart: Any = charts.Lines(title="t", step=step, series=[charts.Series("a", [(1, 2), (2, 4)])])
        return charts.draw_alone(chart, alone=False)

    assert re.search(r'class="line accent" d="M\S+ \S+H\S+V', path(step=True))
    assert re.search(r'class="line accent" d="M\S+ [^HV"]+L', path(step=False))


def test_a_grid_explains_only_the_shapes_it_shows_and_counts_them_in_its_table() -> None:
    shown = said(charts.draw_alone(GRID, alone=False))
    assert "bruten" in shown
    assert "frånvaro" not in shown
    assert charts.draw(GRID).table.rows[0] == ["Mikko", "1 hållen, 1 bruten", "1 bytt", "två att ta igen"]


def test_a_flow_node_is_as_large_as_what_passes_through_it() -> None:
    assert FLOW.sizes() == {"a": 206, "b": 124, "c": 82}


def test_a_decision_step_without_anyone_asks_who() -> None:
    assert "vem?" in said(charts.draw_alone(PEOPLE, alone=False))
    assert charts.draw(PEOPLE).table.rows[-1] == ["Beslut", "vem?", ""]


def test_the_table_says_values_as_the_reader_does() -> None:
    assert charts.draw(LINES).table.rows[0][1] == "210\N{NO-BREAK SPACE}tkr"


def test_the_word_of_a_range_stands_inside_the_range() -> None:
    svg = dict(charts.draw(CURVE).sizes)["wide"]
    [word] = [e for e in parse(svg).iter() if e.tag.endswith("text") and e.text == "80 %"]
    shade = next(e for e in parse(svg).iter() if "area" in e.get("class", ""))
    left = float(shade.get("d", "").removeprefix("M").split()[0].split(",")[0])
    assert (float(word.get("x", "0")) > left, word.get("text-anchor", "start")) == (True, "start")
