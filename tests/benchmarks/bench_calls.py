"""What the page of calls takes to answer an outcome, in the large organization."""

from collections.abc import Iterator

from tests.benchmarks.figures import Figure
from tests.benchmarks.large import inside, installation

P95_MS = 30


def bench_outcome() -> Iterator[Figure]:
    """Measure from the press to the answer, beside the bare rows."""
    found = inside(installation("xl"), "calls_inside")
    for share in ("p50", "p95"):
        yield Figure(
            name=f"an outcome pressed, {share}",
            issue=3,
            value=found["ms"][share],
            unit="ms",
            reference=found["bare"][share],
            most=P95_MS,
        )
