"""What the operator's pages say is what the program does."""

import re

from hederssak.cli.main import VERBS
from hederssak.config.env import env
from tests.architecture.tree import ROOT, files, name_of

PAGES = ROOT / "docs" / "operate"
OF_TESTS = {"HEDERSSAK_BENCH_DATA", "HEDERSSAK_CHROMIUM", "HEDERSSAK_SHARED_DATA", "HEDERSSAK_TEST_DSN"}


def settings_that_are_read() -> set[str]:
    """Return the names that the settings ask the environment for; the settings have been loaded by the test run."""
    return {name for name in env.asked if not name.endswith("_FILE")} - OF_TESTS


def test_every_setting_is_explained_and_none_that_does_not_exist() -> None:
    explained = set(
        re.findall(r"^\| `(HEDERSSAK_\w+)`", (PAGES / "settings.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert explained == settings_that_are_read()


def test_no_page_names_a_setting_that_does_not_exist() -> None:
    known = settings_that_are_read() | OF_TESTS
    wrong = []
    for page in files(".md"):
        named = set(re.findall(r"HEDERSSAK_[A-Z_]*[A-Z]", page.read_text(encoding="utf-8")))
        wrong += [f"{name_of(page)}: {name}" for name in named if name.removesuffix("_FILE") not in known]
    assert wrong == []


def test_every_command_that_a_page_tells_to_use_exists() -> None:
    known = {*VERBS, "shell", "migrate"}
    wrong = []
    for page in files(".md"):
        verbs = re.findall(
            r"(?:bin/|^    |`)hederssak ([a-z]+(?:-[a-z]+)*)", page.read_text(encoding="utf-8"), re.MULTILINE
        )
        wrong += [f"{name_of(page)}: hederssak {verb}" for verb in verbs if verb not in known]
    assert wrong == []


def test_every_make_target_that_a_page_tells_to_use_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        (name_of(page), target)
        for page in files(".md")
        for target in re.findall(r"`make ([a-z]+)`", page.read_text(encoding="utf-8"))
    }
    assert [pair for pair in sorted(named) if pair[1] not in targets] == []


def test_every_link_between_pages_leads_somewhere() -> None:
    wrong = []
    for page in files(".md"):
        targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
        wrong += [f"{name_of(page)}: {target}" for target in targets if not (page.parent / target).exists()]
    assert wrong == []
