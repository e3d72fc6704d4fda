"""Lines, steps and bands over an axis."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from hederssak.lib.charts.axes import Axis, Scale, draw_x, draw_y, finite, round_values, y_scale
from hederssak.lib.charts.labels import Labels, Spot, around, text_width
from hederssak.lib.charts.pen import SIZE, Anchor, Pen, Tone, polyline
from hederssak.lib.charts.spec import NARROW, Chart, Flag, Mark, Table

Point = tuple[float, float]
_SIDES: Final[tuple[tuple[float, Anchor], ...]] = ((0, "middle"), (8, "start"), (-8, "end"))


@dataclass(frozen=True, slots=True)
class Series:
    """A named line. With `dashed` it is told from the others without colour."""

    name: str
    points: Sequence[Point]
    tone: Tone = "accent"
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A named interval along x: (x, low, high)."""

    name: str
    points: Sequence[tuple[float, float, float]]
    tone: Tone = "accent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(Chart):
    """At most four lines. `step`: a value holds until the next. `flags` stand upright at an x, `goals` lie at a y."""

    series: Sequence[Series] = ()
    bands: Sequence[Band] = ()
    marks: Sequence[Mark] = ()
    flags: Sequence[Flag] = ()
    goals: Sequence[Flag] = ()
    x: Axis = field(default_factory=Axis)
    y: Axis = field(default_factory=Axis)
    step: bool = False

    def _drawn(self) -> list[Series | Band]:
        return [*self.series, *self.bands]

    def is_empty(self) -> bool:
        """Say whether no line and no band has a point."""
        return not any(one.points for one in self._drawn())

    def _places(self, labels: Labels) -> tuple[Scale, Scale]:
        pen = labels.pen
        xs = finite(p[0] for one in self._drawn() for p in one.points)
        xs += finite([*(m.x for m in self.marks), *(f.at for f in self.flags), *self.x.include])
        ys = finite(value for one in self._drawn() for p in one.points for value in p[1:])
        ys += finite([*(m.y for m in self.marks), *(g.at for g in self.goals)])
        top = 24 if self.flags or self.marks else 12
        scale_y, ticks = y_scale(ys, self.y, top, pen.height - 28)
        left = draw_y(labels, scale_y, ticks, self.y)
        named = [text_width(one.name, strong=True) + 12 for one in self._drawn()]
        right = min(max(named), pen.width * 0.24) if pen.width > NARROW else 6
        low, high = min(xs), max(xs)
        return Scale(low, high if high > low else low + 1, left + 4, pen.width - right), scale_y

    def paint(self, pen: Pen) -> None:
        """Draw bands first, then flags, lines and words."""
        labels = Labels(pen)
        x, y = self._places(labels)
        xs = sorted({p[0] for one in self._drawn() for p in one.points})
        draw_x(
            labels,
            x,
            self.x.ticks or (xs if len(xs) < 32 else round_values(xs[0], xs[-1], 6)[1:-1]),
            self.x,
            pen.height - 6,
        )
        for band in self.bands:
            over = [(x(p[0]), y(p[2])) for p in band.points]
            under = [(x(p[0]), y(p[1])) for p in reversed(band.points)]
            pen.path(polyline(over + under) + "Z", "area", band.tone)
        for goal in self.goals:
            pen.line(x.start, y(goal.at), pen.width, y(goal.at), "dash", goal.tone)
            labels.keep_off_line([(x.start, y(goal.at)), (pen.width, y(goal.at))])
        drawn = [(one, [(x(px), y(py)) for px, py in one.points]) for one in self.series]
        for one, points in drawn:
            pen.path(polyline(points, step=self.step), "dash" if one.dashed else "line", one.tone)
            labels.keep_off_line(points, step=self.step)
            if points:
                pen.circle(*points[-1], 3.5, "dot", one.tone)
        self._words(pen, labels, x, y)

    def _words(self, pen: Pen, labels: Labels, x: Scale, y: Scale) -> None:
        """Name what was drawn: flags at the top, lines at their end, marks where they are."""
        for flag in self.flags:
            place = x(flag.at)
            pen.line(place, 20, place, y.start, "thin", flag.tone)
            rows: list[Spot] = [(place + shift, SIZE + down, side) for down in (0, 17, 34) for shift, side in _SIDES]
            labels.put(flag.label, rows, tone=flag.tone)
            labels.keep_off_line([(place, 22), (place, y.start)])
        for one in self._drawn():
            if one.points:
                last = one.points[-1]
                labels.put(
                    one.name,
                    _end_spots(pen, x(last[0]), y(sum(last[1:]) / len(last[1:]))),
                    tone=one.tone,
                    strong=True,
                    room=pen.width - x.end - 8 if pen.width > NARROW else 0,
                )
        for goal in self.goals:
            spots: list[Spot] = [
                (x.start + 6, y(goal.at) - 6, "start"),
                (x.start + 6, y(goal.at) + SIZE + 4, "start"),
                (x.end, y(goal.at) - 6, "end"),
                (x.end, y(goal.at) + SIZE + 4, "end"),
            ]
            labels.put(goal.label, spots, tone=goal.tone)
        for mark in self.marks:
            pen.circle(x(mark.x), y(mark.y), 4, "ring", mark.tone)
            labels.keep_off(x(mark.x), y(mark.y), 4)
            labels.put(mark.label, around(x(mark.x), y(mark.y)), tone=mark.tone)

    def table(self) -> Table:
        """Return a row for each x, a column for each line and band, then the marks."""
        say_x, say_y = self.x.say, self.y.say
        columns = [{p[0]: say_y(p[1]) for p in one.points} for one in self.series]
        columns += [{p[0]: f"{say_y(p[1])}\N{EN DASH}{say_y(p[2])}" for p in band.points} for band in self.bands]
        told = {mark.x: mark.label for mark in self.marks}
        head = [self.x.name, *(one.name for one in self.series), *(band.name for band in self.bands)]
        rows = [
            [say_x(x), *(column.get(x, "") for column in columns), *([told.get(x, "")] if told else [])]
            for x in sorted({x for column in columns for x in column} | set(told))
        ]
        return Table([*head, ""] if told else head, rows)


def _end_spots(pen: Pen, x: float, y: float) -> list[Spot]:
    """Return the places for a line's name: right of its end where there is a margin, else above or below it."""
    nudges = [sign * step * 17 for step in range(8) for sign in (1, -1)]
    if pen.width > NARROW:
        return [(x + 10, y + 4 + nudge, "start") for nudge in nudges]
    return [(x, y - 10 + nudge, "end") for nudge in nudges]
