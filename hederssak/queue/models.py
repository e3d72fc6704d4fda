from typing import Any, TypeAlias

from django.db import models
from django_tasks_db.models import DBTaskResult

StoredTask: TypeAlias = DBTaskResult[..., Any]
"""A task in the database, with its state and every worker that has had it; the table is the library's."""


class WorkerBeat(models.Model):
    """A worker that runs, and when it last said so. Workers are no organization's, so neither is this row."""

    worker_id = models.CharField(primary_key=True, max_length=64)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)


class TimedTask(models.Model):
    """When a task that runs by the clock is due next; by this row, only one of several workers starts it."""

    path = models.CharField(primary_key=True, max_length=200)
    line = models.CharField(max_length=100)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)
