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


def let_go_on(path: str) -> None:
    """Let the tasks that wait go on, and those that come."""
    Path(f"{path}.on").touch()


def wait_to_go_on(path: str) -> None:
    """Wait for the test: what it does in the middle of a task is then done there, however slow the machine is."""
    while not Path(f"{path}.on").exists():
        time.sleep(0.02)


@task
def work(path: str, name: str) -> str:
    """Say that it began and that it ended."""
    note(path, f"{name} began in {os.getpid()}")
    note(path, f"{name} ended in {os.getpid()}")
    return name


@task
def long_work(path: str, name: str) -> str:
    """Say that it began, end when the test says so."""
    note(path, f"{name} began in {os.getpid()}")
    wait_to_go_on(path)
    note(path, f"{name} ended in {os.getpid()}")
    return name


@task
def guarded_work(path: str, name: str) -> None:
    """Wait for the test, then write only if the task still is this worker's."""
    note(path, f"{name} began in {os.getpid()}")
    wait_to_go_on(path)
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
