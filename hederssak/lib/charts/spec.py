"""What every chart has, and how a spec becomes drawings and a table."""

from dataclasses import dataclass, field
from typing import Final

from django.utils.safestring import SafeString

from hederssak.lib.charts.pen import Pen, Tone

WIDTHS: Final = (("page", 1080), ("wide", 740), ("half", 500), ("phone", 344))
"""The widths that a page carries; the figure's own width on the screen picks one (charts.css)."""

NARROW: Final = 560
"""Below this width names stand above what they name, not beside it."""


@dataclass(frozen=True, slots=True)
class Table:
    """The chart as a table for those who would rather read; every cell is said in the reader's language."""

    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Title: the finding, said by the caller. `empty` is what stands where there is nothing to draw."""

    title: str
    note: str = ""
    empty: str = "\N{EN DASH}"

    def is_empty(self) -> bool:
        """Say whether there is nothing to draw."""
        raise NotImplementedError

    def height(self, width: float) -> float:
        """Return the height that the drawing wants at a width."""
        return round(min(320, 160 + width * 0.16))

    def paint(self, pen: Pen) -> None:
        """Draw."""
        raise NotImplementedError

    def table(self) -> Table:
        """Return what is drawn, as words and figures."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with a word: what happened there."""

    x: float
    y: float
    label: str
    tone: Tone = "ink"


@dataclass(frozen=True, slots=True)
class Flag:
    """A value that something is held against (a goal, a quota, today), with its word."""

    at: float
    label: str
    tone: Tone = "look"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart drawn for a page: `sizes` holds (name, SVG) pairs, widest first. See web/parts/chart.html."""

    title: str
    note: str
    sizes: list[tuple[str, SafeString]]
    table: Table = field(default_factory=lambda: Table([], []))


def draw(chart: Chart) -> Drawing:
    """Draw a chart for a page, in its widths, with its table."""
    sizes = [(name, draw_alone(chart, width=width, alone=False)) for name, width in WIDTHS]
    table = Table([], []) if chart.is_empty() else chart.table()
    return Drawing(chart.title, chart.note, sizes, table)


def draw_alone(chart: Chart, *, width: float = 740, alone: bool = True) -> SafeString:
    """Draw a chart once. Alone, it carries its own colours (light), for a PDF, a picture or a mail."""
    if chart.is_empty():
        pen = Pen(width, 56, alone=alone)
        pen.line(0, 44, width, 44, "base")
        pen.text(0, 30, chart.empty)
    else:
        pen = Pen(width, chart.height(width), alone=alone)
        chart.paint(pen)
    return pen.svg(f"{chart.title} {chart.empty}" if chart.is_empty() else chart.title)
