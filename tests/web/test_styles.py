"""The styles and the script keep the house's sizes, and nothing in the templates needs a weaker policy."""

import re
from pathlib import Path

import pytest

import hederssak.web

ROOM = Path(hederssak.web.__file__).parent
STYLES = sorted((ROOM / "static" / "web").glob("*.css"))
TEMPLATES = sorted(ROOM.parent.glob("*/templates/**/*.html"))
LAYERS = ("tokens", "base", "layout", "parts", "tables", "forms", "charts", "room", "pages", "print")


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_sheet_is_under_three_hundred_lines_and_all_in_a_layer(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert text.count("\n") < 300
    outside = re.sub(r"@layer [\w, ]+;", "", text)
    assert set(re.findall(r"^(\S.*?) ?\{", outside, flags=re.MULTILINE)) <= {f"@layer {name}" for name in LAYERS}
    assert text.count("{") == text.count("}")


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_every_property_that_is_used_is_given_somewhere(path: Path) -> None:
    given = set(re.findall(r"(--[\w-]+):", "".join(one.read_text(encoding="utf-8") for one in STYLES)))
    assert set(re.findall(r"var\((--[\w-]+)[,)]", path.read_text(encoding="utf-8"))) <= given


def test_the_script_is_under_two_hundred_lines() -> None:
    assert len((ROOM / "static" / "web" / "keys.js").read_text(encoding="utf-8").splitlines()) < 200


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-3:]))
def test_no_template_needs_inline_style_or_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(\ssrc=|type=\"application/json\"))", text)
