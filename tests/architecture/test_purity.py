"""The method can be read, and tested, without anything but Python; the web process stays small."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, ROOT, files, imports, name_of

NUMBERS = {"numpy", "scipy", "sklearn"}
HEAVY = ("scipy", "sklearn", "typst")
WEB = "import hederssak.config.wsgi, django.urls; django.urls.get_resolver().reverse_dict"


def strangers(folder: str, allowed: set[str]) -> list[str]:
    """Return the imports in a package that are neither Python's own, nor its own, nor allowed."""
    known = sys.stdlib_module_names | allowed
    found = []
    for path in files(".py", under=PACKAGE / folder):
        for module in imports(path):
            inside = any(module == f"hederssak.{name}" or module.startswith(f"hederssak.{name}.") for name in allowed)
            if module.split(".")[0] not in known and not inside:
                found.append(f"{name_of(path)} imports {module}")
    return found


def test_the_rules_need_nothing_but_python() -> None:
    assert strangers("rules", {"rules"}) == []


def test_the_estimates_need_python_and_numbers_only() -> None:
    assert strangers("estimates", {"rules", "estimates", *NUMBERS}) == []


def test_the_rules_never_ask_what_time_it_is() -> None:
    assert [name_of(path) for path in files(".py", under=PACKAGE / "rules") if "time" in imports(path)] == []


@pytest.mark.parametrize(
    "start",
    [WEB, "import django; django.setup(); from hederssak.queue.tasks import timetable; timetable()"],
    ids=["web", "worker"],
)
def test_no_process_loads_at_its_start_what_only_estimates_and_documents_need(start: str, tmp_path: Path) -> None:
    lines = f"import os, sys\nos.environ['HEDERSSAK_DATA_DIR'] = {str(tmp_path)!r}\n{start}\nprint(*sys.modules)"
    environment = {"DJANGO_SETTINGS_MODULE": "hederssak.config.settings", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", lines], check=True, env=environment, cwd=ROOT, capture_output=True, text=True
    )
    assert [module for module in done.stdout.split() if module.split(".")[0] in HEAVY] == []
