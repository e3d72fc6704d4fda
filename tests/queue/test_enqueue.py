"""A task is asked for in a transaction, and exists if and only if that commits."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import transaction
from django_tasks.base import TaskResultStatus
from pytest_django import DjangoCaptureOnCommitCallbacks

from hederssak.queue import queries
from hederssak.queue.actions import enqueue, enqueue_after
from hederssak.queue.models import StoredTask
from tests.queue.bodies import work

NOW = dt.datetime(2026, 11, 16, 8, tzinfo=dt.UTC)


@pytest.mark.usefixtures("db", "database_queue")
def test_a_task_is_stored_with_its_arguments() -> None:
    enqueue(work, "file", name="call")
    stored = StoredTask.objects.get()
    assert stored.status == TaskResultStatus.READY
    assert stored.args_kwargs == {"args": ["file"], "kwargs": {"name": "call"}}


@pytest.mark.usefixtures("_history_may_be_flushed", "database_queue")
def test_a_transaction_that_is_rolled_back_asks_for_nothing() -> None:
    with transaction.atomic():
        enqueue(work, "file", "call")
        transaction.set_rollback(True)
    assert not StoredTask.objects.exists()


@pytest.mark.usefixtures("db", "database_queue")
def test_a_task_for_later_is_not_ready_before() -> None:
    enqueue_after(NOW, work, "file", "call")
    assert not queries.ready(["default"], now=NOW - dt.timedelta(seconds=1)).exists()
    assert queries.ready(["default"], now=NOW).exists()


@pytest.mark.django_db
def test_in_the_tests_of_other_rooms_a_task_runs_at_commit(
    tmp_path: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    notes = tmp_path / "notes"
    with django_capture_on_commit_callbacks(execute=True):
        enqueue(work, str(notes), "call")
        assert not notes.exists()
    assert notes.read_text(encoding="utf-8").startswith("call began")


@pytest.mark.django_db
def test_in_the_tests_of_other_rooms_an_argument_that_is_no_json_fails() -> None:
    with pytest.raises(TypeError):
        enqueue(work, "file", NOW)  # type: ignore[arg-type]  # the mistake that this is about
