"""Split closed opportunities into past and future, so that nothing is known twice."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hederssak.estimates.columns import Column, Kind, kind_of
from hederssak.estimates.scores import Floats

TEST_SHARE = 0.3


@dataclass(frozen=True)
class Split:
    """Training and test rows (positions among the closed cases), and how many rows stood on both sides and left."""

    train: NDArray[np.intp]
    test: NDArray[np.intp]
    left_out: int


def same_case(columns: Mapping[str, Column], rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return a group number per row: rows that are identical, or carry the same identifier, share one; shape (n,).

    A column in which every row differs is a row number and doesn't make identical rows different, unless
    leaving it out would make most rows equal.
    """
    codes = {name: column.codes[rows] for name, column in columns.items()}
    different = {name: len(np.unique(code)) for name, code in codes.items()}
    plain = [codes[name] for name in codes if different[name] < len(rows)]
    groups = _identical(plain, len(rows))
    if _repeated(groups) > 0.5:
        groups = _identical(list(codes.values()), len(rows))
    for name, column in columns.items():
        if 0.3 * len(rows) < different[name] < len(rows) and kind_of(column, rows) is Kind.IDENTIFIER:
            groups = _joined(groups, codes[name])
    return groups


def _repeated(groups: NDArray[np.intp]) -> float:
    return float((np.bincount(groups)[groups] > 1).mean())


def _identical(codes: list[NDArray[np.int32]], rows: int) -> NDArray[np.intp]:
    groups = np.zeros(rows, dtype=np.intp)
    for code in codes:
        wide = groups * (int(code.max(initial=0)) + 1) + code
        groups = np.unique(wide, return_inverse=True)[1].reshape(-1)
    return groups


def _joined(groups: NDArray[np.intp], code: NDArray[np.int32]) -> NDArray[np.intp]:
    """Return groups in which rows of one identifier stand together with everything identical to them."""
    first = np.full(int(code.max()) + 1, -1, dtype=np.intp)
    earliest = np.flatnonzero(code > 0)[::-1]
    first[code[earliest]] = groups[earliest]
    merged = groups.copy()
    named = code > 0
    merged[named] = first[code[named]]
    return np.unique(merged, return_inverse=True)[1].reshape(-1)


def by_time(when: Floats, groups: NDArray[np.intp]) -> Split:
    """Return the split at the moment after which 30 % of the cases closed or began; rows of one moment stay together.

    Rows of the later side whose group has a row on the earlier side are left out. `when` (n,) in days, finite.
    """
    order = np.sort(when)
    cut = order[int(np.ceil((1 - TEST_SHARE) * len(order))) - 1]
    early = when <= cut
    if early.all():
        early = when < cut
    seen = np.zeros(int(groups.max()) + 1, dtype=bool)
    seen[groups[early]] = True
    twice = ~early & seen[groups]
    return Split(np.flatnonzero(early), np.flatnonzero(~early & ~twice), int(twice.sum()))


def stratified(won: Floats, groups: NDArray[np.intp], seed: int) -> Split:
    """Return a random split with 30 % of the groups of each outcome in the test; rows of one group stay together."""
    count = int(groups.max()) + 1
    share = np.bincount(groups, weights=won, minlength=count) / np.maximum(np.bincount(groups, minlength=count), 1)
    shuffled = np.random.default_rng(seed).permutation(count)
    later = np.zeros(count, dtype=bool)
    for side in (share >= 0.5, share < 0.5):
        those = shuffled[side[shuffled]]
        later[those[: round(TEST_SHARE * len(those))]] = True
    return Split(np.flatnonzero(~later[groups]), np.flatnonzero(later[groups]), 0)


def sample(rows: NDArray[np.intp], won: Floats, size: int, seed: int) -> NDArray[np.intp]:
    """Return `size` of the training `rows` in their order, drawn at random; all of them when there are no more."""
    if size >= len(rows):
        return rows
    rng = np.random.default_rng(seed)
    for _ in range(50):
        drawn = np.sort(rng.choice(rows, size, replace=False))
        if 0 < won[drawn].sum() < size:
            break
    return drawn
