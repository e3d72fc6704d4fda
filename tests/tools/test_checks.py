"""The closing line of `make test` counts everything, and nothing twice."""

from pathlib import Path

import pytest

from tools.checks import Tally

REPORT = (
    '<testsuites><testsuite tests="{tests}" failures="{failed}" errors="{errors}" skipped="{skipped}"/></testsuites>'
)


def report(folder: Path, tests: int, failed: int = 0, errors: int = 0, skipped: int = 0) -> Path:
    path = folder / "report.xml"
    text = REPORT.format(tests=tests, failed=failed, errors=errors, skipped=skipped)
    path.write_text(text, encoding="utf-8")
    return path


def test_runs_are_added_up(tmp_path: Path) -> None:
    tally = Tally(passed=8)
    tally.add_report(report(tmp_path, 10, failed=1, errors=1, skipped=2), exit_code=1)
    tally.add_report(report(tmp_path, 5), exit_code=0)
    assert tally.closing_line() == "19 passed, 2 failed, 2 skipped"


@pytest.mark.parametrize("code", [2, 3, 5], ids=["broken off", "broken", "no test found"])
def test_a_run_that_did_not_come_to_its_end_has_failed(tmp_path: Path, code: int) -> None:
    tally = Tally()
    tally.add_report(report(tmp_path, 0), exit_code=code)
    assert tally.failed == 1


def test_a_run_without_a_report_has_failed(tmp_path: Path) -> None:
    tally = Tally()
    tally.add_report(tmp_path / "none.xml", exit_code=3)
    assert tally.closing_line() == "0 passed, 1 failed, 0 skipped"


def test_what_is_left_out_is_named_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally()
    tally.skip("browser tests", "there is no Chromium")
    assert "SKIPPED browser tests: there is no Chromium" in capsys.readouterr().out
    assert tally.skipped == 1


def test_what_failed_is_told_again_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "report.xml"
    said = "\n".join(["far above", *["line"] * 11, "OSError: the end of it"])
    case = f'<testcase classname="tests.a" name="test_b"><error message="m">{said}</error></testcase>'
    path.write_text(f'<testsuites><testsuite tests="1" errors="1">{case}</testsuite></testsuites>', encoding="utf-8")
    tally = Tally()
    tally.add_report(path, exit_code=1)
    (trouble,) = tally.troubles
    assert trouble.startswith("tests.a::test_b (error)\nline\n")
    assert trouble.endswith("OSError: the end of it")
