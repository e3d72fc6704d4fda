"""The process that does the tasks, one at a time."""

import logging
import os
import random
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable
from functools import partial
from types import FrameType

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django_tasks.utils import normalize_json

from hederssak.lib import clock
from hederssak.lib.lines import tell
from hederssak.queue import actions
from hederssak.queue.models import StoredTask
from hederssak.queue.tasks import timetable

log = logging.getLogger("hederssak.queue")

BEAT_SECONDS = 2.0
ROUND_SECONDS = 4.0
IDLE_SECONDS = 0.5
TROUBLE_SECONDS = 3.0


class Worker:
    """Claims tasks and runs them until told to stop.

    The first SIGTERM or SIGINT lets the present task end; the second breaks it off and gives it back.
    """

    def __init__(self, queues: list[str], *, worker_id: str = "", batch: bool = False) -> None:
        """Take the queues to serve, and whether to end when they are empty."""
        self.queues = queues
        self.batch = batch
        self.worker_id = worker_id or f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
        self.started_at = clock.read()
        self.timetable = timetable()
        self.stopping = threading.Event()
        self.gone = threading.Event()
        self.at_work = False
        self.next_round = 0.0

    def stop(self, number: int, _frame: FrameType | None = None) -> None:
        """Handle a signal."""
        if self.stopping.is_set() and self.at_work:
            raise SystemExit(128 + number)
        self.stopping.set()

    def run(self) -> None:
        """Work until told to stop, or in a batch until nothing is ready."""
        self._say_alive()
        actions.set_timetable(self.timetable, now=clock.read())
        beating = threading.Thread(target=self._beat, name="beat", daemon=True)
        beating.start()
        log.info("worker %s started, queues %s", self.worker_id, ",".join(self.queues))
        try:
            while not self.stopping.is_set():
                if not self._step_unless_trouble() and self.batch:
                    break
        finally:
            self.gone.set()
            beating.join(BEAT_SECONDS)
            actions.leave(self.worker_id, now=clock.read())
            log.info("worker %s ended", self.worker_id)

    def _step_unless_trouble(self) -> bool:
        """Do one task if there is one; a database that is locked or away is waited for."""
        try:
            if self._step():
                return True
            self.stopping.wait(0 if self.batch else IDLE_SECONDS)
        except (DatabaseError, InterfaceError):
            if self.batch:
                raise
            log.exception("the database could not be used; trying again")
            connection.close()
            self.stopping.wait(TROUBLE_SECONDS)
        return False

    def _step(self) -> bool:
        close_old_connections()
        self._look_around()
        row = actions.claim(self.worker_id, self.queues, now=clock.read())
        if row is None:
            return False
        self._do(row)
        return True

    def _look_around(self) -> None:
        """Every few seconds, take back what dead workers held and start what is due by the clock."""
        if time.monotonic() < self.next_round:
            return
        # Workers that started together would otherwise look at the same moment for ever.
        self.next_round = time.monotonic() + ROUND_SECONDS * random.uniform(0.8, 1.2)  # noqa: S311 (no secret)
        if taken := actions.reap(idle=self.worker_id, now=clock.read()):
            log.warning("took back %d tasks of workers that are gone", taken)
        actions.start_due(self.timetable, now=clock.read())

    def _do(self, row: StoredTask) -> None:
        """Run one task and record how it went; no error of a task ends the worker."""
        began = time.monotonic()
        self.at_work = True
        try:
            outcome = self._outcome(row)
        except (SystemExit, KeyboardInterrupt):
            actions.give_back(row)
            raise
        finally:
            self.at_work = False
        recorded = self._record(outcome)
        seconds = round(time.monotonic() - began, 2)
        said = "done" if isinstance(outcome, partial) and outcome.func is actions.succeed else "failed"
        tell("task", task=row.task_path, id=row.pk, outcome=said if recorded else "another_workers", seconds=seconds)
        if recorded:
            log.info("task %s %s ended after %.2f s", row.task_path, row.pk, time.monotonic() - began)
        else:
            log.warning("task %s %s is another worker's by now", row.task_path, row.pk)

    def _outcome(self, row: StoredTask) -> Callable[[], bool]:
        """Run the body and return what is to be recorded."""
        token = actions.attempt.set(row)
        try:
            value = normalize_json(row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"]))
        except actions.TakenOverError:
            return lambda: False
        except Exception as error:  # a task may raise anything; it is told in the log and in the row
            log.exception("task %s %s failed in attempt %d", row.task_path, row.pk, len(row.worker_ids))
            return partial(actions.fail, row, error, now=clock.read())
        finally:
            actions.attempt.reset(token)
        return partial(actions.succeed, row, value, now=clock.read())

    def _record(self, outcome: Callable[[], bool]) -> bool:
        """Write down how a task went; a database that is away just then does not make it run again."""
        while True:
            try:
                return outcome()
            except (DatabaseError, InterfaceError):
                log.exception("the database could not be used; trying again")
                connection.close()
                if self.stopping.wait(TROUBLE_SECONDS):
                    raise

    def _say_alive(self) -> None:
        actions.beat(self.worker_id, started_at=self.started_at, now=clock.read())

    def _beat(self) -> None:
        """Say every two seconds that this worker is alive, from a thread with a connection of its own."""
        # A signal that the kernel hands to this thread would not wake the other one from what it waits for.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
        while not self.gone.wait(BEAT_SECONDS):
            try:
                close_old_connections()
                self._say_alive()
            except (DatabaseError, InterfaceError):
                log.warning("could not say that worker %s is alive", self.worker_id, exc_info=True)
                connection.close()
        connection.close()


def handle_signals(worker: Worker) -> None:
    """Let SIGTERM and SIGINT end the worker in good order."""
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, worker.stop)
