"""A code is drawn so that a camera finds it: its three corners, its margin, and nothing twice."""

from __future__ import annotations

import re

import pytest

from hederssak.lib.qr import QUIET, qr_code

ADDRESS = "https://sales.example.com/sales-meetings/01a204fa-36bc-74a9-ac07-db918e2aeb0c/here/"
RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def dark(text: str) -> tuple[int, set[tuple[int, int]]]:
    """Return how wide a text's code is, and its dark modules."""
    code = qr_code(text)
    runs = [tuple(map(int, run)) for run in RUN.findall(code.path)]
    assert all(wide == back for _x, _y, wide, back in runs)
    modules = [(x + step, y) for x, y, wide, _back in runs for step in range(wide)]
    assert len(modules) == len(set(modules))
    return code.size, set(modules)


@pytest.mark.parametrize("text", ["A", ADDRESS, ADDRESS * 4])
def test_three_corners_are_marked_and_the_margin_is_empty(text: str) -> None:
    size, modules = dark(text)
    far = size - QUIET - 7
    for left, top in ((QUIET, QUIET), (far, QUIET), (QUIET, far)):
        ring = {(left + step, top) for step in range(7)} | {(left, top + step) for step in range(7)}
        assert ring <= modules
        assert (left + 1, top + 1) not in modules
    assert all(QUIET <= one < size - QUIET for module in modules for one in module)


def test_another_text_is_another_code() -> None:
    assert qr_code(ADDRESS) != qr_code(ADDRESS.replace("here", "room"))
    assert qr_code(ADDRESS) == qr_code(ADDRESS)
