"""A share of few cases with its honest interval: how often, of how many, and between what and what."""

from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma, log, log1p

TAIL = 0.1
"""What lies on each side of the interval, which so holds 80 %."""

_STEPS = 200
_CLOSE = 1e-12
_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `cases`; the interval is the 80 % one of a Beta posterior under Jeffreys' prior."""

    count: int
    cases: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.cases:
            raise ValueError(f"{self.count} of {self.cases} is no share")

    @property
    def value(self) -> float | None:
        """Return the share between 0 and 1; None where there is no case."""
        return self.count / self.cases if self.cases else None

    @property
    def low(self) -> float:
        """Return the lower end of the interval; 0 where nothing was ever counted."""
        return beta_quantile(self.count + 0.5, self.cases - self.count + 0.5, TAIL) if self.count else 0.0

    @property
    def high(self) -> float:
        """Return the upper end of the interval; 1 where all were counted."""
        missing = self.cases - self.count
        return beta_quantile(self.count + 0.5, missing + 0.5, 1 - TAIL) if missing else 1.0

    def plus(self, other: "Share") -> "Share":
        """Return both taken together."""
        return Share(self.count + other.count, self.cases + other.cases)


NO_CASES = Share(0, 0)


@lru_cache(maxsize=4096)
def beta_quantile(a: float, b: float, share: float) -> float:
    """Return the value under which a Beta(a, b) variable lies with the given chance, to 1e-9."""
    low, high = 0.0, 1.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        if beta_below(a, b, middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def beta_below(a: float, b: float, x: float) -> float:
    """Return the chance that a Beta(a, b) variable lies below x: the regularized incomplete beta function."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the incomplete beta function, evaluated from the front (Lentz)."""
    upper, lower = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    found = lower
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            lower = 1 / _away_from_zero(1 + term * lower)
            upper = _away_from_zero(1 + term / upper)
            found *= lower * upper
        if abs(lower * upper - 1) < _CLOSE:
            break
    return found


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
