import datetime as dt

from django.db.models import Q, QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import get_date_max

from hederssak.queue.models import StoredTask, TimedTask, WorkerBeat

UNSEEN_AFTER = dt.timedelta(seconds=10)
"""A worker that has not been seen for this long is taken for dead; it says so every two seconds."""


def ready(queues: list[str], *, now: dt.datetime) -> QuerySet[StoredTask]:
    """Return the tasks that may start, the most urgent first."""
    due = Q(run_after=get_date_max()) | Q(run_after__lte=now)
    return StoredTask.objects.filter(due, status=TaskResultStatus.READY, queue_name__in=queues)


def alive(*, now: dt.datetime) -> set[str]:
    """Return the ids of the workers seen lately."""
    seen = WorkerBeat.objects.filter(seen_at__gt=now - UNSEEN_AFTER)
    return set(seen.values_list("worker_id", flat=True))


def orphans(*, idle: str, now: dt.datetime) -> list[StoredTask]:
    """Return the running tasks whose worker is gone, or is the one named `idle`, which says it runs none."""
    living = alive(now=now) - {idle}
    running = StoredTask.objects.filter(status=TaskResultStatus.RUNNING)
    return [row for row in running if not row.worker_ids or row.worker_ids[-1] not in living]


def due(*, now: dt.datetime) -> QuerySet[TimedTask]:
    """Return the timed tasks whose hour has come."""
    return TimedTask.objects.filter(next_at__lte=now)
