"""Turn raw columns into what the win chance learns from: levels of fields, and standardized numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from hederssak.estimates.columns import Caution, Column, Kind, kind_of
from hederssak.estimates.scores import Floats

MOST_LEVELS = 500  # levels kept per field, the most frequent; the rest count as unseen
MOST_BINS = 8
KNOTS = 65
YEAR_SEEN = 330.0  # days a date column must span before its month is used


class Part(StrEnum):
    """Which side of a column a feature looks at."""

    LEVEL = "level"
    SCALE = "scale"
    DAY = "day"
    WEEKDAY = "weekday"
    MONTH = "month"
    AGE = "age"


@dataclass(frozen=True)
class Design:
    """Encoded cases: `levels` (n, fields), 0 for a level never seen in training; `numbers` (n, scales), standardized.

    `sizes` (fields,) counts each field's levels with the 0.
    """

    levels: NDArray[np.int32]
    sizes: tuple[int, ...]
    numbers: Floats

    def rows(self, which: NDArray[np.intp]) -> "Design":
        """Return the design of some rows only."""
        return Design(self.levels[which], self.sizes, self.numbers[which])


@dataclass(frozen=True)
class Feature:
    """One field of the design, fitted on training rows: which column, which side of it, and its levels or bins."""

    name: str
    column: str
    part: Part
    size: int
    index: Mapping[str, int] = field(default_factory=dict)
    edges: Floats = field(default_factory=lambda: np.empty(0))
    knots: Floats = field(default_factory=lambda: np.empty(0))


@dataclass(frozen=True)
class Encoding:
    """How raw columns become a design; `dropped` says which columns were left out and why."""

    features: tuple[Feature, ...]
    dropped: tuple[Caution, ...]
    time: str | None

    def design(self, columns: Mapping[str, Column]) -> Design:
        """Return the design of all rows of `columns`; raises KeyError when a column that was learnt from is missing."""
        rows = len(next(iter(columns.values())).codes)
        levels = np.zeros((rows, len(self.features)), dtype=np.int32)
        numbers = []
        for place, feature in enumerate(self.features):
            if feature.part is Part.LEVEL:
                column = columns[feature.column]
                found = np.array([feature.index.get(text, 0) for text in column.texts], dtype=np.int32)
                levels[:, place] = found[column.codes]
                continue
            values = _values(feature.part, columns, feature.column, self.time)
            if feature.part in {Part.WEEKDAY, Part.MONTH}:
                levels[:, place] = np.where(np.isfinite(values), np.nan_to_num(values) + 2, 1)
                continue
            levels[:, place] = np.where(np.isfinite(values), 2 + np.searchsorted(feature.edges, values), 1)
            numbers.append(_standard(values, feature.knots))
        scaled = np.column_stack(numbers) if numbers else np.empty((rows, 0))
        return Design(levels, tuple(f.size for f in self.features), scaled)


def fit_encoding(columns: Mapping[str, Column], rows: NDArray[np.intp], time: str | None = None) -> Encoding:
    """Return how to encode `columns`, learnt on the training `rows` only and never from outcomes.

    A category gives a level per value (blank is one). A number gives bins of equal counts and its standardized
    rank. A date gives weekday, month (when a year is seen) and, beside the `time` column, its distance from
    that in days. Constant columns, identifiers and free text are dropped, and said so.
    """
    features: list[Feature] = []
    dropped: list[Caution] = []
    for name, column in columns.items():
        kind = kind_of(column, rows)
        if kind is Kind.CATEGORY:
            features.append(_levels(column, rows))
        elif kind is Kind.NUMBER:
            features.append(_scale(name, Part.SCALE, column.numbers[column.codes[rows]]))
        elif kind is Kind.DATE:
            features.extend(_dates(columns, column, rows, time))
        else:
            dropped.append(Caution(kind.value, name))
    return Encoding(tuple(features), tuple(dropped), time)


def _levels(column: Column, rows: NDArray[np.intp]) -> Feature:
    counts = column.counts(rows)
    order = np.argsort(-counts, kind="stable")[:MOST_LEVELS]
    index = {column.texts[code]: place + 1 for place, code in enumerate(order) if counts[code] > 0}
    return Feature(column.name, column.name, Part.LEVEL, len(index) + 1, index)


def _scale(column: str, part: Part, values: Floats) -> Feature:
    known = values[np.isfinite(values)]
    if known.size == 0:
        return Feature(f"{column}:{part}", column, part, 2, knots=np.zeros(1))
    bins = int(np.clip(known.size // 15, 2, MOST_BINS))
    edges = np.unique(np.quantile(known, np.linspace(0, 1, bins + 1)[1:-1]))
    knots = np.quantile(known, np.linspace(0, 1, KNOTS))
    return Feature(f"{column}:{part}", column, part, len(edges) + 3, edges=edges, knots=knots)


def _dates(columns: Mapping[str, Column], column: Column, rows: NDArray[np.intp], time: str | None) -> list[Feature]:
    name = column.name
    known = column.days[column.codes[rows]]
    found = [Feature(f"{name}:{Part.WEEKDAY}", name, Part.WEEKDAY, 9)]
    if np.nanmax(known) - np.nanmin(known) >= YEAR_SEEN:
        found.append(Feature(f"{name}:{Part.MONTH}", name, Part.MONTH, 14))
    if time is not None and time != name:
        found.append(_scale(name, Part.AGE, _values(Part.AGE, columns, name, time)[rows]))
    elif time is None:
        found.append(_scale(name, Part.DAY, known))
    return found


def _values(part: Part, columns: Mapping[str, Column], name: str, time: str | None) -> Floats:
    column = columns[name]
    known = column.numbers if part is Part.SCALE else column.days
    values: Floats = known[column.codes]
    if part is Part.WEEKDAY:
        return (np.floor(values) + 3) % 7
    if part is Part.MONTH:
        return _months(values)
    if part is Part.AGE and time is not None:
        values = values - columns[time].days[columns[time].codes]
    return values


def _months(values: Floats) -> Floats:
    months = np.full(values.shape, np.nan)
    known = np.isfinite(values)
    dates = np.floor(values[known]).astype("datetime64[D]").astype("datetime64[M]")
    months[known] = dates.astype(np.int64) % 12
    return months


def _standard(values: Floats, knots: Floats) -> Floats:
    """Return the rank of each value among the training values, standardized to variance 1; 0 where it is missing."""
    low = np.searchsorted(knots, values, side="left")
    high = np.searchsorted(knots, values, side="right")
    middle = (low + high) / 2 / len(knots)
    return np.where(np.isfinite(values), (middle - 0.5) * np.sqrt(12), 0.0)
