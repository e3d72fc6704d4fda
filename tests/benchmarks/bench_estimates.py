"""What the estimates reach, beside simpler ones on the same split of the same data, and how long they take."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hederssak.estimates.capacity import chance_of_goal, learnt, needed, pace, rep_prior
from hederssak.estimates.columns import read_columns
from hederssak.estimates.comparison import Comparison, Question, compare
from hederssak.estimates.encoding import Encoding
from hederssak.estimates.heldout import Closed
from hederssak.estimates.hierarchical import fit
from hederssak.estimates.histories import DealColumns, LogColumns, Read, from_deals, from_log
from hederssak.estimates.replay import replay
from hederssak.estimates.revenue import won_margin
from hederssak.estimates.scores import Floats
from hederssak.estimates.simulate import Scenario, halved, simulate
from hederssak.estimates.trend import trend_of_counts
from hederssak.estimates.win_chance import fit_cases
from hederssak.rules.goals.states import State
from tests.benchmarks.estimates_data import columns_of, made, many_levels, maven, olist, rows_of, shared
from tests.benchmarks.figures import Figure, median_of

ISSUE = 7
SEEDS = 4
WINDOW = {"least": 0.78, "most": 0.85}
MEMBERS = {"ours", "pipeline", "run_rate", "season"}


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes, in seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def bench_win_chance_at_200() -> Iterator[Figure]:
    """Measure log loss and calibration with 200 closed deals on every set at hand, four draws each."""
    found: dict[str, list[Comparison]] = {}
    for name, table, question in (
        ("maven", maven(), ("deal_stage", "Won", "Lost", "engage_date")),
        ("olist", olist(), ("won", "yes", "no", "first_contact_date")),
        *((f"made {seed}", made(seed), ("won", "yes", "no", "day")) for seed in (1, 2, 3)),
    ):
        if table is None:
            continue
        drop = tuple(column for column in ("close_date", "close_value") if column in table)
        outcome, won, lost, when = question
        found[name] = [
            compare(table, Question(outcome, won, lost, when, drop, train=200, seed=seed)) for seed in range(SEEDS)
        ]
    for other, most in (("naive_bayes", 0.62), ("static_table", 0.90), ("logistic", None)):
        ratios = {name: _ratio(runs, other) for name, runs in found.items()}
        mean = float(np.exp(np.mean(np.log(list(ratios.values())))))
        name = f"log loss at 200 deals to {other.replace('_', ' ')}, {len(ratios)} sets"
        yield Figure(name=name, issue=ISSUE, value=mean, unit="x", most=most)
        if other == "static_table":
            yield Figure(name=f"{name}, worst", issue=ISSUE, value=max(ratios.values()), unit="x", most=1.02)
    if "maven" in found:
        ratio = _ratio(found["maven"], "base_rate")
        yield Figure(name="log loss without signal to base rate", issue=ISSUE, value=ratio, unit="x", most=1.005)
    for name, runs in found.items():
        error = float(np.mean([run.models["ours"].ece for run in runs]))
        bound = 0.03 + _perfect(runs[0].test)
        yield Figure(name=f"calibration error at 200 deals, {name}", issue=ISSUE, value=error, unit="", most=bound)


def _ratio(runs: list[Comparison], other: str) -> float:
    return float(np.exp(np.mean([np.log(r.models["ours"].log_loss / r.models[other].log_loss) for r in runs])))


def _perfect(cases: int) -> float:
    """Return the calibration error of a perfect model, taken as falling with the root of the cases (0.046 at 500)."""
    return float(0.046 * np.sqrt(500 / cases))


def bench_win_chance_speed() -> Iterator[Figure]:
    """Measure fitting 10,000 encoded deals and scoring a million."""
    design, won = many_levels(10_000)
    posterior = fit(design, won, np.ones(len(won)))
    alone = median_of(3, lambda: seconds(lambda: fit(design, won, np.ones(len(won)))))
    yield Figure(name="fit 10,000 deals, hierarchical", issue=ISSUE, value=alone, unit="s", most=1)
    cases = Closed(design, won, np.arange(float(len(won))))
    whole = seconds(lambda: fit_cases(cases, Encoding((), (), None)))
    yield Figure(name="fit 10,000 deals with half-life and blend", issue=ISSUE, value=whole, unit="s", most=10)
    million = design.rows(np.tile(np.arange(10_000), 100))
    scored = median_of(3, lambda: seconds(lambda: posterior.chances(million)))
    yield Figure(name="score 1,000,000 deals with intervals", issue=ISSUE, value=scored, unit="s", most=1)


def bench_won_margin() -> Iterator[Figure]:
    """Measure time and error of the distribution of won margin, amounts of sigma 1 and 2."""
    rng = np.random.default_rng(1)
    for count, most in ((300, 1.0), (10_000, 5.0), (1_000_000, 10.0)):
        for sigma in (1.0, 2.0):
            amounts, chances = rng.lognormal(11, sigma, count), rng.uniform(0.02, 0.6, count)
            took = 1000 * median_of(7, partial(_margin_seconds, amounts, chances))
            name = f"{count:,} deals, sigma {sigma:.0f}"
            bound = most if sigma == 1 else 1000.0
            yield Figure(name=f"won margin of {name}", issue=ISSUE, value=took, unit="ms", most=bound)
            if count <= 10_000:
                error = _distance(amounts, chances)
                yield Figure(name=f"error of {name}", issue=ISSUE, value=error, unit="", most=2e-6)


def _margin_seconds(amounts: Floats, chances: Floats) -> float:
    return seconds(lambda: won_margin(amounts, chances))


def _distance(amounts: Floats, chances: Floats) -> float:
    """Return how far our distribution function is from the long Fourier series over every wave, at 41 quantiles."""
    law = won_margin(amounts, chances)
    points = law.quantiles(np.linspace(0.001, 0.999, 41))
    mean, spread = law.mean, law.variance**0.5
    low, wide = mean - 14 * spread - amounts.max(), 28 * spread + 2 * amounts.max()
    reached = (points - low) / wide
    for wave in range(1, 4000):
        t = 2 * np.pi * wave / wide
        value = np.prod(1 + chances * (np.exp(1j * t * amounts) - 1))
        if wave > 200 and abs(value) < 1e-14:
            break
        reached += 2 / wide * np.real(value * (np.exp(-1j * t * low) - np.exp(-1j * t * points)) / (1j * t))
    return float(np.abs(law.chance_at_most(points) - reached).max())


def bench_forecast() -> Iterator[Figure]:
    """Measure the replayed forecast against the best of five baselines, and how often its 80 % held."""
    held: list[float] = []
    log, deals = shared("bpi2012/events.csv.gz"), shared("maven_crm/sales_pipeline.csv")
    runs: list[tuple[str, Read, float, float, float]] = []
    if log is not None:
        lost = ("A_DECLINED", "A_CANCELLED")
        names = LogColumns("case", "ts", "activity", "amount", ("A_APPROVED",), lost)
        read = from_log(columns_of(rows_of(log)), names)
        runs += [("BPI 2012", read, 7, 7, 0.60), ("BPI 2012", read, 14, 7, 0.85), ("BPI 2012", read, 28, 7, 0.60)]
    if deals is not None:
        columns = DealColumns("engage_date", "close_date", "deal_stage", "close_value", ("Won",))
        runs.append(("Maven months", from_deals(columns_of(rows_of(deals)), columns), 30, 30, 0.65))
    for name, read, days, every, most in runs:
        found = replay(read.history, days, read.start, read.end, every)
        best = min(score.crps for model, score in found.models.items() if model not in MEMBERS)
        ours = found.models["ours"]
        held += [ours.coverage_80] * len(found.origins)
        title = f"CRPS {name}, {days:.0f} days, {len(found.origins)} origins"
        yield Figure(name=title, issue=ISSUE, value=ours.crps, unit="", reference=best, most_ratio=most)
    if held:
        yield Figure(
            name="80 % intervals held, pooled", issue=ISSUE, value=float(np.mean(held)), unit="", least=0.75, most=0.85
        )


def bench_targets() -> Iterator[Figure]:
    """Measure how often a target of closed deals brings the wins it was set for, on each seller's held-out deals.

    Held out at random: by time, the share won of this made-up firm jumps with the month.
    """
    table = maven()
    if table is None:
        return
    columns = read_columns(table)
    stage = np.array(columns["deal_stage"].texts)[columns["deal_stage"].codes]
    closed = np.flatnonzero(np.isin(stage, ("won", "lost")))
    closed = np.random.default_rng(1).permutation(closed)
    seller, won = columns["sales_agent"].codes[closed], (stage[closed] == "won").astype(int)
    sellers = np.unique(seller)
    past = {who: won[seller == who][:60] for who in sellers}
    later = {who: won[seller == who][60:] for who in sellers}
    trials = np.array([len(past[who]) for who in sellers])
    prior = rep_prior(np.array([past[who].sum() for who in sellers]), trials)
    met, whole, said = [], [], []
    for who in sellers:
        chance = learnt(prior, float(past[who].sum()), float(len(past[who])))
        for goal in (3, 5, 8, 12):
            count = needed(goal, [chance]) or 0
            mean = pace(goal, [chance], count) or 0.0
            periods = len(later[who]) // count
            met += _reached(later[who], _spread(mean, periods), goal)
            whole += _reached(later[who], [count] * periods, goal)
            said += [chance_of_goal(count, goal, [chance])] * periods
    share = float(np.mean(met))
    yield Figure(name=f"targets met at the pace, {len(met)} periods", issue=ISSUE, value=share, unit="", **WINDOW)
    alone = float(np.mean(whole)) - float(np.mean(said))
    name = f"whole counts met ({np.mean(whole):.3f}) less the chance they were said to have"
    yield Figure(name=name, issue=ISSUE, value=alone, unit="", least=-0.03, most=0.03)


def _spread(mean: float, periods: int) -> list[int]:
    """Return whole counts, as even as can be, that never lag behind `mean` a period."""
    sums = np.ceil(mean * np.arange(periods + 1) - 1e-9).astype(int)
    return [int(each) for each in np.diff(sums)]


def _reached(later: NDArray[np.int64], counts: list[int], goal: int) -> list[bool]:
    """Return, per period with its count of deals one after another, whether the goal was reached."""
    ends = np.cumsum([0, *counts])
    return [bool(later[start:end].sum() >= goal) for start, end in pairwise(ends)]


def bench_trend() -> Iterator[Figure]:
    """Measure false calls on weeks without a trend, and how often a fall of 60 % is found."""
    rng = np.random.default_rng(1)
    full = np.full(8, 5.0)
    fall = np.exp(np.linspace(0, np.log(0.4), 8))

    def called(means: Floats, states: set[State], dispersion: float) -> float:
        hits = 0
        for _ in range(1500):
            shape = means / (dispersion - 1) if dispersion > 1 else np.zeros(8)
            drawn = rng.poisson(rng.gamma(shape) * (dispersion - 1)) if dispersion > 1 else rng.poisson(means)
            hits += trend_of_counts(drawn.astype(float), full, dispersion).state in states
        return hits / 1500

    every = {State.RISE, State.STEEP_RISE, State.FALL, State.STEEP_FALL}
    false = max(called(np.full(8, 5.5), every, 1.0), called(np.full(8, 5.5), every, 1.5))
    yield Figure(name="false calls of a trend", issue=ISSUE, value=false, unit="", most=0.10)
    power = called(5.5 * fall / fall.mean(), {State.FALL, State.STEEP_FALL}, 1.0)
    yield Figure(name="a fall of 60 % found at 5.5 a week", issue=ISSUE, value=power, unit="", least=0.38)


def bench_what_if() -> Iterator[Figure]:
    """Measure how long a large team's year takes, and how near the simulated collapse comes to its formula."""
    large = Scenario(members=100, meetings=5, target=7, win=0.2, margin=50_000)
    took = median_of(3, lambda: seconds(lambda: simulate(large, 52, 10_000)))
    yield Figure(name="100 members x 52 weeks x 10,000 paths", issue=ISSUE, value=took, unit="s", most=2)
    alone = Scenario(meetings=5, target=0, win=0.2, margin=50_000)
    cost = simulate(alone, 26, 20_000).mean[-1] - simulate(halved(alone, 26), 26, 20_000).mean[-1]
    yield Figure(
        name="collapse of 26 weeks to 650,000",
        issue=ISSUE,
        value=float(cost) / 650_000,
        unit="x",
        least=0.98,
        most=1.02,
    )
