"""Pages hear that something changed, over real sockets, and strangers hear nothing."""

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from hederssak.live.tickets import LIFETIME_SECONDS, write_ticket
from tests.installation import ROOT
from tests.live.running import ORIGIN, LiveProcess, live_process


@pytest.fixture(scope="module")
def live() -> Iterator[LiveProcess]:
    with live_process() as running:
        yield running


def test_a_page_hears_what_is_told_on_its_channels_only(live: LiveProcess) -> None:
    norr, syd = live.page("team.norr"), live.page("team.syd")
    assert live.tell(("team.norr", "presence")) == 200
    assert norr.next_code() == "presence"
    assert syd.hears_nothing()


def test_a_page_listens_to_several_channels(live: LiveProcess) -> None:
    page = live.page("team.ost", "meeting.7")
    live.tell(("meeting.7", "runner"))
    assert page.next_code() == "runner"
    live.tell(("team.ost", "presence"))
    assert page.next_code() == "presence"


def test_only_pages_of_the_origin_that_the_ticket_was_made_for_may_read(live: LiveProcess) -> None:
    page = live.page("team.norr")
    assert page.answer.getheader("access-control-allow-origin") == ORIGIN
    assert page.answer.getheader("content-type") == "text/event-stream; charset=utf-8"
    assert page.answer.getheader("cache-control") == "no-store"


@pytest.mark.parametrize(
    ("key", "age", "status"),
    [("another key", 0, 403), (None, 2 * LIFETIME_SECONDS, 403), (None, -2 * LIFETIME_SECONDS, 403), (None, 5, 200)],
    ids=["forged", "too old", "from the future", "ours"],
)
def test_a_ticket_is_ours_and_fresh(live: LiveProcess, key: str | None, age: float, status: int) -> None:
    made_at = time.time() - age  # noqa: TID251 (the process reads the clock)
    page = live.listen(write_ticket(["team.norr"], origin=ORIGIN, key=key or live.key, made_at=made_at))
    assert page.answer.status == status


@pytest.mark.parametrize("ticket", ["", "x", "x.y", "....", "å.ä", "W10.W10"])
def test_what_is_no_ticket_is_refused(live: LiveProcess, ticket: str) -> None:
    assert live.listen(ticket).answer.status == 403


def test_nobody_tells_without_the_word(live: LiveProcess) -> None:
    page = live.page("team.vast")
    assert live.tell(("team.vast", "presence"), word="guessed") == 403
    assert live.tell(("team.vast", "presence"), word="") == 403
    assert page.hears_nothing()


def test_what_is_told_while_a_page_was_on_its_way_makes_it_look_again(live: LiveProcess) -> None:
    before = time.time()  # noqa: TID251 (the process reads the clock)
    live.tell(("team.sydost", "presence"))
    assert live.page("team.sydost", made_at=before).next_code() == "again"
    assert live.page("team.sydost").hears_nothing()


def test_after_a_restart_pages_that_come_back_look_again() -> None:
    with live_process() as live:
        before = time.time()  # noqa: TID251 (the process reads the clock)
        page = live.page("team.norr")
        live.stop()
        with pytest.raises((EOFError, ConnectionError)):
            page.next_code()
        live.start()
        again = live.page("team.norr", made_at=before)
        assert again.next_code() == "again"
        live.tell(("team.norr", "presence"))
        assert again.next_code() == "presence"


def test_a_page_that_has_gone_is_forgotten(live: LiveProcess) -> None:
    live.page("team.nord").close()
    still = live.page("team.nord")
    for _ in range(3):
        live.tell(("team.nord", "presence"))
        assert still.next_code() == "presence"


def test_the_process_knows_nothing_of_django() -> None:
    lines = "import sys, hederssak.live.app; print(any(name.startswith('django') for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", lines], check=True, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
