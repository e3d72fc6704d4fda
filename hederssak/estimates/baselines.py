"""What the win chance is measured against: base rate, static table, naive Bayes, logistic regression."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from hederssak.estimates.encoding import Design, Encoding, Part
from hederssak.estimates.hierarchical import fit_fixed
from hederssak.estimates.leaks import leave_one_out
from hederssak.estimates.scores import Floats, log_loss

ADDED = 0.1  # to each count of naive Bayes, as a well-known open-source CRM does
FLOOR = 1e-4


@dataclass(frozen=True)
class Cases:
    """Training and test designs with the training outcomes (n,) of 0 and 1."""

    encoding: Encoding
    train: Design
    won: Floats
    test: Design


def base_rate(cases: Cases) -> Floats:
    """Return the training share won for every test case, half a win and half a loss added."""
    share = (cases.won.sum() + 0.5) / (len(cases.won) + 1)
    return np.full(len(cases.test.levels), share)


def static_table(cases: Cases) -> Floats:
    """Return the training win rate by the single best field, one case of base rate added to each level.

    The field is chosen in training by leave-one-out log loss; with no field it is the base rate.
    """
    best, chosen = log_loss(np.full(len(cases.won), cases.won.mean()), cases.won), -1
    for place, size in enumerate(cases.train.sizes):
        loss = log_loss(leave_one_out(cases.train.levels[:, place], size, cases.won), cases.won)
        if loss < best:
            best, chosen = loss, place
    if chosen < 0:
        return base_rate(cases)
    size, levels = cases.train.sizes[chosen], cases.train.levels[:, chosen]
    wins = np.bincount(levels, weights=cases.won, minlength=size)
    table = (wins + cases.won.mean()) / (np.bincount(levels, minlength=size) + 1)
    found: Floats = table[cases.test.levels[:, chosen]]
    return found


def naive_bayes(cases: Cases) -> Floats:
    """Return naive Bayes on frequency tables of all categorical fields, 0.1 added to each count.

    Values unseen in training are skipped; chances are clipped to 0.01 to 99.99 %.
    """
    wins = cases.won.sum()
    odds = np.full(len(cases.test.levels), np.log((wins + ADDED) / (len(cases.won) - wins + ADDED)))
    for place, feature in enumerate(cases.encoding.features):
        if feature.part is not Part.LEVEL:
            continue
        size, levels = feature.size, cases.train.levels[:, place]
        won = np.bincount(levels, weights=cases.won, minlength=size) + ADDED
        lost = np.bincount(levels, weights=1 - cases.won, minlength=size) + ADDED
        ratio = np.log(won / won.sum()) - np.log(lost / lost.sum())
        ratio[0] = 0.0
        odds += ratio[cases.test.levels[:, place]]
    return np.asarray(np.clip(expit(odds), FLOOR, 1 - FLOOR))


def logistic(cases: Cases) -> Floats:
    """Return L2-penalized logistic regression on all fields, penalty 1 (every effect has prior variance 1)."""
    return fit_fixed(cases.train, cases.won, variance=1.0).plug_in(cases.test)


def every_baseline(cases: Cases) -> dict[str, Floats]:
    """Return the chances of each baseline for the test cases, by name."""
    return {
        "base_rate": base_rate(cases),
        "static_table": static_table(cases),
        "naive_bayes": naive_bayes(cases),
        "logistic": logistic(cases),
    }
