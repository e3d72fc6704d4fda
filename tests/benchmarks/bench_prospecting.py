"""What booking hours cost: making a year of them, finding what lies over them, offering pairs for one."""

from collections.abc import Iterator

from tests.benchmarks.figures import Figure
from tests.benchmarks.large import inside, installation


def bench_blocks() -> Iterator[Figure]:
    """Measure 100 members x 52 weeks beside writing the same rows bare, and conflicts beside a plain overlap query."""
    found = inside(installation("small"), "prospecting_inside")
    yield Figure(
        name=f"{found['blocks']:,} booking hours of 100 members made",
        issue=3,
        value=found["making"],
        unit="s",
        reference=found["bare_rows"],
        most=2.0,
    )
    yield Figure(
        name=f"making them again, when all {found['blocks']:,} stand", issue=3, value=found["again"], unit="s", most=2.0
    )
    yield Figure(
        name=f"conflicts of 100 members x 12 weeks with {found['events']:,} events",
        issue=3,
        value=found["conflicts"],
        unit="s",
        reference=found["bare_overlaps"],
        most=1.0,
    )
    yield Figure(name="five pairs offered for an hour", issue=3, value=found["offers"], unit="ms", most=100)
