"""Our processes tell what changed after commit, without waiting, and go on when nobody takes it."""

import socket
import time
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from hederssak.lib import clock
from hederssak.live import telling
from hederssak.live.addresses import page_address
from hederssak.live.tickets import key_from
from tests.live.running import LiveProcess, OpenPage, live_process, some_port

pytestmark = [pytest.mark.db_both, pytest.mark.usefixtures("_history_may_be_flushed")]


@pytest.fixture
def live(settings: Settings) -> Iterator[LiveProcess]:
    with live_process(key_from(settings.SECRET_KEY)) as running:
        settings.LIVE_PORT = running.port
        settings.LIVE_HOST = "127.0.0.1"
        yield running


def listening(live: LiveProcess, *channels: str) -> OpenPage:
    """Open the address that a view would put into its page."""
    address = page_address(RequestFactory().get("/"), channels, now=clock.read())
    return live.listen(address.partition("ticket=")[2])


def test_what_is_told_is_heard_once_it_is_committed(live: LiveProcess) -> None:
    page = listening(live, "team.norr")
    with transaction.atomic():
        telling.tell("team.norr", "presence")
        assert page.hears_nothing(for_seconds=0.2)
    assert listening(live, "team.norr").answer.status == 200


def test_a_page_hears_it(live: LiveProcess) -> None:
    page = listening(live, "team.norr")
    telling.tell("team.norr", "presence")
    assert page.next_code() == "presence"


def test_what_is_rolled_back_is_not_told(live: LiveProcess) -> None:
    page = listening(live, "team.norr")
    with transaction.atomic():
        telling.tell("team.norr", "presence")
        transaction.set_rollback(True)
    assert page.hears_nothing()


def test_a_live_process_that_is_away_is_no_reason_for_a_failure(settings: Settings) -> None:
    settings.LIVE_PORT = some_port()
    telling.tell("team.norr", "presence")
    telling._teller.flush()


def test_a_live_process_that_never_answers_delays_nobody(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.LIVE_HOST, settings.LIVE_PORT = silent.getsockname()
        began = time.monotonic()
        for _ in range(50):
            telling.tell("team.norr", "presence")
        assert time.monotonic() - began < 50 * telling.WAIT_SECONDS / 2, "each would have waited on its own"
    telling._teller.flush()


def test_it_is_heard_again_when_the_process_is_back(live: LiveProcess) -> None:
    telling.tell("team.norr", "presence")
    live.stop()
    telling.tell("team.norr", "presence")
    telling._teller.flush()
    live.start()
    page = listening(live, "team.norr")
    telling.tell("team.norr", "presence")
    assert page.next_code() in {"presence", "again"}


def test_without_a_live_process_pages_have_no_address(settings: Settings) -> None:
    settings.LIVE_PORT = 0
    assert page_address(RequestFactory().get("/"), ["team.norr"], now=clock.read()) == ""


def test_behind_a_proxy_the_address_is_of_the_same_origin(settings: Settings) -> None:
    settings.LIVE_PORT, settings.BEHIND_PROXY = 8021, True
    assert page_address(RequestFactory().get("/"), ["team.norr"], now=clock.read()).startswith("/live/?ticket=")


def test_elsewhere_it_is_the_host_that_the_reader_typed(settings: Settings) -> None:
    settings.LIVE_PORT, settings.BEHIND_PROXY = 8021, False
    request = RequestFactory(SERVER_NAME="localhost").get("/")
    assert page_address(request, ["team.norr"], now=clock.read()).startswith("http://localhost:8021/live/?ticket=")
