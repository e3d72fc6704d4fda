"""What the pack of a sales meeting costs."""

from collections.abc import Iterator

from tests.benchmarks.figures import Figure
from tests.benchmarks.large import inside, installation

MOST_MS = 150


def bench_pack() -> Iterator[Figure]:
    """Measure the pages of a team's packs, and composing one, beside reading its deals and their history bare."""
    found = inside(installation("xl"), "pack_inside")
    deals, bare = f"{found['deals']:,} open deals", found["bare"]
    for which in ("live", "frozen"):
        yield Figure(
            name=f"{which} pack of ten reps with {deals}, p50",
            issue=2,
            value=found[which]["p50"],
            unit="ms",
            reference=bare,
            most=MOST_MS,
        )
    yield Figure(name="composing that pack, in the worker", issue=2, value=found["composed"], unit="ms", reference=bare)
    yield Figure(name="queries of the live pack's page", issue=2, value=found["live"]["queries"], unit="queries")
