"""Bars from a zero line, lying (names of any length) or upright (weeks and months)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hederssak.lib.charts.axes import Axis, Scale, draw_x, draw_y, finite, y_scale
from hederssak.lib.charts.labels import Labels, Spot, shorten, text_width
from hederssak.lib.charts.pen import Pen, Tone
from hederssak.lib.charts.spec import NARROW, Chart, Flag, Table

FEW = 6
"""Upright bars of which a nothing is written out; among more it is the rule, and its word is noise over the axis."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `before` is marked by a thin line across, `note` follows the value (its quality, its n)."""

    label: str
    value: float
    tone: Tone = "accent"
    note: str = ""
    before: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Chart):
    """Bars, each with its value beside it. `before_name` heads the table's column of earlier values."""

    bars: Sequence[Bar] = ()
    goals: Sequence[Flag] = ()
    y: Axis = field(default_factory=Axis)
    label_name: str = ""
    before_name: str = ""
    upright: bool = False

    def is_empty(self) -> bool:
        """Say whether there is no bar."""
        return not self.bars

    def _stacked(self, width: float) -> bool:
        """Say whether names stand above their bars, because beside them they would take half of the width."""
        return width < NARROW or max(text_width(bar.label) for bar in self.bars) > width * 0.34

    def height(self, width: float) -> float:
        """Return the height: by the number of bars if they lie."""
        if self.upright:
            return round(min(280, 140 + width * 0.14))
        return len(self.bars) * (44 if self._stacked(width) else 32) + (24 if self.goals else 0) + 6

    def _values(self) -> list[float]:
        values = [bar.value for bar in self.bars] + [goal.at for goal in self.goals]
        return finite([0, *values, *(bar.before for bar in self.bars if bar.before is not None)])

    def paint(self, pen: Pen) -> None:
        """Draw upright or lying."""
        if self.upright:
            self._paint_upright(pen)
        else:
            self._paint_lying(pen)

    def _ends(self, bar: Bar) -> str:
        return self.y.say(bar.value) + (f" · {bar.note}" if bar.note else "")

    def _paint_lying(self, pen: Pen) -> None:
        stacked, values = self._stacked(pen.width), self._values()
        top, pitch = (24 if self.goals else 0), (44 if stacked else 32)
        left = 0 if stacked else max(text_width(bar.label) for bar in self.bars) + 16
        after = min(max(text_width(self._ends(bar)) for bar in self.bars) + 10, pen.width * 0.45)
        before_zero = after if min(values) < 0 else 0.0
        x = Scale(min(values), max(*values, min(values) + 1e-9), left + before_zero, pen.width - after)
        for i, bar in enumerate(self.bars):
            y = top + i * pitch + (22 if stacked else 9)
            pen.text(0, y - 6 if stacked else y + 12, shorten(bar.label, pen.width), tone="ink")
            start, end = sorted((x(0), x(bar.value)))
            pen.box(start, y, max(end - start, 1), 14, "solid", bar.tone)
            if bar.before is not None:
                pen.line(x(bar.before), y - (0 if stacked else 3), x(bar.before), y + 17, "thin", "ink")
            words = shorten(self._ends(bar), after - 8)
            if bar.value < 0:
                pen.text(start - 6, y + 12, words, anchor="end")
            else:
                beyond = max(end, x(bar.before) if bar.before is not None else end)
                pen.text(beyond + 8, y + 12, words)
        if not stacked:
            pen.line(x(0), top, x(0), pen.height, "base")
        labels = Labels(pen)
        for goal in self.goals:
            pen.line(x(goal.at), 20, x(goal.at), pen.height, "dash", goal.tone)
            labels.put(
                goal.label, [(x(goal.at), 14, "middle"), (x(goal.at) - 8, 14, "end"), (0, 14, "start")], tone=goal.tone
            )

    def _paint_upright(self, pen: Pen) -> None:
        values, labels, narrow = self._values(), Labels(pen), pen.width < NARROW
        scale, ticks = y_scale(values, self.y, 20 + 17 * len(self.goals) * narrow, pen.height - 28)
        left = draw_y(labels, scale, ticks, self.y) + 4
        wide = max((text_width(goal.label) + 12 for goal in self.goals), default=0)
        right = pen.width if narrow else pen.width - min(wide, pen.width * 0.24)
        pitch = (right - left) / len(self.bars)
        thick = min(pitch * 0.6, 44)
        middles = Scale(0, max(len(self.bars) - 1, 1), left + pitch / 2, right - pitch / 2)
        for i, bar in enumerate(self.bars):
            middle = middles(i) if len(self.bars) > 1 else left + pitch / 2
            high, low = sorted((scale(0), scale(bar.value)))
            pen.box(middle - thick / 2, high, thick, max(low - high, 1), "solid", bar.tone)
            if bar.before is not None:
                pen.line(
                    middle - pitch / 2 + 2, scale(bar.before), middle + pitch / 2 - 2, scale(bar.before), "thin", "ink"
                )
            if text_width(self._ends(bar)) < pitch * 1.1 and (bar.value or len(self.bars) <= FEW):
                crossed = any(abs(scale(goal.at) - high + 10) < 12 for goal in self.goals)
                inside = crossed and low - high > 22
                place: Spot = (middle, high + 17 if inside else high - 6, "middle")
                labels.put(self._ends(bar), [place, (middle, high - 22, "middle")], tone="paper" if inside else "ink")
        for i, goal in enumerate(self.goals):
            pen.line(left, scale(goal.at), right, scale(goal.at), "dash", goal.tone)
            beside: list[Spot] = [(right + 8, scale(goal.at) + 4, "start"), (right + 8, scale(goal.at) + 21, "start")]
            above: list[Spot] = [(pen.width, 14 + 17 * i, "end")]
            labels.put(goal.label, above if right == pen.width else beside, tone=goal.tone)
        names = Axis(say=lambda i: self.bars[int(i)].label)
        draw_x(labels, middles, range(len(self.bars)), names, pen.height - 6)

    def table(self) -> Table:
        """Return a row for each bar."""
        earlier, noted = any(bar.before is not None for bar in self.bars), any(bar.note for bar in self.bars)
        head = [self.label_name, self.y.name, *([self.before_name] if earlier else []), *([""] if noted else [])]
        rows = []
        for bar in self.bars:
            before = "" if bar.before is None else self.y.say(bar.before)
            rows.append(
                [bar.label, self.y.say(bar.value), *([before] if earlier else []), *([bar.note] if noted else [])]
            )
        return Table(head, rows)
