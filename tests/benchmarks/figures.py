"""What a benchmark yields."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured value with its goal.

    `most` or `least` bounds the value; `most_ratio` or `least_ratio` bounds value divided by reference. `issue` is the
    number of the issue that set the goal.
    """

    name: str
    issue: int
    value: float
    unit: str
    reference: float | None = None
    most: float | None = None
    least: float | None = None
    most_ratio: float | None = None
    least_ratio: float | None = None

    @property
    def ratio(self) -> float | None:
        """The value in units of the reference."""
        return self.value / self.reference if self.reference else None

    @property
    def met(self) -> bool:
        """Whether every bound holds; a bound on a ratio that could not be measured does not."""
        return all(
            [
                self.most is None or self.value <= self.most,
                self.least is None or self.value >= self.least,
                self.most_ratio is None or (self.ratio is not None and self.ratio <= self.most_ratio),
                self.least_ratio is None or (self.ratio is not None and self.ratio >= self.least_ratio),
            ]
        )

    @property
    def goal(self) -> str:
        """The bounds in words."""
        said = [
            (self.most, "at most {:g}"),
            (self.least, "at least {:g}"),
            (self.most_ratio, "at most {:g} x"),
            (self.least_ratio, "at least {:g} x"),
        ]
        return ", ".join(words.format(bound) for bound, words in said if bound is not None)

    def as_row(self) -> dict[str, Any]:
        """Return the figure as it stands in the report."""
        keys = ("name", "issue", "value", "unit", "reference", "ratio", "goal", "met")
        return {key: getattr(self, key) for key in keys}

    def as_cells(self) -> tuple[str, ...]:
        """Return the figure as it stands in the table."""
        mark = "ok" if self.met else "SHORT"
        return (mark, self.name, said(self.value), self.unit, said(self.reference), said(self.ratio), self.goal)


def said(value: float | None) -> str:
    """Return a number with three figures that matter."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def median_of(runs: int, measure: Callable[[], float]) -> float:
    """Return the median of several runs."""
    return statistics.median(measure() for _ in range(runs))
