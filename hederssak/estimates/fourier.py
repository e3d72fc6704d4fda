"""Invert the characteristic function of a sum of independent deals as a Fourier series on a window."""

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from hederssak.estimates.cumulants import Sums, six_cumulants
from hederssak.estimates.scores import Floats

OUTSIDE = 18.5  # log of how little of the law stands outside the window: 1e-8
FADED = 1e-9  # a characteristic function below this adds nothing
BLOCK = 16
MOST_WAVES = 1024
CELLS = 1024  # of the grid on which the law is kept; between them a cubic
SMALL = (0.15, 0.1, 0.05, 0.02)  # a deal under this share of the spread is carried by its cumulants
DIRECT = 400  # deals up to which none is carried by cumulants: of so few they hardly ever suffice, and trying costs
MOST_BIG = 3_000
MOST_LOOKED_AT = 20_000
COMMON = 0.2  # share of the variance from which a single price may show as steps
MOST_EXACT = 2_000  # deals for which every wave of a coarse lattice is computed
ENOUGH = 2e-7  # error of the cumulants below which they are taken
FIFTH = 3.77 / (120 * np.pi)  # integral of t^4 exp(-t^2/2), over 5! pi
SEVENTH = 1.5 * 18.8 / (5040 * np.pi)  # that of t^6; a Bernoulli cumulant is at most 1.5 p(1-p)
MOST_CELLS = 2 * MOST_WAVES
CENT = 1e-6  # how far from a whole hundredth an amount may stand
FINE = 1e-7  # a step of the amounts below this share of the spread can't be seen

Waves: TypeAlias = NDArray[np.complex128]


@dataclass(frozen=True)
class Law:
    """A distribution function on `points` (k,): `reached` (k,) there, with slopes (k,) between them, or steps.

    With `steps` it jumps at the points; else it is a cubic between them (a line without slopes). With a `grain`
    it is read half a grain above the last multiple of it, from `origin` on. `error` bounds how far it is off.
    """

    points: Floats
    reached: Floats
    slopes: Floats
    steps: bool
    error: float
    grain: float = 0.0
    origin: float = 0.0

    def at(self, amounts: Floats) -> Floats:
        """Return the distribution function at `amounts` (k,), shape (k,)."""
        if self.grain:
            amounts = (np.floor((amounts - self.origin) / self.grain + 1e-9) + 0.5) * self.grain + self.origin
        place = np.searchsorted(self.points, amounts, side="right") - 1
        inside = np.clip(place, 0, max(len(self.points) - 2, 0))
        if self.steps:
            return np.where(place < 0, 0.0, self.reached[np.clip(place, 0, len(self.points) - 1)])
        wide = self.points[inside + 1] - self.points[inside]
        part = np.clip((amounts - self.points[inside]) / wide, 0.0, 1.0)
        if not len(self.slopes):
            found = (1 - part) * self.reached[inside] + part * self.reached[inside + 1]
            return np.where(amounts < self.points[0], 0.0, found)
        rest = 1 - part
        rise = part**2 * (3 - 2 * part)
        found = (1 - rise) * self.reached[inside] + rise * self.reached[inside + 1]
        found += wide * part * rest * (rest * self.slopes[inside] - part * self.slopes[inside + 1])
        return np.where(amounts < self.points[0], 0.0, np.where(amounts > self.points[-1], 1.0, np.clip(found, 0, 1)))

    def inverse(self, levels: Floats) -> Floats:
        """Return the smallest amounts at which the distribution function reaches `levels` (k,), shape (k,)."""
        rising = np.maximum.accumulate(self.reached)
        if self.steps:
            return self.points[np.minimum(np.searchsorted(rising, levels - 1e-12), len(self.points) - 1)]
        place = np.clip(np.searchsorted(rising, levels), 1, len(self.points) - 1)
        low, high = self.points[place - 1].copy(), self.points[place].copy()
        for _ in range(30):
            middle = (low + high) / 2
            short = self.at(middle) < levels
            low, high = np.where(short, middle, low), np.where(short, high, middle)
        return (low + high) / 2

    def moved(self, amount: float) -> "Law":
        """Return the law of what is won with a sure `amount` added."""
        return replace(self, points=self.points + amount, origin=self.origin + amount) if amount else self


