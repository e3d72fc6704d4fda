"""A pen that writes SVG: it knows kinds of strokes and tones, escapes every word and refuses what is no number."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from html import escape
from typing import Final, Literal

from django.utils.safestring import SafeString, mark_safe

Tone = Literal["ink", "dim", "faint", "accent", "kept", "look", "broken", "paper"]
Anchor = Literal["start", "middle", "end"]

SIZE: Final = 13
"""Height of the letters, in the drawing's own units."""

# Two ways to say how a shape looks. On a page: classes, so that charts.css follows the reader's light or dark.
# Alone (PDF, mail): attributes, here. tests/lib/test_charts_pen.py keeps every kind and tone in both.
TONES: Final[dict[Tone, str]] = {
    "ink": "#1B1C1A",
    "dim": "#5F5E58",
    "faint": "#8C8A81",
    "accent": "#1F4D78",
    "kept": "#2A724A",
    "look": "#8F5A08",
    "broken": "#AE3529",
    "paper": "#FFFFFF",
}
KINDS: Final[dict[str, str]] = {
    "line": 'fill="none" stroke="{}" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round"',
    "thin": 'fill="none" stroke="{}" stroke-width="1.5" stroke-linecap="round"',
    "dash": 'fill="none" stroke="{}" stroke-width="1.6" stroke-dasharray="5 5"',
    "area": 'fill="{}" fill-opacity="0.16"',
    "solid": 'fill="{}"',
    "dot": 'fill="{}"',
    "ring": 'fill="#FFFFFF" stroke="{}" stroke-width="2"',
    "cross": 'fill="none" stroke="{}" stroke-width="2.4" stroke-linecap="round"',
    "grid": 'fill="none" stroke="#E4E1D9" stroke-width="1"',
    "base": 'fill="none" stroke="#8C8A81" stroke-width="1"',
    "label": 'fill="{}"',
    "blank": 'fill="none" stroke="{}" stroke-width="4" stroke-linejoin="round"',
    "strong": 'fill="{}" font-weight="600"',
    "hit": 'fill="none"',
    "chosen": 'fill="#F1EFE9"',
}
FONTS: Final = "Inter, Segoe UI, Roboto, Helvetica Neue, Arial, Liberation Sans, sans-serif"


@lru_cache(maxsize=2048)
def number(value: float) -> str:
    """Return a coordinate with at most one decimal; raise ValueError for what is not a finite number."""
    text = f"{value:.1f}"
    if text[-1] not in "0123456789":
        raise ValueError(f"a drawing needs finite numbers, not {value}")
    return text.removesuffix(".0")


class Pen:
    """Collects the shapes of one drawing `width` by `height`."""

    def __init__(self, width: float, height: float, *, alone: bool = False) -> None:
        self.width, self.height, self.alone = width, height, alone
        self._parts: list[str] = []
        self._has_links = False

    def _look(self, kind: str, tone: Tone) -> str:
        if self.alone:
            return KINDS[kind].format(TONES[tone])
        return f'class="{kind} {tone}"'

    def path(self, points: str, kind: str, tone: Tone = "ink") -> None:
        """Draw a path whose `d` was written with `number` or `polyline`."""
        self._parts.append(f'<path {self._look(kind, tone)} d="{points}"/>')

    def line(self, x1: float, y1: float, x2: float, y2: float, kind: str, tone: Tone = "ink") -> None:
        """Draw a straight line."""
        self.path(f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}", kind, tone)

    def circle(self, x: float, y: float, radius: float, kind: str, tone: Tone = "ink") -> None:
        """Draw a circle."""
        look = self._look(kind, tone)
        self._parts.append(f'<circle {look} cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>')

    def box(self, x: float, y: float, width: float, height: float, kind: str, tone: Tone = "ink") -> None:
        """Draw a rectangle with corners just broken, as ink does."""
        size = f'width="{number(width)}" height="{number(height)}"'
        self._parts.append(f'<rect {self._look(kind, tone)} x="{number(x)}" y="{number(y)}" {size} rx="1.5"/>')

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        tone: Tone = "dim",
        anchor: Anchor = "start",
        strong: bool = False,
        blank: bool = False,
    ) -> None:
        """Write words with their baseline at `y`; `blank` clears the ground under them."""
        kind = "strong" if strong else "label"
        place = f'x="{number(x)}" y="{number(y)}"' + ("" if anchor == "start" else f' text-anchor="{anchor}"')
        if blank:
            self._parts.append(f"<text {self._look('blank', 'paper')} {place}>{escape(words)}</text>")
        self._parts.append(f"<text {self._look(kind, tone)} {place}>{escape(words)}</text>")

    @contextmanager
    def link(self, url: str, label: str, *, is_chosen: bool = False) -> Iterator[None]:
        """Make what is drawn inside a place to press, read aloud as `label`; alone, or without a url, nothing is."""
        is_link = bool(url) and not self.alone
        if is_link:
            current = ' aria-current="true"' if is_chosen else ""
            self._parts.append(f'<a href="{escape(url)}" aria-label="{escape(label)}"{current}>')
            self._has_links = True
        yield
        if is_link:
            self._parts.append("</a>")

    def svg(self, label: str) -> SafeString:
        """Return the drawing; `label` is what is read aloud, and an empty one makes it silent decoration."""
        width, height = number(self.width), number(self.height)
        role = "group" if self._has_links else "img"
        said = f'role="{role}" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
        more = f' font-family="{FONTS}"' if self.alone else ' class="drawing"'
        if self.alone:
            more = ' xmlns="http://www.w3.org/2000/svg"' + more
        head = f'<svg{more} viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-size="{SIZE}" {said}>'
        return mark_safe(head + "".join(self._parts) + "</svg>")  # noqa: S308 (the pen escaped every word)


def polyline(points: list[tuple[float, float]], *, step: bool = False) -> str:
    """Return the `d` of a line through the points; with `step` a value holds until the next one comes."""
    if not points:
        return ""
    (x, y), *rest = points
    parts = [f"M{number(x)} {number(y)}"]
    for x, y in rest:
        parts.append(f"H{number(x)}V{number(y)}" if step else f"L{number(x)} {number(y)}")
    return "".join(parts)
