"""Gradient boosting as a second opinion on the win chance; needs the optional extra `blend` (scikit-learn)."""

import importlib
import importlib.util
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import numpy as np

from hederssak.estimates.encoding import Design
from hederssak.estimates.scores import Floats

MOST_CATEGORIES = 250  # what the histogram trees can split on; levels are numbered by frequency
TREES = 80


def available() -> bool:
    """Return whether scikit-learn is installed."""
    return importlib.util.find_spec("sklearn") is not None


@dataclass(frozen=True)
class Boosted:
    """A fitted ensemble of trees."""

    trees: Any

    def chances(self, design: Design) -> Floats:
        """Return the chance of each case of `design`, shape (n,)."""
        with _one_thread():
            found: Floats = self.trees.predict_proba(_inputs(design))[:, 1]
        return found


def fit_boosted(design: Design, won: Floats, weights: Floats) -> Boosted:
    """Return histogram gradient boosting (Friedman 2001) of outcomes `won` (n,) with case weights (n,).

    Raises ModuleNotFoundError without scikit-learn. Same input, same trees.
    """
    ensemble = importlib.import_module("sklearn.ensemble")
    fields = len(design.sizes)
    trees = ensemble.HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=0.06,
        max_leaf_nodes=12,
        min_samples_leaf=30,
        l2_regularization=5.0,
        categorical_features=[place < fields for place in range(fields + design.numbers.shape[1])],
        early_stopping=False,
        random_state=0,
    )
    with _one_thread():
        trees.fit(_inputs(design), won, sample_weight=weights)
    return Boosted(trees)


def _one_thread() -> AbstractContextManager[Any]:
    """Return a context with one thread: on a shared machine threads that wait for each other cost tenfold."""
    limit: AbstractContextManager[Any] = importlib.import_module("threadpoolctl").threadpool_limits(limits=1)
    return limit


def _inputs(design: Design) -> Floats:
    capped = np.where(design.levels > MOST_CATEGORIES, 0, design.levels)
    return np.column_stack([capped.astype(np.float64), design.numbers])
