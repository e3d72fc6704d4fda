"""What the goals of a large organization cost: the board of a hundred reps, and a slider's chances."""

from collections.abc import Iterator

from tests.benchmarks.figures import Figure
from tests.benchmarks.large import inside, installation

P95_MS = 60
SLIDER_MS = 5


def bench_goals() -> Iterator[Figure]:
    """Measure the board with its whole HTML, and all chances of a slider beside a single one."""
    found = inside(installation("xl"), "goals_inside")
    board, slider = found["board"], found["slider"]
    yield Figure(
        name="goals board of 100 reps, p95", issue=5, value=board["p95"], unit="ms", reference=board["p50"], most=P95_MS
    )
    yield Figure(
        name="a slider's chances, all of them",
        issue=5,
        value=slider["whole"],
        unit="ms",
        reference=slider["one"],
        most=SLIDER_MS,
    )
