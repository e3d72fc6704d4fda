"""What a worker does with a task that ends, fails, or is not known."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django_tasks.base import TaskResultStatus

from hederssak.queue import actions
from hederssak.queue.actions import TakenOverError, enqueue, hold
from hederssak.queue.models import StoredTask, WorkerBeat
from tests.queue.bodies import fail_once_for_all, fail_twice, work

NOW = dt.datetime(2026, 11, 16, 8, tzinfo=dt.UTC)


def make_due() -> None:
    StoredTask.objects.filter(status=TaskResultStatus.READY).update(run_after=NOW)


def test_a_task_that_ends_is_successful_and_keeps_its_result(work_off: Callable[[], None], tmp_path: Path) -> None:
    enqueue(work, str(tmp_path / "notes"), "call")
    work_off()
    stored = StoredTask.objects.get()
    assert (stored.status, stored.return_value) == (TaskResultStatus.SUCCESSFUL, "call")
    assert len(stored.worker_ids) == 1


def test_a_task_that_raises_is_tried_again_later_each_time(work_off: Callable[[], None], tmp_path: Path) -> None:
    enqueue(fail_twice, str(tmp_path / "notes"))
    waits = []
    for _ in range(2):
        work_off()
        stored = StoredTask.objects.get()
        assert stored.status == TaskResultStatus.READY
        assert "ConnectionError" in stored.exception_class_path
        assert stored.started_at is not None
        waits.append((stored.run_after - stored.started_at).total_seconds())
        make_due()
    work_off()
    assert StoredTask.objects.get().status == TaskResultStatus.SUCCESSFUL
    assert 10 <= waits[0] < 40 <= waits[1] < 160  # four times as long each time, and what the attempt itself took


def test_a_task_that_raises_in_its_last_attempt_has_failed_and_says_why(work_off: Callable[[], None]) -> None:
    enqueue(fail_once_for_all)
    work_off()
    stored = StoredTask.objects.get()
    assert stored.status == TaskResultStatus.FAILED
    assert "ValueError: no use" in stored.traceback


def test_a_failing_task_does_not_keep_the_next_from_running(work_off: Callable[[], None], tmp_path: Path) -> None:
    enqueue(fail_once_for_all)
    enqueue(work, str(tmp_path / "notes"), "call")
    work_off()
    assert StoredTask.objects.filter(status=TaskResultStatus.SUCCESSFUL).count() == 1


def test_a_task_that_this_version_does_not_know_has_failed(work_off: Callable[[], None]) -> None:
    enqueue(work, "file", "call")
    StoredTask.objects.update(task_path="hederssak.gone.jobs.work")
    work_off()
    assert StoredTask.objects.get().status == TaskResultStatus.FAILED


def test_a_worker_that_ends_in_good_order_leaves_no_beat(work_off: Callable[[], None]) -> None:
    work_off()
    assert not WorkerBeat.objects.exists()


class TestTakingBack:
    """A running task belongs to its worker as long as that is seen."""

    @pytest.fixture(autouse=True)
    def _running(self, db: None, database_queue: None) -> None:  # noqa: ARG002 (asked for first, so that they stand)
        enqueue(work, "file", "call")
        StoredTask.objects.update(run_after=NOW)
        actions.beat("first", started_at=NOW, now=NOW)
        claimed = actions.claim("first", ["default"], now=NOW)
        assert claimed is not None
        self.claimed = claimed

    def test_nobody_else_can_claim_it(self) -> None:
        assert actions.claim("second", ["default"], now=NOW) is None

    def test_it_stays_with_a_worker_that_was_seen_lately(self) -> None:
        assert actions.reap(now=NOW + dt.timedelta(seconds=9)) == 0

    def test_it_is_given_back_when_the_worker_is_unseen_for_ten_seconds(self) -> None:
        later = NOW + dt.timedelta(seconds=11)
        assert actions.reap(now=later) == 1
        again = actions.claim("second", ["default"], now=later)
        assert again is not None
        assert again.worker_ids == ["first", "second"]

    def test_a_worker_that_lost_it_can_neither_end_it_nor_write_on(self) -> None:
        actions.reap(now=NOW + dt.timedelta(seconds=11))
        assert not actions.succeed(self.claimed, "late", now=NOW)
        assert not actions.fail(self.claimed, ValueError("late"), now=NOW)
        token = actions.attempt.set(self.claimed)
        with pytest.raises(TakenOverError):
            hold()
        actions.attempt.reset(token)
        assert StoredTask.objects.get().status == TaskResultStatus.READY

    def test_the_worker_that_has_it_may_write(self) -> None:
        token = actions.attempt.set(self.claimed)
        hold()
        actions.attempt.reset(token)
        assert actions.succeed(self.claimed, "in time", now=NOW)

    def test_a_leftover_of_a_worker_that_does_nothing_is_given_back(self) -> None:
        assert actions.reap(idle="first", now=NOW) == 1

    def test_after_five_attempts_it_has_failed(self) -> None:
        StoredTask.objects.update(worker_ids=["a", "b", "c", "d", "gone"])
        assert actions.reap(now=NOW) == 1
        assert StoredTask.objects.get().status == TaskResultStatus.FAILED
