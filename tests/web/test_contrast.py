"""Every ink is readable on every ground it may stand on, in light and in dark (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

import hederssak.web

TOKENS = Path(hederssak.web.__file__).parent / "static" / "web" / "tokens.css"
PAIRS = dict(
    re.findall(r"--([\w-]+): (light-dark\(#\w{6}, #\w{6}\));", TOKENS.read_text(encoding="utf-8")),
)
GROUNDS = ("paper", "card", "wash", "hush")
INKS = ("ink", "ink2", "ink3", "accent", "kept", "look", "broken")


def colour(name: str, theme: int) -> str:
    return str(re.findall(r"#(\w{6})", PAIRS[name])[theme])


def luminance(hexadecimal: str) -> float:
    parts = [int(hexadecimal[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_words_stand_out_four_and_a_half_to_one(ink: str, ground: str, theme: int) -> None:
    assert contrast(colour(ink, theme), colour(ground, theme)) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_edge_of_a_field_stands_out_three_to_one(ground: str, theme: int) -> None:
    assert contrast(colour("edge", theme), colour(ground, theme)) >= 3


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_words_of_a_primary_button_stand_out(theme: int) -> None:
    for ground in ("accent", "accent-deep"):
        assert contrast(colour("on-accent", theme), colour(ground, theme)) >= 4.5
