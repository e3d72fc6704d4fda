"""What a page costs on the server in the large organization, and that lists do not grow with their rows."""

from collections.abc import Iterator

from tests.benchmarks.figures import Figure
from tests.benchmarks.large import inside

MEDIAN_MS, P95_MS = 30, 60


def bench_pages() -> Iterator[Figure]:
    """Measure each page with its whole HTML, one client after the other, beside a bare query for its rows."""
    few, many = inside("small", "pages_inside"), inside("xl", "pages_inside")
    bare = many.pop("bare")["ms"]
    for name, figures in many.items():
        for share, most in (("p50", MEDIAN_MS), ("p95", P95_MS)):
            yield Figure(name=f"{name}, {share}", issue=2, value=figures[share], unit="ms", reference=bare, most=most)
    for name in ("opportunities", "questions of all", "companies"):
        yield Figure(
            name=f"{name}, queries at 10,000 rows beside those at ten",
            issue=2,
            value=many[name]["queries"],
            unit="queries",
            reference=few[name]["queries"],
            most_ratio=1.0,
        )
