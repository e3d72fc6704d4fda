"""Servers that the tests of calendars speak to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.calendars.radicale_server import Radicale, radicale


@pytest.fixture
def dav(tmp_path: Path, settings: Settings) -> Iterator[Radicale]:
    """Start a Radicale server that this installation may call."""
    settings.ALLOW_PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    with radicale(tmp_path) as server:
        yield server