def inverted(amounts: Floats, chances: Floats, sums: Sums) -> Law:
    """Return the law of the sum of deals, `amounts` (n,) won with `chances` (n,), given their sums.

    The error adds up what the window cuts off, what the series leaves out and what the cumulants leave out.
    """
    spread = float(np.sqrt(sums.variance))
    low = sums.mean - _reach(max(-sums.least, spread * 1e-3), sums.variance)
    high = sums.mean + _reach(max(sums.most, 0.0), sums.variance)
    grain = common_step(amounts, spread)
    if grain and (high - low) / grain < MOST_CELLS and len(amounts) <= MOST_EXACT:
        return _exact(amounts, chances, grain, low, high)
    big, odds, bulk, missing = _parted(amounts, chances, sums, spread)
    if grain:
        low, high = (np.floor(low / grain) - 0.5) * grain, (np.ceil(high / grain) + 0.5) * grain
    step = 2 * np.pi / (high - low)
    most = MOST_WAVES if not grain else min(MOST_WAVES, int((high - low) / grain / 2))
    waves = _waves(big, odds, step, float(odds @ big), bulk, most)
    error = 2 * np.exp(-OUTSIDE) + _left_out(waves, amounts, chances, step) + missing
    return _smooth(waves, low, high, sums.mean, grain, float(error))


def _parted(amounts: Floats, chances: Floats, sums: Sums, spread: float) -> tuple[Floats, Floats, Floats, float]:
    """Return the big deals with their chances, the cumulants 2 to 6 (5,) of all others, and the error of those.

    The error of stopping at a cumulant is at most the integral of the next one's term over the waves of the rest.
    """
    for share in SMALL if len(amounts) >= DIRECT else ():
        none = max(sums.most, -sums.least) <= share * spread
        large = np.empty(0, dtype=np.intp) if none else np.flatnonzero(np.abs(amounts) > share * spread)
        if len(large) > MOST_BIG:
            continue
        big, odds = amounts[large], chances[large]
        four, fifth = sums.without(big, odds)
        missing = FIFTH * fifth / max(float(four[0]), 1e-9 * spread**2) ** 2.5
        if missing < ENOUGH and sums.most < 30 * share * spread:
            return big, odds, np.append(four, [0.0, 0.0]), missing
        small = np.abs(amounts) <= share * spread
        six, seventh = six_cumulants(amounts[small], chances[small])
        missing = SEVENTH * seventh / max(float(six[0]), 1e-9 * spread**2) ** 3.5
        if missing < ENOUGH:
            return big, odds, six, missing
    return amounts, chances, np.zeros(5), 0.0


def _reach(largest: float, variance: float) -> float:
    """Return how far the sum strays by Bernstein's inequality, but for a share of 1e-10."""
    third = largest * OUTSIDE / 3
    return third + float(np.sqrt(third**2 + 2 * OUTSIDE * variance))


def _waves(amounts: Floats, chances: Floats, step: float, mean: float, bulk: Floats, most: int) -> Waves:
    """Return the characteristic function of the centred sum at step, 2 step, ..., until it has faded, shape (k,)."""
    turn = np.exp(1j * step * amounts)
    first = np.multiply.accumulate(np.broadcast_to(turn, (BLOCK, len(amounts))))  # powers cost less than exponentials
    onward = first[-1].copy() if len(amounts) else np.empty(0)
    first *= chances
    lost = 1 - chances
    here = np.ones(len(amounts), dtype=complex)
    found: list[Waves] = []
    for start in range(0, most, BLOCK):
        t: Floats = step * np.arange(start + 1.0, start + BLOCK + 1)
        factors = first * here
        factors += lost
        block = np.multiply.reduce(factors, axis=1) * np.exp(_log_bulk(bulk, t) - 1j * t * mean)
        found.append(block)
        here = here * onward
        if np.abs(block).max() < FADED:
            break
    return np.concatenate(found)[:most]


