"""CalDAV, Microsoft and Google pass the same contract."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.calendars.contract import Contract, World
from tests.calendars.worlds import world_of


@pytest.fixture(params=["caldav", "google", "microsoft"])
def world(request: pytest.FixtureRequest, tmp_path: Path, settings: Settings) -> Iterator[World]:
    settings.ALLOW_PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    with world_of(request.param, tmp_path) as made:
        yield made


class TestEveryCalendar(Contract):
    """Each test of the contract, against each service."""
