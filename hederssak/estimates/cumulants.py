"""Sums over deals that their total's distribution needs, in one pass that stays in the processor's cache."""

from dataclasses import dataclass

import numpy as np

from hederssak.estimates.scores import Floats

CHUNK = 16_384
LARGEST = 1e30  # an amount above this is a slip of the pen, and its powers overflow


@dataclass(frozen=True)
class Sums:
    """Mean and cumulants 2 to 4 of a sum of deals, what bounds the fifth, the least and most of the amounts.

    `valid` says that all amounts were finite and all chances within 0 and 1.
    """

    mean: float
    powers: Floats
    least: float
    most: float
    valid: bool

    @property
    def variance(self) -> float:
        """Return the variance of the sum, in the square of the amounts' unit."""
        return float(self.powers[0])

    def without(self, amounts: Floats, chances: Floats) -> tuple[Floats, float]:
        """Return cumulants 2 to 4 (3,) of the sum without some deals, and a bound on what its fifth adds up to."""
        left = self.powers - _powers(amounts, chances)[1:]
        return left[:3], float(np.sqrt(max(left[3], 0.0) * max(left[4], 0.0)))


def sums_over(amounts: Floats, chances: Floats) -> Sums:
    """Return the sums over deals: amounts (n,) and chances (n,)."""
    total, least, most = np.zeros(6), 0.0, 0.0
    for start in range(0, len(amounts), CHUNK):
        a, p = amounts[start : start + CHUNK], chances[start : start + CHUNK]
        ends = np.array([a.min(), a.max(), p.min(), p.max()])
        if not (ends[0] >= -LARGEST and ends[1] <= LARGEST and ends[2] >= 0 and ends[3] <= 1):
            return Sums(0.0, np.zeros(5), 0.0, 0.0, valid=False)
        total += _powers(a, p)
        least, most = min(least, float(ends[0])), max(most, float(ends[1]))
    return Sums(float(total[0]), total[1:], least, most, valid=True)


def _powers(amounts: Floats, chances: Floats) -> Floats:
    """Return mean, cumulants 2 to 4, and the sums of v a^4 and v a^6 with v = p(1-p), shape (6,)."""
    square = amounts * amounts
    v = chances * chances
    np.subtract(chances, v, out=v)
    second = v * square
    third = second * amounts
    fourth = second * square
    flat = float(fourth.sum())
    return np.array(
        [
            chances @ amounts,
            second.sum(),
            third.sum() - 2 * (third @ chances),
            flat - 6 * (fourth @ v),
            flat,
            fourth @ square,
        ]
    )


def six_cumulants(amounts: Floats, chances: Floats) -> tuple[Floats, float]:
    """Return cumulants 2 to 6 (5,) of a sum of deals, and a bound on the sum of v |a|^7 behind its seventh."""
    total = np.zeros(7)
    for start in range(0, len(amounts), CHUNK):
        a, p = amounts[start : start + CHUNK], chances[start : start + CHUNK]
        v = p - p * p
        square = a * a
        second = v * square
        skew = (1 - 2 * p) * a
        fourth = second * square
        six = fourth * square
        total += np.array(
            [
                second.sum(),
                second @ skew,
                fourth.sum() - 6 * (fourth @ v),
                fourth @ skew - 12 * ((fourth * v) @ skew),
                six.sum() - 30 * (six @ v) + 120 * (six @ (v * v)),
                six.sum(),
                six @ square,
            ]
        )
    return total[:5], float(np.sqrt(total[5] * total[6]))
