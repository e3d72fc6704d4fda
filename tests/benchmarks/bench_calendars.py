"""What calendars cost: holding a team's blocks against everybody's events, and reading a calendar of many events."""

from collections.abc import Iterator

from tests.benchmarks.figures import Figure
from tests.benchmarks.large import inside, installation

MOST_CONFLICTS_S = 1.0
CHANGES = 10


def bench_calendars() -> Iterator[Figure]:
    """Measure conflicts of 100 members x 12 weeks with 50,000 events, and a turn with 5,000 events of which 10 changed.

    The references are reading those events bare, and reading the calendar as a whole.
    """
    found = inside(installation("small"), "calendars_inside")
    yield Figure(
        name=f"conflicts of {found['slots']:,} blocks with {found['events']:,} events",
        issue=3,
        value=found["conflicts"],
        unit="s",
        reference=found["bare"],
        most=MOST_CONFLICTS_S,
    )
    yield Figure(
        name=f"rows touched when {CHANGES} of {found['held']:,} events changed",
        issue=3,
        value=found["touched"],
        unit="rows",
        most=CHANGES,
        least=CHANGES,
    )
    yield Figure(
        name=f"a turn with {found['held']:,} events of which {CHANGES} changed",
        issue=3,
        value=found["turn"],
        unit="s",
        reference=found["whole"],
        most_ratio=0.2,
    )
