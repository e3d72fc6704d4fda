"""All checks, the fast ones first: `python -m tools.checks [--fast]`.

The last line says how many checks and tests passed, failed and were skipped, over every run. With `CI=true`
nothing may be skipped.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from tools import browsers, postgres

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "build" / "reports"
BIN = Path(sys.executable).parent
LINES_TOLD = 12
PURE = ("rules", "estimates", "lib", "architecture", "tools")
CI = os.environ.get("CI", "").lower() in {"1", "true"}

STATIC: dict[str, list[str]] = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "import contracts": ["lint-imports", "--no-cache"],
    "templates": ["djlint", "hederssak", "--lint", "--quiet"],
    "messages": ["python", "-m", "tools.messages", "--check"],
    "migrations": ["python", "-m", "django", "makemigrations", "--check", "--dry-run"],
    "security": ["bandit", "--quiet", "--recursive", "--configfile", "pyproject.toml", "hederssak", "tools"],
    "types": ["mypy", "hederssak", "tools"],
}


@dataclass
class Tally:
    """What has passed, failed and been skipped so far."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    troubles: list[str] = field(default_factory=list)
    """What failed, each with its name and the end of what it said: a log is often read from its end only."""

    def closing_line(self) -> str:
        """Return the last line of the run."""
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    def add_report(self, path: Path, exit_code: int) -> None:
        """Add one run of pytest; one that broke off, or found no test at all, counts as failed too."""
        bad = 0
        root = ET.parse(path).getroot() if path.exists() else ET.Element("testsuites")  # noqa: S314 (our own file)
        self.troubles += [trouble for case in root.iter("testcase") for trouble in told(case)]
        for suite in root.iter("testsuite"):
            count = {key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
            bad += count["failures"] + count["errors"]
            self.skipped += count["skipped"]
            self.passed += count["tests"] - count["failures"] - count["errors"] - count["skipped"]
        self.failed += bad or int(exit_code != 0)

    def skip(self, what: str, why: str) -> None:
        """Say plainly that a part is left out."""
        print(f"SKIPPED {what}: {why}", flush=True)
        self.skipped += 1


def told(case: ET.Element) -> Iterator[str]:
    """Yield what failed of one test, in its call or around it: its name and the end of what was said."""
    for kind in ("failure", "error"):
        for found in case.iter(kind):
            name = f"{case.get('classname')}::{case.get('name')} ({kind})"
            yield "\n".join([name, *(found.text or "").strip().splitlines()[-LINES_TOLD:]])


def main(arguments: list[str]) -> int:
    """Run the checks and return the exit code."""
    if unknown := set(arguments) - {"--fast"}:
        print(f"tools.checks knows --fast only, not {' '.join(sorted(unknown))}")
        return 2
    os.chdir(ROOT)
    began = time.monotonic()
    tally = Tally()
    for name, command in STATIC.items():
        run_static(name, command, tally)
    if "--fast" in arguments:
        run_tests("pure", [f"tests/{room}" for room in PURE], tally)
    else:
        run_all_tests(tally)
    if CI and tally.skipped:
        print(f"In CI nothing may be skipped, but {tally.skipped} were; each is named above.")
    for trouble in tally.troubles:
        print(f"\nFAILED {trouble}")
    print(f"took {time.monotonic() - began:.0f} s")
    print(tally.closing_line())
    return int(bool(tally.failed or (CI and tally.skipped)))


def run_all_tests(tally: Tally) -> None:
    """Run every test on SQLite, those with a database again on PostgreSQL, and the browser tests once."""
    run_tests("sqlite", ["tests", "--ignore=tests/browser"], tally, parallel=True)
    twice = [f"--ignore=tests/{room}" for room in (*PURE, "browser", "benchmarks")]
    print("\n== starting PostgreSQL", flush=True)
    with postgres.server() as url:
        run_tests("postgresql", ["tests", *twice], tally, {"HEDERSSAK_DATABASE_URL": url}, parallel=True)
    if not any((ROOT / "tests" / "browser").glob("test_*.py")):
        return
    chromium = browsers.chromium()
    if chromium is None:
        tally.skip("browser tests", "there is no Chromium, and installing it takes root and apt-get")
        return
    environment = {"HEDERSSAK_CHROMIUM": chromium, "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
    run_tests("browser", ["tests/browser"], tally, environment)


def run_static(name: str, command: list[str], tally: Tally) -> None:
    """Run one check that reads the code, and show what it said only if it failed."""
    began = time.monotonic()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "hederssak.config.settings_test"}
    program = [str(BIN / command[0]), *command[1:]]
    done = subprocess.run(program, check=False, env=environment, capture_output=True, text=True)
    ok = done.returncode == 0
    tally.passed += ok
    tally.failed += not ok
    tally.troubles += [] if ok else [name]
    print(f"{'ok    ' if ok else 'FAILED'} {name:<18} {time.monotonic() - began:5.1f} s", flush=True)
    if not ok:
        print(done.stdout + done.stderr, flush=True)


def run_tests(
    name: str,
    arguments: list[str],
    tally: Tally,
    environment: dict[str, str] | None = None,
    *,
    parallel: bool = False,
) -> None:
    """Run pytest once, with its own output, and add its report to the tally."""
    report = REPORTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    workers = ["-n", "2"] if parallel else []
    command = [str(BIN / "python"), "-m", "pytest", "-rs", *arguments, *workers, f"--junitxml={report}"]
    print(f"\n== tests: {name}", flush=True)
    done = subprocess.run(command, check=False, env=os.environ | (environment or {}))
    tally.add_report(report, done.returncode)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
