"""The environment is left alone while it is in step with the locks, and only then."""

import json
from pathlib import Path

import pytest

from tools import environment

HERE = {"root": str(environment.ROOT)}


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the module an environment of its own; the list tells what would have been installed."""
    done: list[str] = []
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.touch()
    monkeypatch.setattr(environment, "PYTHON", python)
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(environment, "_make_venv", lambda: None)
    monkeypatch.setattr(environment, "_write_command", lambda: None)
    monkeypatch.setattr(environment, "_install", done.append)
    return done


def stamp(**locks: str) -> None:
    environment.STAMP.write_text(json.dumps(HERE | locks), encoding="utf-8")


def lock(kind: str) -> str:
    return environment.fingerprint(environment.LOCKS[kind])


def test_a_fresh_folder_gets_what_the_product_needs(made: list[str]) -> None:
    environment.ready(dev=False)
    assert made == ["main"]


def test_a_second_start_installs_nothing(made: list[str]) -> None:
    environment.ready(dev=False)
    environment.ready(dev=False)
    assert made == ["main"]


def test_the_tests_need_more(made: list[str]) -> None:
    stamp(main=lock("main"))
    environment.ready(dev=True)
    assert made == ["dev"]


def test_running_after_the_tests_takes_their_tools_not_away(made: list[str]) -> None:
    stamp(dev=lock("dev"))
    environment.ready(dev=False)
    assert made == []


def test_a_changed_lock_is_installed_with_the_tools_that_were_there(made: list[str]) -> None:
    stamp(dev="of an older lock")
    environment.ready(dev=False)
    assert made == ["dev"]


def test_an_installation_that_was_broken_off_is_made_again(made: list[str]) -> None:
    environment.STAMP.write_text("{", encoding="utf-8")
    environment.ready(dev=False)
    assert made == ["main"]


def test_a_folder_that_was_moved_is_installed_again(made: list[str]) -> None:
    environment.STAMP.write_text(json.dumps({"root": "elsewhere", "main": lock("main")}), encoding="utf-8")
    environment.ready(dev=False)
    assert made == ["main"]
