"""The two ways to colour a chart, by the page's styles and by attributes of its own, know the same kinds and tones."""

import re
from pathlib import Path

import pytest

import hederssak.web
from hederssak.lib.charts.pen import KINDS, TONES

STYLES = Path(hederssak.web.__file__).parent / "static" / "web"
CHARTS = (STYLES / "charts.css").read_text(encoding="utf-8")
TOKENS = (STYLES / "tokens.css").read_text(encoding="utf-8")
TOKEN_OF = {"dim": "ink2", "faint": "edge"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_stroke_stands_in_the_styles(kind: str) -> None:
    assert f".drawing .{kind} {{" in CHARTS


@pytest.mark.parametrize("tone", [tone for tone in TONES if tone != "paper"])
def test_a_tone_alone_is_the_light_one_of_the_page(tone: str) -> None:
    token = TOKEN_OF.get(tone, tone)
    assert f".drawing .{tone} {{ --tone: var(--{token}); }}" in CHARTS
    light = re.search(rf"--{token}: light-dark\((#\w{{6}}),", TOKENS)
    assert light
    assert light[1] == TONES[tone]  # type: ignore[index]  # parametrized from the same dictionary
