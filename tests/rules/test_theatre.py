import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.findings import Finding
from hederssak.rules.money import Money
from hederssak.rules.theatre import Code, Line, theatre

LINE = Line("anna", "proposal", date(2026, 11, 30), Money.of(100_000, "SEK"), date(2026, 11, 20))


def line(**changed: Any) -> dict[str, Any]:
    return Line(**{name: changed.get(name, getattr(LINE, name)) for name in Line.__slots__}).as_json()


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[Finding]:
    return theatre({"one": old}, {"one": new})


@pytest.mark.parametrize(
    ("field", "old", "new", "code", "asks"),
    [
        ("close_date", date(2026, 11, 30), date(2026, 12, 15), Code.PUSHED, True),
        ("close_date", date(2026, 12, 15), date(2026, 11, 30), Code.PULLED, False),
        ("close_date", None, date(2026, 11, 30), Code.DATE_SET, False),
        ("close_date", date(2026, 11, 30), None, Code.DATE_CLEARED, True),
        ("amount", Money.of(1, "SEK"), Money.of(2, "SEK"), Code.RAISED, True),
        ("amount", Money.of(2, "SEK"), Money.of(1, "SEK"), Code.LOWERED, False),
        ("amount", Money.of(9, "SEK"), Money.of(10, "SEK"), Code.RAISED, True),
        ("amount", None, Money.of(1, "SEK"), Code.AMOUNT_SET, False),
        ("amount", Money.of(1, "SEK"), None, Code.AMOUNT_CLEARED, False),
        ("amount", Money.of(1, "SEK"), Money.of(1, "EUR"), Code.AMOUNT_SET, False),
        ("stage", "proposal", "dialogue", Code.STAGE_MOVED, False),
        ("next_step_due", None, date(2026, 11, 20), Code.STEP_SET, False),
    ],
)
def test_each_difference_has_its_name(field: str, old: Any, new: Any, code: Code, asks: bool) -> None:  # noqa: FBT001  a case
    [finding] = differences(line(**{field: old}), line(**{field: new}))
    assert finding.code == code
    assert finding.is_flag is asks
    assert finding.figures["opportunity"] == "one"


def test_an_amount_written_in_another_way_is_the_same() -> None:
    assert differences(line(amount=Money.of("1.00", "SEK")), line(amount=Money.of("1", "SEK"))) == []


def test_a_change_of_owner_alone_is_no_theatre() -> None:
    assert differences(line(owner="anna"), line(owner="mikko")) == []


def test_what_came_and_what_went_is_noted() -> None:
    found = theatre({"gone": line()}, {"new": line()})
    assert [(one.code, one.figures["opportunity"], one.is_flag) for one in found] == [
        (Code.WENT, "gone", False),
        (Code.CAME, "new", False),
    ]


LINES = st.builds(
    line,
    close_date=st.none() | st.dates(date(2026, 1, 1), date(2026, 3, 1)),
    amount=st.none() | st.integers(0, 3).map(lambda amount: Money.of(amount, "SEK")),
    stage=st.sampled_from(["new", "proposal"]),
)
PACKS = st.dictionaries(st.sampled_from("abc"), LINES)


@given(PACKS)
def test_between_a_pack_and_itself_there_is_no_theatre(pack: dict[str, Any]) -> None:
    assert theatre(pack, json.loads(json.dumps(pack))) == []


@given(PACKS, PACKS)
def test_between_two_packs_that_differ_there_is_something_to_say(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert bool(theatre(one, other)) == (one != other)
