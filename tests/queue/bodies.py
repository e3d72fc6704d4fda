"""Tasks that tests run. They write to a file, because what a test asks is which process did what."""

import os
import time
from pathlib import Path

from django.db import transaction

from hederssak.queue.actions import hold
from hederssak.queue.tasks import task


def note(path: str, line: str) -> None:
    """Add a line, whole even when several processes write."""
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


@task
def work(path: str, name: str, seconds: float = 0) -> str:
    """Say that it began, take its time, say that it ended."""
    note(path, f"{name} began in {os.getpid()}")
    time.sleep(seconds)
    note(path, f"{name} ended in {os.getpid()}")
    return name


@task
def guarded_work(path: str, name: str, seconds: float) -> None:
    """Take its time, then write only if the task still is this worker's."""
    note(path, f"{name} began in {os.getpid()}")
    time.sleep(seconds)
    with transaction.atomic():
        hold()
        note(path, f"{name} wrote in {os.getpid()}")


@task(attempts=3)
def fail_twice(path: str) -> None:
    """Raise in the first two attempts."""
    note(path, "tried")
    tried = len(Path(path).read_text(encoding="utf-8").splitlines())
    if tried < 3:
        raise ConnectionError(f"attempt {tried}")


@task(attempts=1)
def fail_once_for_all() -> None:
    """Raise, and not be tried again."""
    raise ValueError("no use")


@task
def tick() -> None:
    """Do nothing, by the clock."""
