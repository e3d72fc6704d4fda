"""A distribution over an axis: how likely, how wide, and what it is held against."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from hederssak.lib.charts.axes import Axis, Scale, draw_x, finite, round_values
from hederssak.lib.charts.labels import Labels, Spot, text_width, wrap
from hederssak.lib.charts.lines import Point, Series
from hederssak.lib.charts.pen import SIZE, Anchor, Pen, polyline
from hederssak.lib.charts.spec import Chart, Flag, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve(Chart):
    """Density points (value, height), shaded between `low` and `high`.

    `low`, `middle` and `high` are usually P10, P50 and P90, each with its word; `flags` are goals and quotas with
    their chance in words; `others` are curves to compare with (drawn dashed, same height scale).
    """

    points: Sequence[Point] = ()
    low: Flag | None = None
    middle: Flag | None = None
    high: Flag | None = None
    flags: Sequence[Flag] = ()
    others: Sequence[Series] = ()
    x: Axis = field(default_factory=Axis)

    def is_empty(self) -> bool:
        """Say whether there are too few points for a curve."""
        return len(self.points) < 2

    def height(self, width: float) -> float:
        """Return the height at a width."""
        return round(min(300, 190 + width * 0.11)) + 18 * max(len(self.flags) - 1, 0)

    def paint(self, pen: Pen) -> None:
        """Draw the shade, the curves, then the flags from the ground up to their words."""
        ground, ceiling = pen.height - 30, 38 + 18 * len(self.flags)
        everything = [*self.points, *(p for other in self.others for p in other.points)]
        marks = [flag for flag in (self.low, self.middle, self.high, *self.flags) if flag]
        xs = finite([*(p[0] for p in everything), *(flag.at for flag in marks), *self.x.include])
        peak = max(finite(p[1] for p in everything))
        x = Scale(min(xs), max(*xs, min(xs) + 1e-9), 2, pen.width - 2)
        y = Scale(0, peak if peak > 0 else 1, ground, ceiling)
        labels = Labels(pen)
        fine = max(1, int(len(self.points) * 7 / pen.width))
        curve = [(x(px), y(py)) for px, py in (*self.points[:-1:fine], self.points[-1])]
        self._shade(pen, x, y, ground)
        for other in self.others:
            points = [(x(px), y(py)) for px, py in (*other.points[:-1:fine], *other.points[-1:])]
            pen.path(polyline(points), "dash", other.tone)
            labels.keep_off_line(points)
        pen.path(polyline(curve), "line", "accent")
        labels.keep_off_line(curve)
        pen.line(0, ground, pen.width, ground, "base")
        inner = [
            tick for tick in round_values(min(xs), max(xs), max(3, int(pen.width / 110))) if min(xs) <= tick <= max(xs)
        ]
        draw_x(labels, x, self.x.ticks or inner, self.x, pen.height - 8)
        self._words(pen, labels, x, ground)
        for other in self.others:
            self._name(labels, other, x, y)

    def _shade(self, pen: Pen, x: Scale, y: Scale, ground: float) -> None:
        """Fill under the curve between low and high."""
        if not (self.low and self.high):
            return
        low, high = self.low.at, self.high.at
        edges = [(value, _height_at(self.points, value)) for value in (low, high)]
        inside = [edges[0], *(p for p in self.points if low < p[0] < high), edges[1]]
        over = [(x(px), y(py)) for px, py in inside]
        pen.path(polyline([(over[0][0], ground), *over, (over[-1][0], ground)]) + "Z", "area", "accent")

    def _words(self, pen: Pen, labels: Labels, x: Scale, ground: float) -> None:
        """Raise a thin line to each word, the rightmost first and lowest, so that no line runs through a word."""
        if self.middle:
            place = x(self.middle.at)
            pen.line(place, ground, place, 26, "thin", "accent")
            labels.put(self.middle.label, [(place, 18, "middle")], tone="ink", strong=True)
            labels.keep_off_line([(place, 26), (place, ground)])
        above = [36 + 18 * i for i in reversed(range(len(self.flags)))]
        rows = [*above, *range(above[0] + 18 if above else 36, int(ground) - 8, 18)]
        for flag in sorted(self.flags, key=lambda flag: -flag.at):
            place, wide = x(flag.at), text_width(flag.label) + 8
            sides: list[tuple[float, bool]] = (
                [(8, True), (-8, False)] if place + wide < pen.width else [(-8, False), (8, True)]
            )
            spots: list[Spot] = [
                (place + shift, row, "start" if right else "end")
                for row in rows
                for shift, right in sides
                if (place + wide <= pen.width if right else place - wide >= 0)
            ]
            at = labels.put(flag.label, spots or [(place, row, "middle") for row in sorted(rows)], tone=flag.tone)
            top = at[1] + (-11 if spots else 5) if at else 40
            pen.line(place, ground, place, top, "thin", flag.tone)
            labels.keep_off_line([(place, top), (place, ground)])
        for edge, outer in ((self.low, -1), (self.high, 1)):
            if edge and edge.label and not self._within(edge, labels, x, ground):
                labels.put(edge.label, self._beside(edge, x, ground, outer), tone="accent")

    def _within(self, edge: Flag, labels: Labels, x: Scale, ground: float) -> bool:
        """Write the word of an edge in two lines in the middle of a shade too narrow for one; say whether it fits."""
        if not (self.low and self.high):
            return False
        left, right = x(self.low.at), x(self.high.at)
        lines = wrap(edge.label, right - left - 16)
        if len(lines) < 2 or any("…" in line for line in lines):
            return False
        first = ground - 10 - (SIZE + 4) * (len(lines) - 1)
        for down, line in enumerate(lines):
            labels.put(line, [((left + right) / 2, first + (SIZE + 4) * down, "middle")], tone="accent")
        return True

    def _beside(self, edge: Flag, x: Scale, ground: float, outer: int) -> list[Spot]:
        """Return where the word of an edge may stand: within the shade that it names, or else outside it."""
        at, wide = x(edge.at), text_width(edge.label) + 16
        room = x(self.high.at) - x(self.low.at) if self.low and self.high else 0.0
        inner: Anchor = "end" if outer > 0 else "start"
        away: Anchor = "start" if outer > 0 else "end"
        starts = [at, x(self.middle.at)] if self.middle else [at]
        inside: list[Spot] = [(one - 8 * outer, ground - 10, inner) for one in starts]
        outside: list[Spot] = [(at + 8 * outer, ground - 10 - up, away) for up in range(0, 90, 18)]
        if wide > room and self.high:
            outside += [(x(self.high.at) + 8, ground - 28 - up, "start") for up in range(0, 108, 18)]
        return [*inside, *outside] if wide <= room else outside

    def _name(self, labels: Labels, other: Series, x: Scale, y: Scale) -> None:
        """Write a compared curve's name at its peak, or down its outer side."""
        if not other.points:
            return
        top = max(other.points, key=lambda p: p[1])
        spots: list[Spot] = [(x(top[0]), y(top[1]) - 10, "middle")]
        after = [p for p in other.points if p[0] >= top[0]]
        spots += [(x(px) + 10, y(py) - 8, "start") for px, py in after[:: max(1, len(after) // 10)]]
        labels.put(other.name, spots, tone=other.tone)

    def table(self) -> Table:
        """Return the marked values; the height of a density says nothing in figures."""
        marks = [flag for flag in (self.low, self.middle, self.high, *self.flags) if flag]
        return Table(
            ["", self.x.name], [[flag.label, self.x.say(flag.at)] for flag in sorted(marks, key=lambda f: f.at)]
        )


def _height_at(points: Sequence[Point], value: float) -> float:
    """Return the curve's height at a value, straight between its points, 0 outside them."""
    for (x1, y1), (x2, y2) in pairwise(points):
        if x1 <= value <= x2:
            return y1 if x1 == x2 else y1 + (y2 - y1) * (value - x1) / (x2 - x1)
    return 0.0
