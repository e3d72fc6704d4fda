"""Where tasks go: into the database, or (in tests) straight into the function."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id, normalize_json
from django_tasks_db import DatabaseBackend

MOST_ATTEMPTS = 5
_FIRST_WAIT = dt.timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientTask(Task[Any, Any]):
    """A task that is tried again when it raises."""

    attempts: int = MOST_ATTEMPTS

    def wait_after(self, attempt: int) -> dt.timedelta | None:
        """Return how long to wait after a failed attempt (1 is the first), or None to give up.

        The waits are 10 s, 40 s, 160 s and 640 s.
        """
        return _FIRST_WAIT * 4 ** (attempt - 1) if attempt < self.attempts else None


class QueueBackend(DatabaseBackend):
    """The queue in the product's database: a task exists once the transaction that asked for it commits."""

    task_class = PatientTask  # type: ignore[assignment]  # seen as Django 6, which this is not


class ImmediateBackend(BaseTaskBackend):
    """For tests: runs a task at commit, in the caller's process, and lets its errors through.

    The arguments go through JSON first, so that what could not be stored fails here too.
    """

    task_class = PatientTask
    supports_defer = True
    supports_priority = True

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Run the task at commit; the result that is returned knows nothing of how it went."""
        self.validate_task(task)
        plain_args, plain_kwargs = normalize_json(list(args)), normalize_json(dict(kwargs))
        transaction.on_commit(lambda: task.call(*plain_args, **plain_kwargs))
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=plain_args,
            kwargs=plain_kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
