"""What happens to a task: asked for, claimed, finished, failed, taken back from the dead.

Each change of a running task is one conditional update that names the attempt (the whole list of workers that
have had it). A worker that was paused and comes back thus changes nothing that another one has taken over.
"""

import datetime as dt
from contextvars import ContextVar
from traceback import format_exception
from typing import Any, ParamSpec, cast

from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import get_date_max

from hederssak.queue import queries
from hederssak.queue.backends import MOST_ATTEMPTS, PatientTask
from hederssak.queue.models import StoredTask, TimedTask, WorkerBeat
from hederssak.queue.tasks import Timed

P = ParamSpec("P")

attempt: ContextVar[StoredTask | None] = ContextVar("attempt", default=None)
"""The task that this worker is at; None outside a worker."""


class TakenOverError(Exception):
    """This attempt was taken for dead and the task given to another worker: stop, and write nothing more."""


def enqueue(wanted: Task[P, Any], *args: P.args, **kwargs: P.kwargs) -> None:
    """Ask for a task to be run once the present transaction has committed, and not if it is rolled back.

    The arguments are JSON values: give ids, not rows.
    """
    wanted.enqueue(*args, **kwargs)


def enqueue_after(earliest: dt.datetime, wanted: Task[P, Any], *args: P.args, **kwargs: P.kwargs) -> None:
    """Ask for a task to be run, as `enqueue`, but not before an instant."""
    wanted.using(run_after=earliest).enqueue(*args, **kwargs)


def hold() -> None:
    """Raise `TakenOverError` if another worker has taken over what this one is doing.

    To be called first in each transaction of a long task: the row stays locked until the transaction ends,
    so that what is committed was committed by the attempt that counts. Outside a worker it does nothing.
    """
    mine = attempt.get()
    if mine is None:
        return
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("hold() belongs inside the transaction that it guards")
    if not _mine(mine).select_for_update().values_list("pk").first():
        raise TakenOverError(f"{mine.task_path} {mine.pk} was given to another worker")


def claim(worker_id: str, queues: list[str], *, now: dt.datetime) -> StoredTask | None:
    """Take the most urgent task that is ready, or None; no two workers get the same one."""
    if not queries.ready(queues, now=now).exists():  # on SQLite the lines below would take the write lock for nothing
        return None
    with transaction.atomic():
        row = queries.ready(queues, now=now).select_for_update(skip_locked=True).first()
        if row is None:
            return None
        row.status = TaskResultStatus.RUNNING
        row.started_at = now
        row.worker_ids = [*row.worker_ids, worker_id]
        row.save(update_fields=["status", "started_at", "worker_ids"])
        return row


def succeed(row: StoredTask, value: Any, *, now: dt.datetime) -> bool:
    """Record the result of an attempt; False when the task had been taken over."""
    return _end(row, TaskResultStatus.SUCCESSFUL, finished_at=now, return_value=value)


def fail(row: StoredTask, error: BaseException, *, now: dt.datetime) -> bool:
    """Record the error of an attempt; set the next one or, after the last, give up. False when taken over."""
    task = _task_or_none(row)
    wait = task.wait_after(len(row.worker_ids)) if isinstance(task, PatientTask) else None
    told = {
        "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
        "traceback": "".join(format_exception(error)),
    }
    if wait is None:
        return _end(row, TaskResultStatus.FAILED, finished_at=now, **told)
    return _end(row, TaskResultStatus.READY, run_after=now + wait, **told)


def give_back(row: StoredTask) -> bool:
    """Let another worker do it at once, because this one has been told to stop; False when taken over."""
    return _end(row, TaskResultStatus.READY, run_after=get_date_max())


def reap(*, idle: str = "", now: dt.datetime) -> int:
    """Take running tasks back from workers that are gone and return how many.

    `idle` is the worker that asks, which does nothing else meanwhile: what still is in its name is a
    leftover. A task that has been tried five times counts as failed: it may be what ends the workers.
    """
    taken = 0
    for row in queries.orphans(idle=idle, now=now):
        if len(row.worker_ids) < MOST_ATTEMPTS:
            taken += give_back(row)
        else:
            sorry = f"The worker was gone before the end, {len(row.worker_ids)} times."
            taken += _end(row, TaskResultStatus.FAILED, finished_at=now, traceback=sorry)
    return taken


def beat(worker_id: str, *, started_at: dt.datetime, now: dt.datetime) -> None:
    """Say that a worker is alive."""
    WorkerBeat.objects.update_or_create(worker_id=worker_id, defaults={"started_at": started_at, "seen_at": now})


def leave(worker_id: str, *, now: dt.datetime) -> None:
    """Forget a worker that ends in good order, and those unseen for a day."""
    WorkerBeat.objects.filter(worker_id=worker_id).delete()
    WorkerBeat.objects.filter(seen_at__lt=now - dt.timedelta(days=1)).delete()


def set_timetable(timetable: dict[str, Timed], *, now: dt.datetime) -> None:
    """Bring the rows of timed tasks into step with what the rooms declare."""
    with transaction.atomic():
        known = {row.path: row for row in TimedTask.objects.select_for_update()}
        TimedTask.objects.filter(path__in=known.keys() - timetable.keys()).delete()
        for path, timed in timetable.items():
            if path not in known or known[path].line != timed.line:
                due = {"line": timed.line, "next_at": timed.next_after(now)}
                TimedTask.objects.update_or_create(path=path, defaults=due)


def start_due(timetable: dict[str, Timed], *, now: dt.datetime) -> int:
    """Ask for every timed task whose hour has come, once however many workers look, and return how many.

    Hours that passed while nothing ran are made up for by one run.
    """
    started = 0
    for row in queries.due(now=now).filter(path__in=timetable):
        timed = timetable[row.path]
        with transaction.atomic():
            unchanged = TimedTask.objects.filter(path=row.path, next_at=row.next_at)
            if unchanged.update(next_at=timed.next_after(now), last_at=now):
                enqueue(timed.task)
                started += 1
    return started


def prune(*, now: dt.datetime) -> int:
    """Delete finished tasks after two weeks, failed ones after three months, and return how many."""
    finished = StoredTask.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - dt.timedelta(14))
    failed = StoredTask.objects.filter(status=TaskResultStatus.FAILED, finished_at__lt=now - dt.timedelta(90))
    return finished.delete()[0] + failed.delete()[0]


def _mine(row: StoredTask) -> Any:
    """Return the row if, and only if, it still is in the attempt that `row` remembers."""
    return StoredTask.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING, worker_ids=row.worker_ids)


def _end(row: StoredTask, status: TaskResultStatus, **fields: Any) -> bool:
    return bool(_mine(row).update(status=status, **fields))


def _task_or_none(row: StoredTask) -> Task[Any, Any] | None:
    """Return the task of a row, or None when this version of the program has none of that name."""
    try:
        return cast("Task[Any, Any]", row.task)
    except (ImportError, AttributeError, SuspiciousOperation):
        return None
