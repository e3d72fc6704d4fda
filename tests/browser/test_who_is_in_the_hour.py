"""Who of the team is in the hour stands on everybody's page at once, and again after the live process was restarted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from hederssak.lib import clock
from hederssak.live.tickets import key_from
from hederssak.org.models import Member
from hederssak.prospecting.models import Block
from tests.browser.conftest import SignIn
from tests.cast import Cast
from tests.live.running import LiveProcess, live_process

pytestmark = pytest.mark.browser
PAGE = "/prospecting/now/"
SOON = 60_000
"""Milliseconds within which news stands on the page: one that was cut off comes back after up to 20 seconds."""


@pytest.fixture
def live(settings: Settings) -> Iterator[LiveProcess]:
    with live_process(key_from(settings.SECRET_KEY)) as running:
        settings.LIVE_PORT, settings.LIVE_HOST, settings.BEHIND_PROXY = running.port, "127.0.0.1", False
        yield running


def in_block(member: Member) -> None:
    now = clock.read()
    Block.objects.create(
        organization=member.organization,
        member=member,
        starts_at=now - dt.timedelta(minutes=5),
        ends_at=now + dt.timedelta(minutes=90),
    )


def test_a_colleague_who_comes_is_seen_at_once(live: LiveProcess, live_cast: Cast, sign_in: SignIn) -> None:
    for member in (live_cast.anna, live_cast.mikko, live_cast.eva):
        in_block(member)
    annas = sign_in(live_cast.anna, phone=True)
    annas.goto(PAGE)
    here = annas.locator("#presence .initials")
    expect(here).to_have_count(1)
    sign_in(live_cast.mikko).goto(PAGE)
    expect(here).to_have_count(2, timeout=SOON)

    live.stop()
    live.start()
    sign_in(live_cast.eva).goto(PAGE)
    expect(here).to_have_count(3, timeout=SOON)
