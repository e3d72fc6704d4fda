"""Where words go in a drawing: beside what they name, inside the frame, and never on each other."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from hederssak.lib.charts.pen import SIZE, Anchor, Pen, Tone

_NARROW = frozenset("fijlrtI.,:;'|!()[]·- \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
_WIDE = frozenset("mwMW%@…ÅÄÖ\N{EN DASH}\N{EM DASH}")

Spot = tuple[float, float, Anchor]
Box = tuple[float, float, float, float]
"""What a word or a shape covers: left, top, right, bottom."""


@lru_cache(maxsize=4096)
def text_width(words: str, *, strong: bool = False) -> float:
    """Return about how wide the words are; a little too wide rather than too narrow, whatever the reader's font."""
    ems = sum(0.32 if c in _NARROW else 0.84 if c in _WIDE else 0.68 if c.isupper() else 0.58 for c in words)
    return ems * SIZE * (1.06 if strong else 1.0)


def shorten(words: str, room: float, *, strong: bool = False) -> str:
    """Return the words, cut with an ellipsis if they are wider than `room`."""
    if text_width(words, strong=strong) <= room:
        return words
    while words and text_width(words + "…", strong=strong) > room:
        words = words[:-1]
    return words.rstrip() + "…" if words else ""


def wrap(words: str, room: float, lines: int = 2, *, strong: bool = False) -> list[str]:
    """Return the words in as few lines as hold them, `lines` at most; what is too wide for its line is cut."""
    left, found = words.split(), list[str]()
    while left and len(found) < lines - 1:
        line = left.pop(0)
        while left and text_width(f"{line} {left[0]}", strong=strong) <= room:
            line = f"{line} {left.pop(0)}"
        found.append(shorten(line, room, strong=strong))
    return [*found, shorten(" ".join(left), room, strong=strong)] if left else found


def meets(box: Box, others: Iterable[Box]) -> bool:
    """Say whether a box covers a part of any other."""
    left, top, right, bottom = box
    return any(left < x2 and x1 < right and top < y2 and y1 < bottom for x1, y1, x2, y2 in others)


def around(x: float, y: float, gap: float = 9) -> Iterator[Spot]:
    """Yield the places beside a point in the order in which a reader would look for its name."""
    for away in (0, SIZE + 4, 2 * (SIZE + 4)):
        yield x, y - gap - away, "middle"
        yield x + gap, y + 4 - away, "start"
        yield x - gap, y + 4 - away, "end"
        yield x, y + gap + SIZE - 2 + away, "middle"
        yield x + gap, y + 4 + away, "start"
        yield x - gap, y + 4 + away, "end"


class Labels:
    """Puts words into a drawing; remembers what is taken."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.lines: list[Box] = []
        self.words: list[Box] = []

    def keep_off(self, x: float, y: float, reach: float = 3) -> None:
        """Keep words off a point of a line or a dot."""
        self.lines.append((x - reach, y - reach, x + reach, y + reach))

    def keep_off_line(self, points: Sequence[tuple[float, float]], *, step: bool = False) -> None:
        """Keep words off a line; a long one is looked at every few points."""
        every = max(1, len(points) // 48)
        corners = [*points[:-1:every], points[-1]] if points else []
        if step:
            corners = [corner for (_, y), (x, end) in pairwise(corners) for corner in ((x, y), (x, end))]
            corners = [*points[:1], *corners]
        for (x1, y1), (x2, y2) in pairwise(corners):
            pieces = 1 + int(min(abs(x2 - x1), abs(y2 - y1)) / 12)
            for i in range(pieces):
                xs = sorted((x1 + (x2 - x1) * i / pieces, x1 + (x2 - x1) * (i + 1) / pieces))
                ys = sorted((y1 + (y2 - y1) * i / pieces, y1 + (y2 - y1) * (i + 1) / pieces))
                self.lines.append((xs[0] - 2, ys[0] - 2, xs[1] + 2, ys[1] + 2))

    def put(
        self, words: str, spots: Iterable[Spot], *, tone: Tone = "dim", strong: bool = False, room: float = 0
    ) -> Spot | None:
        """Write the words at the first spot where they touch nothing; return it, or None if there is none.

        Where every spot touches a line but one touches no other words, they stand over the line, which is blanked.
        Words too wide for the drawing, or for `room` units if given, are cut. A spot over the edge is moved in.
        """
        words = shorten(words, min(room or self.pen.width, self.pen.width), strong=strong)
        width = text_width(words, strong=strong)
        over: tuple[Spot, Box] | None = None
        for x, y, anchor in spots:
            left = x - (0 if anchor == "start" else width if anchor == "end" else width / 2)
            left = min(max(left, 0.0), self.pen.width - width)
            top = min(max(y - SIZE, 0.0), self.pen.height - SIZE - 4)
            box = (left - 3, top, left + width + 3, top + SIZE + 4)
            if meets(box, self.words):
                continue
            at = left + (0 if anchor == "start" else width if anchor == "end" else width / 2)
            over = over or ((at, top + SIZE, anchor), box)
            if not meets(box, self.lines):
                over = ((at, top + SIZE, anchor), box)
                break
        if over:
            (x, y, anchor), box = over
            self.pen.text(x, y, words, tone=tone, anchor=anchor, strong=strong, blank=meets(box, self.lines))
            self.words.append(box)
        return over[0] if over else None
