"""Made-up closed deals with a known truth."""

import numpy as np

from hederssak.estimates.scores import Floats


def made_deals(count: int, seed: int = 1, signal: float = 1.0) -> tuple[dict[str, list[str]], Floats]:
    """Give raw columns and outcomes: segment and owner matter as much as `signal` says, size and product don't."""
    rng = np.random.default_rng(seed)
    segment, owner = rng.integers(0, 4, count), rng.integers(0, 12, count)
    odds = -0.3 + signal * (np.array([-1.2, -0.2, 0.4, 1.2])[segment] + np.linspace(-0.8, 0.8, 12)[owner])
    won = (rng.random(count) < 1 / (1 + np.exp(-odds))).astype(float)
    days = np.sort(rng.integers(0, 700, count))
    columns = {
        "segment": [f"s{value}" for value in segment],
        "owner": [f"rep {value}" for value in owner],
        "product": [f"p{value}" for value in rng.integers(0, 9, count)],
        "amount": [f"{value:.2f}" for value in rng.lognormal(10, 1, count)],
        "created": [str(np.datetime64("2024-01-01") + int(day)) for day in days],
    }
    return columns, won


def as_csv(columns: dict[str, list[str]], won: Floats, outcome: str = "stage") -> str:
    """Give the deals as the text of a CSV file with an outcome column of Won and Lost."""
    names = [*columns, outcome]
    rows = zip(*columns.values(), ["Won" if value else "Lost" for value in won], strict=True)
    return "\n".join(",".join(row) for row in [names, *rows]) + "\n"
