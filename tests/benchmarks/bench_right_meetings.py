"""What the right meetings cost a large organization: seeing whom a new profile would move, and telling what came."""

from collections.abc import Iterator

from tests.benchmarks.figures import Figure
from tests.benchmarks.large import inside, installation

PREVIEW_SECONDS = 2
DEBRIEF_MS = 30


def bench_right_meetings() -> Iterator[Figure]:
    """Measure a preview of 12 criteria over every company, and a debrief as it is sent from a phone."""
    found = inside(installation("xl"), "right_meetings_inside")
    yield Figure(
        name=f"12 criteria previewed over {found['companies']:,} companies",
        issue=4,
        value=found["preview"],
        unit="s",
        reference=found["bare"],
        most=PREVIEW_SECONDS,
    )
    yield Figure(
        name="a debrief saved, p95",
        issue=4,
        value=found["debrief"]["p95"],
        unit="ms",
        reference=found["debrief"]["p50"],
        most=DEBRIEF_MS,
    )
