"""A distribution on a phone: each line that is drawn has its words, and the shade says what it is."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hederssak.lib import charts
from tests.lib.test_charts import assert_inside, said

BELL = [(value / 20, math.exp(-((value / 20 - 4) ** 2) / 0.7)) for value in range(40, 140)]
WORDS = (
    "viime neljännes 4,1 milj. kr · 5 kymmenestä",
    "kiintiö 4,4 milj. kr · 4 kymmenestä",
    "vaihe × arvo 6,6 milj. kr",
)
WITHIN = "8 kymmenestä päättyy tähän"


def bell(places: list[float]) -> charts.Curve:
    return charts.Curve(
        title="Yhtä todennäköisesti yli kuin alle 4,1 milj. kr.",
        points=BELL,
        low=charts.Flag(3.2, WITHIN, "accent"),
        middle=charts.Flag(4.1, "Keskikohta 4,1 milj. kr", "ink"),
        high=charts.Flag(5.1, "", "accent"),
        flags=[charts.Flag(at, words) for at, words in zip(places, WORDS, strict=False)],
    )


@settings(max_examples=60)
@given(st.lists(st.floats(2, 7), max_size=3), st.sampled_from((344, 500, 740, 1080)))
def test_no_line_stands_without_its_words(places: list[float], width: float) -> None:
    svg = charts.draw_alone(bell(places), width=width, alone=False)
    for words in WORDS[: len(places)]:
        assert words in said(svg)
    assert_inside(svg)


@pytest.mark.parametrize(("width", "lines"), [(344, ["8 kymmenestä", "päättyy tähän"]), (1080, [WITHIN])])
def test_a_narrow_shade_says_what_it_is_in_two_lines(width: float, lines: list[str]) -> None:
    svg = charts.draw_alone(bell([]), width=width, alone=False)
    assert [words for words in said(svg) if words in WITHIN] == lines
