"""How a room declares work that is done in the background.

    @task
    def tell_the_owner(account_id: str) -> None: ...

    @every("10 2 * * *")
    @task(attempts=2)
    def snapshot_pipelines() -> None: ...

A task is called with JSON values, at least once: its body must be safe to run twice.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar, overload
from zoneinfo import ZoneInfo

from cronsim import CronSim
from django.utils.module_loading import autodiscover_modules
from django_tasks import task as library_task
from django_tasks.base import Task

from hederssak.queue.backends import MOST_ATTEMPTS

NIGHTS_ARE_IN = "Europe/Stockholm"
"""Cron lines are read in this zone: an hour of the night is one for people in the Nordics."""

P = ParamSpec("P")
T = TypeVar("T")
AnyTask = TypeVar("AnyTask", bound=Task[Any, Any])


@dataclass(frozen=True)
class Timed:
    """A task and the cron line on which it runs."""

    task: Task[Any, Any]
    line: str

    def next_after(self, now: dt.datetime) -> dt.datetime:
        """Return the first instant after `now`, in UTC, on which the line says to run."""
        return next(CronSim(self.line, now.astimezone(ZoneInfo(NIGHTS_ARE_IN)))).astimezone(dt.UTC)


_timed: dict[str, Timed] = {}


@overload
def task(function: Callable[P, T], /) -> Task[P, T]: ...


@overload
def task(*, queue: str = ..., priority: int = ..., attempts: int = ...) -> Callable[[Callable[P, T]], Task[P, T]]: ...


def task(
    function: Callable[P, T] | None = None,
    *,
    queue: str = "default",
    priority: int = 0,
    attempts: int = MOST_ATTEMPTS,
) -> Task[P, T] | Callable[[Callable[P, T]], Task[P, T]]:
    """Declare a module-level function as a task, bare or with options.

    Args:
        function: the body; given by Python when the decorator stands without parentheses.
        queue: `default`, or `imports` for what runs for minutes.
        priority: -100 to 100, the higher the sooner.
        attempts: how often it is tried before it counts as failed, 1 to 5.

    """

    def declare(body: Callable[P, T]) -> Task[P, T]:
        return library_task(queue_name=queue, priority=priority, attempts=attempts)(body)

    return declare(function) if function else declare


def every(line: str) -> Callable[[AnyTask], AnyTask]:
    """Run a task without arguments by the clock, on a cron line such as `*/5 * * * *`."""

    def remember(declared: AnyTask) -> AnyTask:
        _timed[declared.module_path] = Timed(declared, line)
        return declared

    return remember


def timetable() -> dict[str, Timed]:
    """Return every timed task by its path, after reading the `jobs` module of each room."""
    autodiscover_modules("jobs")
    return dict(_timed)
