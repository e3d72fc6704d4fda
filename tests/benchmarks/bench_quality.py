"""What the figures of quality cost in the large organization: reading them, and the night that counts them."""

from collections.abc import Iterator

from tests.benchmarks.figures import Figure
from tests.benchmarks.large import inside, installation

MOST_MS = 60
NIGHT_S = 60


def bench_quality(size: str = "xl") -> Iterator[Figure]:
    """Measure a year's figures of a team with its page, and the counting of everybody's."""
    found = inside(installation(size), "quality_inside")
    for name in ("a team's figures", "a team's page", "a rep's page"):
        for share in ("p50", "p95"):
            yield Figure(name=f"{name}, {share}", issue=4, value=found[name][share], unit="ms", most=MOST_MS)
    yield Figure(
        name=f"a night's counting of {found['rows']} members and teams",
        issue=4,
        value=found["night"],
        unit="s",
        reference=found["bare"],
        most=NIGHT_S,
    )
