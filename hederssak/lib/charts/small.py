"""Pictures for a table's cell: a sparkline, and the way a close date has gone."""

from collections.abc import Sequence
from itertools import pairwise
from math import isfinite

from django.utils.safestring import SafeString

from hederssak.lib.charts.axes import finite
from hederssak.lib.charts.pen import Pen, Tone, number, polyline


def spark(
    values: Sequence[float | None],
    *,
    label: str = "",
    tone: Tone = "accent",
    width: float = 100,
    height: float = 20,
    alone: bool = False,
) -> SafeString:
    """Return a sparkline with its last point marked; None leaves a gap. It stands on zero if nothing is below it.

    `label` is read aloud; leave it empty where the row says the same in words.
    """
    pen = Pen(width, height, alone=alone)
    known = finite(value for value in values if value is not None)
    if known:
        low, high = min(0.0, *known), max(0.0, *known)
        span, step = high - low or 1.0, (width - 8) / max(len(values) - 1, 1)
        run: list[tuple[float, float]] = []
        last = (0.0, 0.0)
        for i, value in enumerate([*values, None]):
            if value is not None:
                last = (4 + i * step, height - 3 - (value - low) / span * (height - 6))
                run.append(last)
            elif run:
                pen.path(polyline(run), "thin", tone)
                run = []
        pen.circle(*last, 2.6, "dot", tone)
    else:
        pen.line(4, height - 3, width - 4, height - 3, "grid")
    return pen.svg(label)


def moves(
    dates: Sequence[float],
    *,
    tones: Sequence[Tone] = (),
    today: float | None = None,
    label: str = "",
    width: float = 200,
    height: float = 28,
    span: tuple[float, float] | None = None,
    alone: bool = False,
) -> SafeString:
    """Return the way of a date: a dot for each date it had, an arc for each move, under the line if it came nearer.

    `dates` are ordinals, first to last; `tones[i]` colours the move from date i to i + 1 (`look` if none is given);
    `today` is a short upright line; `span` is the common scale of a column, or the dates' own.
    """
    pen = Pen(width, height, alone=alone)
    ground = height - 8
    pen.line(0, ground, width, ground, "grid")
    known = finite([*dates, *([] if today is None else [today])])
    low, high = span or (min(known, default=0.0), max(known, default=1.0))
    scale = (width - 16) / (high - low) if high > low else 0.0
    places = [8 + (min(max(date, low), high) - low) * scale for date in dates]
    if today is not None and isfinite(today):
        at = 8 + (min(max(today, low), high) - low) * scale
        pen.line(at, ground - 7, at, ground + 7, "thin", "faint")
    for i, (start, end) in enumerate(pairwise(places)):
        rise = min(ground - 3, 8 + abs(end - start) * 0.16) * (2 if end >= start else -0.8)
        tone = tones[i] if i < len(tones) else "look"
        ends = f"{number(end)} {number(ground)}"
        bend = f"{number((start + end) / 2)} {number(max(ground - rise, 6 - ground))}"
        pen.path(f"M{number(start)} {number(ground)}Q{bend} {ends}", "thin", tone)
    for place in places:
        pen.circle(place, ground, 3.2, "dot", "ink")
    return pen.svg(label)
