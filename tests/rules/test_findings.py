import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from hederssak.rules.findings import Finding, Severity, WayOut, figures
from hederssak.rules.money import Money

FOUND = Finding(
    code="pushed",
    since=date(2026, 11, 2),
    figures=figures(times=3, first=date(2026, 9, 30), at=datetime(2026, 11, 2, 8, tzinfo=UTC)),
    severity=Severity.PRESSING,
    money=Money.of("120000.50", "SEK"),
    ways_out=(WayOut.SET_DATE, WayOut.LET_GO),
)


def test_a_finding_comes_back_from_json_as_it_went() -> None:
    assert Finding.from_json(json.loads(json.dumps(FOUND.as_json()))) == FOUND


def test_a_finding_that_knows_little_comes_back_too() -> None:
    bare = Finding("no_amount")
    assert Finding.from_json(json.loads(json.dumps(bare.as_json()))) == bare


def test_only_a_note_is_no_flag() -> None:
    assert [Finding("x", severity=severity).is_flag for severity in Severity] == [False, True, True]
    assert Severity.NOTE.weight < Severity.QUESTION.weight < Severity.PRESSING.weight


def test_figures_hold_what_json_can() -> None:
    found = figures(
        day=date(2026, 12, 6), amount=Decimal("1.50"), money=Money.of(2, "EUR"), both=(1, None), code=WayOut.PARK
    )
    assert found == {
        "day": "2026-12-06",
        "amount": "1.50",
        "money": {"amount": "2", "currency": "EUR"},
        "both": [1, None],
        "code": "park",
    }
    assert type(found["code"]) is str


def test_a_figure_that_json_can_not_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        figures(some={1})
