"""Scales: from values to places, and the round values worth a word."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import floor, isfinite, log10

from hederssak.lib.charts.labels import Labels, text_width
from hederssak.lib.charts.pen import Anchor

Say = Callable[[float], str]


def plain(value: float) -> str:
    """Say a number as it is; callers pass their reader's own way instead."""
    return f"{value:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What is measured (`name`, the table's heading), how a value is said, and which values must be in sight."""

    name: str = ""
    say: Say = plain
    ticks: Sequence[float] | None = None
    include: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` lie between the places `start` and `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value, held inside the scale."""
        if value <= self.low:
            return self.start
        if value >= self.high:
            return self.end
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def finite(values: Iterable[float]) -> list[float]:
    """Return the values as a list; raise ValueError if one of them is no finite number."""
    found = list(values)
    for value in found:
        if not isfinite(value):
            raise ValueError(f"a chart needs finite numbers, not {value}")
    return found


def round_values(low: float, high: float, about: int) -> list[float]:
    """Return about as many values, 1, 2 or 5 times a power of ten apart, that reach from `low` to `high`."""
    size = max(abs(low), abs(high), 1e-6)
    if high - low < size * 1e-9:  # one value, or values that no eye tells apart
        low, high = low - max(size / 2, 0.5), high + max(size / 2, 0.5)
    rough = (high - low) / max(about, 1)
    power = 10.0 ** floor(log10(rough))
    step = next(times * power for times in (1, 2, 5, 10) if times * power >= rough * 0.999)
    first, last = floor(low / step), -floor(-high / step)
    return [round(i * step, 12) for i in range(int(first), int(last) + 1)]


def y_scale(values: list[float], axis: Axis, top: float, bottom: float) -> tuple[Scale, list[float]]:
    """Return an upright scale over the values and its round values, a word's height or more apart."""
    every = [*values, *finite(axis.include)]
    ticks = list(axis.ticks or round_values(min(every), max(every), max(2, int((bottom - top) / 56))))
    low, high = min(*every, *ticks), max(*every, *ticks)
    return Scale(low, high if high > low else low + 1, bottom, top), ticks


def draw_y(labels: Labels, scale: Scale, ticks: list[float], axis: Axis) -> float:
    """Draw a light line for each round value, its word at the far left; return the width that the words take."""
    words = [axis.say(tick) for tick in ticks]
    wide = max(map(text_width, words), default=0) + 10
    for tick, word in zip(ticks, words, strict=True):
        place = scale(tick)
        labels.pen.line(wide, place, labels.pen.width, place, "base" if tick == 0 else "grid")
        labels.put(word, [(0, place + 4, "start")])
    return wide


def draw_x(labels: Labels, scale: Scale, ticks: Sequence[float], axis: Axis, y: float) -> None:
    """Write as many of the values along the bottom as have room, the last one always."""
    words = [(scale(tick), axis.say(tick)) for tick in ticks]
    widest = max((text_width(word) for _, word in words), default=0) + 16
    span = abs(scale.end - scale.start)
    every = max(1, -(-len(words) // max(1, int(span / widest))))
    for i, (place, word) in enumerate(words):
        if (len(words) - 1 - i) % every:
            continue
        near_left = place - text_width(word) / 2 < 0
        near_right = place + text_width(word) / 2 > labels.pen.width
        anchor: Anchor = "start" if near_left else "end" if near_right else "middle"
        labels.put(word, [(place, y, anchor)])
