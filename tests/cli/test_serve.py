"""`hederssak serve`: an address that works, processes that come back, and none left behind."""

import os
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from hederssak.cli.serve import PortTakenError, free_port
from tests.installation import SLOWEST, Installation, installed, wait_for

HOST = "127.0.0.1"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which something listens."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_free_port_is_taken_as_it_is(taken: int) -> None:
    assert free_port(HOST, taken + 1, chosen=True) == taken + 1


def test_beside_a_port_that_is_taken_the_next_is_used_and_that_is_said(
    taken: int, capsys: pytest.CaptureFixture[str]
) -> None:
    port = free_port(HOST, taken, chosen=False)
    assert taken < port < taken + 20
    assert f"Port {taken} is taken" in capsys.readouterr().out


def test_a_port_that_the_operator_chose_is_not_replaced(taken: int) -> None:
    with pytest.raises(PortTakenError, match=f"port {taken}"):
        free_port(HOST, taken, chosen=True)


def some_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def descendants(pid: int) -> list[int]:
    """Return what a process has started, and what those have."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [below for child in children for below in (int(child), *descendants(int(child)))]


def runs(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return False


class Served:
    """A server with its worker."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.port, self.live_port = some_port(), some_port()
        ports = {"HEDERSSAK_PORT": str(self.port), "HEDERSSAK_LIVE_PORT": str(self.live_port)}
        self.process = installation.start("serve", HEDERSSAK_DEMO="no", **ports)
        wait_for(lambda: f"\nhttp://{HOST}:{self.port}/\n" in installation.log(), log=installation.log)
        wait_for(lambda: self.worker() is not None, log=installation.log)

    def status(self) -> int:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{self.port}/", timeout=SLOWEST / 5) as answer:
                return int(answer.status)
        except OSError:
            return 0

    def live_answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{self.live_port}/live/health", timeout=SLOWEST / 5) as answer:
                return int(answer.status) == 200
        except OSError:
            return False

    def worker(self) -> int | None:
        """The process of the worker, once it says that it is alive."""
        ids = [name for (name,) in self.installation.rows("SELECT worker_id FROM queue_workerbeat ORDER BY started_at")]
        return int(ids[-1].split("-")[-2]) if ids else None


pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="looks for processes in /proc")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, database_server: str | None) -> Iterator[Served]:
    with installed(tmp_path_factory.mktemp("served"), database_server) as made:
        yield Served(made)


def test_the_address_that_is_printed_answers(served: Served) -> None:
    assert served.status() == 200


def test_a_worker_that_is_killed_is_started_again(served: Served) -> None:
    before = served.worker()
    assert before is not None
    os.kill(before, signal.SIGKILL)
    wait_for(lambda: served.worker() not in {before, None}, log=served.installation.log)


def test_a_server_that_is_killed_is_started_again(served: Served) -> None:
    server = descendants(served.process.pid)[0]
    os.kill(server, signal.SIGKILL)
    wait_for(lambda: not runs(server), log=served.installation.log)
    wait_for(lambda: served.status() == 200, log=served.installation.log)


def lives(served: Served) -> list[int]:
    """Return the processes that serve live pages and that our server watches over."""
    found = []
    for pid in descendants(served.process.pid):
        try:
            if b"hederssak.live.app" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.append(pid)
        except OSError:  # it ended while we looked
            continue
    return found


def test_live_pages_are_served_and_come_back(served: Served) -> None:
    wait_for(served.live_answers, log=served.installation.log)
    wait_for(lambda: lives(served), log=served.installation.log)
    live = lives(served)[0]
    os.kill(live, signal.SIGKILL)
    wait_for(lambda: not runs(live), log=served.installation.log)
    wait_for(lambda: lives(served), log=served.installation.log)
    wait_for(served.live_answers, log=served.installation.log)


def test_the_server_of_live_pages_never_holds_the_secret_key(served: Served) -> None:
    wait_for(lambda: lives(served), log=served.installation.log)
    names = b"".join(Path(f"/proc/{pid}/environ").read_bytes() for pid in lives(served))
    assert b"HEDERSSAK_LIVE_KEY" in names
    assert b"HEDERSSAK_SECRET_KEY" not in names
    assert b"HEDERSSAK_DATA_DIR" not in names


def test_a_port_that_somebody_shares_is_refused(installation: Installation) -> None:
    """A server lets others share its port, so that it can be bound is no sign that it is free."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind((HOST, 0))
        other.listen()
        refused = installation.command("serve", code=1, HEDERSSAK_PORT=str(other.getsockname()[1]))
    assert "Something else already listens" in refused.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda number: number.name)
def test_nothing_is_left_behind(installation: Installation, number: signal.Signals) -> None:
    served = Served(installation)
    children = descendants(served.process.pid)
    assert len(children) >= 4, "a server, its own process for requests, live pages, and a worker"
    served.process.send_signal(number)
    code = served.process.wait(SLOWEST)
    assert code == (-number if number == signal.SIGKILL else 0)
    wait_for(lambda: not [pid for pid in children if runs(pid)], log=installation.log)


def test_a_signal_in_the_first_second_is_not_lost(installation: Installation) -> None:
    process: subprocess.Popen[str] = installation.start("serve", HEDERSSAK_PORT=str(some_port()), HEDERSSAK_DEMO="no")
    wait_for(lambda: len(descendants(process.pid)) >= 1, log=installation.log)
    process.send_signal(signal.SIGTERM)
    assert process.wait(SLOWEST) == 0


def test_a_setting_that_makes_no_sense_is_named(installation: Installation) -> None:
    assert "HEDERSSAK_PORT" in installation.command("serve", code=2, HEDERSSAK_PORT="many").stderr
    assert "HEDERSSAK_PROT" in installation.command("serve", code=2, HEDERSSAK_PROT="8000").stderr
