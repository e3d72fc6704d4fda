"""The administrator's page says when the last back-up was taken."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from hederssak.lib import last_backup
from hederssak.org.models import Member
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal, make_stages

SignedIn = Callable[[Member], Client]


@pytest.fixture
def page(cast: Cast, signed_in: SignedIn, settings: Any, tmp_path: Path) -> Callable[[], str]:
    """Return a function that opens Ada's first page, in an organization with a deal and a data folder of its own."""
    settings.DATA_DIR = tmp_path
    make_deal(cast.anna, make_stages(cast.nordvik)["Behov"])

    def opened() -> str:
        with time_machine.travel(NOW, tick=False):
            return signed_in(cast.ada).get("/").content.decode()

    return opened


def test_none_has_been_taken(page: Callable[[], str]) -> None:
    said = page()
    assert "No back-up has been taken yet." in said
    assert "hederssak backup writes everything into one file" in said


def test_a_fresh_one_is_told_with_its_hour(page: Callable[[], str]) -> None:
    last_backup.note(NOW - dt.timedelta(days=1))
    said = page()
    assert "The last back-up was taken on" in said
    assert "hederssak backup writes" not in said


def test_one_of_last_week_is_too_old(page: Callable[[], str]) -> None:
    last_backup.note(NOW - dt.timedelta(days=8))
    assert "hederssak backup writes" in page()


def test_a_note_that_nobody_can_read_is_none(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    (tmp_path / last_backup.NAME).write_text("yesterday", encoding="ascii")
    assert last_backup.taken_at() is None
