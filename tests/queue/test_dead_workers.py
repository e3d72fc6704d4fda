"""Workers that are killed, paused or told to stop in the middle of a task: real processes, real signals."""

import os
import signal
from pathlib import Path

import pytest

from tests.installation import SLOWEST, Installation, wait_for
from tests.queue.bodies import let_go_on

pytestmark = pytest.mark.slow


class Notes:
    """The file into which the tasks of a test write."""

    def __init__(self, installation: Installation) -> None:
        self.path = installation.folder / "notes.txt"
        self.path.touch()
        self.installation = installation

    def ask_for(self, task: str, *names: str) -> None:
        """Ask for one task for each name."""
        calls = [f"enqueue({task}, {str(self.path)!r}, {name!r})" for name in names]
        imports = f"from hederssak.queue.actions import enqueue\nfrom tests.queue.bodies import {task}"
        self.installation.python("\n".join([imports, *calls]))

    def lines(self, verb: str) -> list[tuple[str, int]]:
        """Return name and process of each line with a verb."""
        words = [line.split() for line in self.path.read_text(encoding="utf-8").splitlines()]
        return [(name, int(pid)) for name, said, _in, pid in words if said == verb]

    def at_it(self) -> set[int]:
        """Return the processes that have begun a task."""
        return {pid for _name, pid in self.lines("began")}

    def go_on(self) -> None:
        """Let the tasks end that wait for it."""
        let_go_on(str(self.path))


@pytest.fixture
def notes(installation: Installation) -> Notes:
    return Notes(installation)


def states(installation: Installation) -> set[str]:
    return {state for state, _workers in installation.tasks()}


def test_what_a_killed_worker_was_at_is_done_by_another(installation: Installation, notes: Notes) -> None:
    names = ["one", "two", "three", "four"]
    notes.ask_for("long_work", *names)
    victim, survivor = installation.start("worker"), installation.start("worker")
    wait_for(lambda: notes.at_it() == {victim.pid, survivor.pid}, log=installation.log)
    victim.send_signal(signal.SIGKILL)
    victim.wait(SLOWEST)
    notes.go_on()
    lost = next(name for name, pid in notes.lines("began") if pid == victim.pid)
    wait_for(lambda: states(installation) == {"SUCCESSFUL"}, log=installation.log)
    assert sorted(name for name, _pid in notes.lines("ended")) == sorted(names)
    assert [name for name, _pid in notes.lines("began")].count(lost) == 2
    assert len(notes.lines("began")) == len(names) + 1


def test_two_workers_never_do_one_task_twice(installation: Installation, notes: Notes) -> None:
    names = [f"task{number}" for number in range(40)]
    notes.ask_for("work", *names)
    installation.start("worker", "--batch")
    installation.start("worker", "--batch")
    wait_for(lambda: states(installation) == {"SUCCESSFUL"}, log=installation.log)
    assert sorted(name for name, _pid in notes.lines("began")) == sorted(names)
    assert all(len(workers) == 1 for _state, workers in installation.tasks())


def test_a_worker_that_was_paused_writes_nothing_over_its_successor(installation: Installation, notes: Notes) -> None:
    notes.ask_for("guarded_work", "import")
    zombie = installation.start("worker")
    wait_for(lambda: notes.lines("began"), log=installation.log)
    zombie.send_signal(signal.SIGSTOP)
    successor = installation.start("worker")
    wait_for(lambda: successor.pid in notes.at_it(), log=installation.log)
    notes.go_on()
    wait_for(lambda: notes.lines("wrote"), log=installation.log)
    zombie.send_signal(signal.SIGCONT)
    wait_for(lambda: "is another worker's by now" in installation.log(), log=installation.log)
    assert notes.lines("wrote") == [("import", successor.pid)]
    [(state, workers)] = installation.tasks()
    assert (state, len(workers)) == ("SUCCESSFUL", 2)


def test_a_worker_that_is_told_to_stop_ends_its_task_first(installation: Installation, notes: Notes) -> None:
    notes.ask_for("long_work", "one", "two")
    worker = installation.start("worker")
    wait_for(lambda: notes.lines("began"), log=installation.log)
    worker.send_signal(signal.SIGTERM)
    notes.go_on()
    assert worker.wait(SLOWEST) == 0
    assert [name for name, _pid in notes.lines("ended")] == ["one"]
    assert [state for state, _workers in installation.tasks()] == ["SUCCESSFUL", "READY"]


def test_a_worker_that_is_told_twice_gives_its_task_back_at_once(installation: Installation, notes: Notes) -> None:
    notes.ask_for("long_work", "one")
    worker = installation.start("worker")
    wait_for(lambda: notes.lines("began"), log=installation.log)
    worker.send_signal(signal.SIGTERM)
    worker.send_signal(signal.SIGINT)
    worker.wait(SLOWEST)
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
