"""A queue in the test's own database, worked off in the test's own process."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from hederssak.queue.management.worker import Worker

DATABASE_QUEUE = {"default": {"BACKEND": "hederssak.queue.backends.QueueBackend", "QUEUES": ["default", "imports"]}}


@pytest.fixture
def database_queue(settings: Settings) -> None:
    """Let tasks go into the database, as they do outside the tests."""
    settings.TASKS = DATABASE_QUEUE


@pytest.fixture
def work_off(_history_may_be_flushed: None, database_queue: None) -> Callable[[], None]:
    """Return a function that does what is ready, and nothing that the clock starts when a minute turns meanwhile."""

    def work_off() -> None:
        worker = Worker(["default", "imports"], batch=True)
        worker.timetable = {}
        worker.run()

    return work_off
