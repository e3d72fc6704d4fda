"""What the cost of meetings costs a large organization: counting them at night, and the page with its flow."""

from collections.abc import Iterator

from tests.benchmarks.figures import Figure
from tests.benchmarks.large import inside, installation

PAGE_MS = 200
LIST_MS = 200
MICROSECONDS_A_MEETING = 600
MEGABYTES = 300


def bench_cost() -> Iterator[Figure]:
    """Measure the flow of the whole organization with its HTML, a list of meetings, and the night's count."""
    found = inside(installation("xl"), "cost_inside")
    yield Figure(
        name="cost flow of the organization, p95",
        issue=4,
        value=found["page"]["p95"],
        unit="ms",
        reference=found["sums"],
        most=PAGE_MS,
    )
    yield Figure(
        name="the meetings behind a sum, p95",
        issue=4,
        value=found["list"]["p95"],
        unit="ms",
        reference=found["list"]["p50"],
        most=LIST_MS,
    )
    yield Figure(
        name="costs counted at night, each meeting",
        issue=4,
        value=found["again"],
        unit="us",
        reference=found["first"],
        most=MICROSECONDS_A_MEETING,
    )
    yield Figure(
        name="memory of the night's count",
        issue=4,
        value=found["memory"],
        unit="MB",
        reference=found["memory_before"],
        most=MEGABYTES,
    )
