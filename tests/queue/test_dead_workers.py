"""Workers that are killed, paused or told to stop in the middle of a task: real processes, real signals."""

import os
import signal
from pathlib import Path

import pytest

from tests.installation import Installation, wait_for

pytestmark = pytest.mark.slow


class Notes:
    """The file into which the tasks of a test write."""

    def __init__(self, installation: Installation) -> None:
        self.path = installation.folder / "notes.txt"
        self.path.touch()
        self.installation = installation

    def ask_for(self, task: str, *names: str, seconds: float) -> None:
        """Ask for one task for each name."""
        calls = [f"enqueue({task}, {str(self.path)!r}, {name!r}, {seconds})" for name in names]
        imports = f"from hederssak.queue.actions import enqueue\nfrom tests.queue.bodies import {task}"
        self.installation.python("\n".join([imports, *calls]))

    def lines(self, verb: str) -> list[tuple[str, int]]:
        """Return name and process of each line with a verb."""
        words = [line.split() for line in self.path.read_text(encoding="utf-8").splitlines()]
        return [(name, int(pid)) for name, said, _in, pid in words if said == verb]


@pytest.fixture
def notes(installation: Installation) -> Notes:
    return Notes(installation)


def states(installation: Installation) -> set[str]:
    return {state for state, _workers in installation.tasks()}


def test_what_a_killed_worker_was_at_is_done_by_another(installation: Installation, notes: Notes) -> None:
    names = ["one", "two", "three", "four"]
    notes.ask_for("work", *names, seconds=1.5)
    victim, _survivor = installation.start("worker"), installation.start("worker")
    wait_for(lambda: victim.pid in {pid for _name, pid in notes.lines("began")}, log=installation.log)
    victim.send_signal(signal.SIGKILL)
    lost = next(name for name, pid in notes.lines("began") if pid == victim.pid)
    wait_for(lambda: states(installation) == {"SUCCESSFUL"}, log=installation.log)
    assert sorted(name for name, _pid in notes.lines("ended")) == sorted(names)
    assert [name for name, _pid in notes.lines("began")].count(lost) == 2
    assert len(notes.lines("began")) == len(names) + 1


def test_two_workers_never_do_one_task_twice(installation: Installation, notes: Notes) -> None:
    names = [f"task{number}" for number in range(40)]
    notes.ask_for("work", *names, seconds=0)
    installation.start("worker", "--batch")
    installation.start("worker", "--batch")
    wait_for(lambda: states(installation) == {"SUCCESSFUL"}, log=installation.log)
    assert sorted(name for name, _pid in notes.lines("began")) == sorted(names)
    assert all(len(workers) == 1 for _state, workers in installation.tasks())


def test_a_worker_that_was_paused_writes_nothing_over_its_successor(installation: Installation, notes: Notes) -> None:
    notes.ask_for("guarded_work", "import", seconds=2)
    zombie = installation.start("worker")
    wait_for(lambda: notes.lines("began"), log=installation.log)
    zombie.send_signal(signal.SIGSTOP)
    successor = installation.start("worker")
    wait_for(lambda: notes.lines("wrote"), log=installation.log)
    zombie.send_signal(signal.SIGCONT)
    wait_for(lambda: "is another worker's by now" in installation.log(), log=installation.log)
    assert notes.lines("wrote") == [("import", successor.pid)]
    [(state, workers)] = installation.tasks()
    assert (state, len(workers)) == ("SUCCESSFUL", 2)


def test_a_worker_that_is_told_to_stop_ends_its_task_first(installation: Installation, notes: Notes) -> None:
    notes.ask_for("work", "one", "two", seconds=1.5)
    worker = installation.start("worker")
    wait_for(lambda: notes.lines("began"), log=installation.log)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(60) == 0
    assert [name for name, _pid in notes.lines("ended")] == ["one"]
    assert [state for state, _workers in installation.tasks()] == ["SUCCESSFUL", "READY"]


def test_a_worker_that_is_told_twice_gives_its_task_back_at_once(installation: Installation, notes: Notes) -> None:
    notes.ask_for("work", "one", seconds=60)
    worker = installation.start("worker")
    wait_for(lambda: notes.lines("began"), log=installation.log)
    worker.send_signal(signal.SIGTERM)
    worker.send_signal(signal.SIGINT)
    worker.wait(60)
    assert installation.tasks()[0][0] == "READY"
    assert installation.rows("SELECT count(*) FROM queue_workerbeat") == [(0,)]


def test_a_worker_is_small(installation: Installation) -> None:
    worker = installation.start("worker")
    wait_for(lambda: installation.rows("SELECT count(*) FROM queue_workerbeat") == [(1,)], log=installation.log)
    rollup = Path(f"/proc/{worker.pid}/smaps_rollup")
    if not rollup.exists():
        pytest.skip("memory is read from /proc, which only Linux has")
    pss = next(int(line.split()[1]) for line in rollup.read_text(encoding="ascii").splitlines() if "Pss:" in line)
    assert pss < 120_000, f"{pss} kB for worker {os.getpid()}"
