"""What the manager's board of booking hours costs in the large organization, with a year of hours of every rep."""

from collections.abc import Iterator

from tests.benchmarks.bench_pages import MEDIAN_MS, P95_MS
from tests.benchmarks.figures import Figure
from tests.benchmarks.large import inside, installation


def bench_board() -> Iterator[Figure]:
    """Measure the board with its whole HTML, as the manager of a team and as the director."""
    found = inside(installation("xl"), "board_inside")
    found.pop("blocks")
    for name, figures in found.items():
        for share, most in (("p50", MEDIAN_MS), ("p95", P95_MS)):
            yield Figure(name=f"{name}, {share}", issue=3, value=figures[share], unit="ms", most=most)
