"""Every room stands in the contracts, in the settings, and has no door of its own invention."""

import tomllib

import pytest

from tests.architecture.tree import PACKAGE, ROOT, name_of, rooms

WITHOUT_TABLES = {"api", "cli", "config", "estimates", "lib", "live", "rules"}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "services"}
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
}


def test_every_room_with_tables_or_pages_is_an_application_whose_inside_is_held_to_its_layers() -> None:
    from django.conf import settings  # noqa: PLC0415 (the rest of this file needs no Django)

    wanted = sorted(f"hederssak.{room}" for room in rooms() if room not in WITHOUT_TABLES)
    assert sorted(app for app in settings.INSTALLED_APPS if app.startswith("hederssak.")) == wanted
    assert sorted(CONTRACTS["doors"]["containers"]) == wanted


def test_no_new_room_can_stand_outside_the_layers() -> None:
    assert CONTRACTS["rooms"]["exhaustive"] is True
    assert "ignore_imports" not in CONTRACTS["rooms"]


@pytest.mark.parametrize("suffix", ["", ".py"], ids=["folders", "files"])
def test_nothing_has_a_name_that_says_nothing(suffix: str) -> None:
    found = [path for name in VAGUE for path in PACKAGE.rglob(f"{name}{suffix}")]
    assert [name_of(path) for path in found] == []


def test_every_package_says_so() -> None:
    """A folder without `__init__.py` is skipped by half of the tools, silently."""
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert [name_of(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
