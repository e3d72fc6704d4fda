"""A verb that can't read the database says why and what to do; no operator is shown a program's innards."""

from pathlib import Path

import pytest

from tests.installation import Installation

VERBS = [
    ("check",),
    ("worker",),
    ("demo",),
    ("pack", "--team", "Norr"),
    ("import", "deals.csv", "--organization", "Nordvik"),
    ("set-up", "Nordvik", "--email", "ada@nordvik.example"),
]


def said(installation: Installation, *words: str, **more: str) -> str:
    told = installation.command(*words, code=2, **more).stderr
    assert "Traceback" not in told
    return told


@pytest.mark.parametrize("words", VERBS, ids=lambda words: words[0])
def test_a_database_that_was_never_made_is_asked_for(words: tuple[str, ...], tmp_path: Path) -> None:
    told = said(Installation(tmp_path), *words)
    assert f"hederssak {words[0]}: There is no database here yet" in told
    assert "hederssak prepare" in told


def test_nothing_is_not_backed_up(tmp_path: Path) -> None:
    copy = tmp_path / "copy.tar.gz"
    assert "no database here yet" in said(Installation(tmp_path), "backup", str(copy))
    assert not copy.exists()


def test_a_database_behind_the_program_is_to_be_brought_into_step(installation: Installation) -> None:
    for change in (
        "ALTER TABLE org_organization RENAME TO org_of_old",
        "DELETE FROM django_migrations WHERE app = 'honesty'",
    ):
        installation.write(change)
    told = said(installation, "pack", "--team", "Norr")
    assert "behind the program" in told
    assert "hederssak prepare" in told


def test_a_server_that_does_not_answer_is_named_with_its_setting(installation: Installation) -> None:
    nowhere = "postgres://hederssak@127.0.0.1:1/hederssak"
    for verb in ("check", "prepare"):
        told = said(installation, verb, HEDERSSAK_DATABASE_URL=nowhere)
        assert "can't be reached" in told
        assert "HEDERSSAK_DATABASE_URL" in told


def test_a_fault_of_our_own_is_not_put_on_the_database(installation: Installation) -> None:
    installation.write("ALTER TABLE org_organization RENAME TO org_of_old")
    told = installation.command("demo", code=1).stderr
    assert any(fault in told for fault in ("OperationalError", "ProgrammingError"))
    assert "hederssak prepare" not in told


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told = said(Installation(tmp_path), "check", HEDERSSAK_DATA_DIR=str(tmp_path / "file" / "data"))
    assert "HEDERSSAK_DATA_DIR" in told
    assert "may write to" in told
