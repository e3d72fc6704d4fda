"""The demo company in the database of a test module, taken away again at its end."""

import datetime as dt
from collections.abc import Iterator

from pytest_django import DjangoDbBlocker

from hederssak.demo import loading, removing
from hederssak.demo.loading import Loaded

NOW = dt.datetime(2026, 11, 19, 13, 0, tzinfo=dt.UTC)
MONDAY = dt.date(2026, 11, 16)


def loaded_for(blocker: DjangoDbBlocker, *, weeks: int) -> Iterator[Loaded]:
    """Load the company with so many weeks of history."""
    with blocker.unblock():
        yield loading.load(now=NOW, monday=MONDAY, weeks=weeks)
        removing.remove_demo()
