"""What the pack of a sales meeting costs."""

from collections.abc import Iterator

from tests.benchmarks.figures import Figure
from tests.benchmarks.large import inside, installation

MOST_MS = 150


def bench_pack() -> Iterator[Figure]:
    """Measure the pack of a team of ten as of its last meeting, beside reading its deals and their history bare."""
    found = inside(installation("xl"), "pack_inside")
    yield Figure(
        name=f"pack of ten reps with {found['deals']:,} open deals",
        issue=2,
        value=found["ms"],
        unit="ms",
        reference=found["bare"],
        most=MOST_MS,
    )
    yield Figure(name="queries of that pack", issue=2, value=found["queries"], unit="queries")