def _log_bulk(bulk: Floats, t: Floats) -> Waves:
    two, three, four, five, six = bulk
    it = 1j * t
    found = it**2 * (two / 2 + it * (three / 6 + it * (four / 24 + it * (five / 120 + it * six / 720))))
    return np.asarray(np.minimum(found.real, 0.0) + 1j * found.imag)  # where it has faded the series would grow


def _left_out(waves: Waves, amounts: Floats, chances: Floats, step: float) -> float:
    """Return what is left when the series stops: its last waves, and those that return at a common price."""
    last = float(np.abs(waves[-BLOCK:]).max())
    left = 0.0 if last < FADED else last
    if len(amounts) > MOST_LOOKED_AT:
        return left
    prices, place = np.unique(np.abs(amounts), return_inverse=True)
    share = np.bincount(place, weights=chances * (1 - chances) * amounts**2)
    turn = 2 * np.pi / prices[np.argmax(share)]
    if share.max() < COMMON * share.sum() or turn < step * len(waves):
        return left
    back = float(np.abs(np.prod(1 + chances * (np.exp(1j * turn * amounts) - 1))))
    return left + (0.0 if back < FADED else back)


def common_step(amounts: Floats, spread: float) -> float:
    """Return the largest step (whole hundredths) of which all amounts are multiples; 0 when too fine to matter."""
    some = amounts[:: max(1, len(amounts) // 50)]
    whole = np.rint(some * 100)
    if np.abs(whole).max() > 2**53 or np.abs(some * 100 - whole).max() > CENT:
        return 0.0
    grain = float(np.gcd.reduce(whole.astype(np.int64))) / 100
    if grain < FINE * spread:
        return 0.0
    whole = np.rint(amounts * 100)
    if np.abs(amounts * 100 - whole).max() > CENT:
        return 0.0
    grain = float(np.gcd.reduce(whole.astype(np.int64))) / 100
    return grain if grain >= FINE * spread else 0.0


def _exact(amounts: Floats, chances: Floats, grain: float, low: float, high: float) -> Law:
    """Return the law of amounts that are multiples of a coarse `grain`: every wave that the lattice has."""
    first = int(np.floor(low / grain))
    cells = int(np.ceil(high / grain)) - first + 1
    cells += cells % 2
    step = 2 * np.pi / cells
    waves = _waves(amounts / grain, chances, step, float(first), np.zeros(5), cells // 2)
    spectrum = np.zeros(cells // 2 + 1, dtype=complex)
    spectrum[0] = 1.0
    spectrum[1 : len(waves) + 1] = np.conj(waves)
    masses = np.maximum(np.fft.irfft(spectrum, cells), 0.0)
    reached = np.minimum(np.cumsum(masses), 1.0)
    points: Floats = grain * (first + np.arange(cells, dtype=float))
    return Law(points, reached, np.empty(0), steps=True, error=1e-9)


def _smooth(waves: Waves, low: float, high: float, mean: float, grain: float, error: float) -> Law:
    wide = high - low
    cells = max(CELLS, 4 * 2 ** int(np.ceil(np.log2(len(waves) + 1))))
    t = 2 * np.pi / wide * np.arange(1, len(waves) + 1)
    turned = waves * np.exp(-1j * t * (low - mean))
    thin = 1 / (1j * t) if not grain else grain / (2j * np.sin(t * grain / 2))
    spectrum = np.zeros((2, cells // 2 + 1), dtype=complex)
    spectrum[0, 1 : len(waves) + 1] = np.conj(turned * thin)
    spectrum[1, 1 : len(waves) + 1] = np.conj(turned)
    summed, dense = np.fft.irfft(spectrum, cells, axis=1) * cells / wide
    reached = np.arange(cells + 1) / cells + summed[0] - np.append(summed, summed[0])
    slopes = 1 / wide + np.append(dense, dense[0])
    return Law(np.linspace(low, high, cells + 1), reached, slopes, steps=False, error=error, grain=grain)
