"""The project speaks of itself alone, and its locks name no host."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, files, name_of

TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".html",
    ".css",
    ".js",
    ".po",
    ".json",
    ".yml",
    ".yaml",
    ".cfg",
    ".csv",
    "",
}
PLACES = re.compile(r"(?<![\w.])/(?:work|home|root|Users)/\w")
HOSTS = re.compile(r"https?://|--index-url|--extra-index-url|--find-links|--trusted-host")
UNFINISHED = re.compile(r"\b(?:FIXME|XXX|HACK|lorem ipsum)\b")


def offenders(pattern: re.Pattern[str]) -> list[str]:
    """Return where a pattern occurs in the project's text, this file left out."""
    found = []
    for path in files():
        if path.suffix in TEXT and path.name != "test_words.py":
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            found += [f"{name_of(path)}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)]
    return found


def test_no_path_of_one_machine_is_written_down() -> None:
    assert offenders(PLACES) == []


def test_nothing_is_marked_as_unfinished() -> None:
    assert offenders(UNFINISHED) == []


@pytest.mark.parametrize("lock", files(under=ROOT / "requirements"), ids=lambda path: path.name)
def test_no_lock_names_a_host(lock: Path) -> None:
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    assert [line for line in lines if HOSTS.search(line)] == []


@pytest.mark.parametrize("lock", ["main", "dev", "start"])
def test_every_package_of_a_lock_is_pinned_with_its_hash(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    packages = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
    assert packages
    assert [
        package.splitlines()[0] for package in packages if "==" not in package or "--hash=sha256:" not in package
    ] == []
