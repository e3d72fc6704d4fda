from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.agenda import (
    Code,
    Exceptional,
    Item,
    TimeBox,
    TooShort,
    check,
    choose_exceptions,
    places,
    propose,
)
from hederssak.rules.findings import Finding, Severity

QUESTION = Finding("pushed", date(2026, 11, 2))
PRESSING = Finding("close_date_past", date(2026, 9, 1), severity=Severity.PRESSING)
NOTE = Finding("no_amount", severity=Severity.NOTE)


def codes(*boxes: TimeBox) -> set[str]:
    return {finding.code for finding in check(boxes)}


def asked(name: str, *findings: Finding, owner: str = "", worth: int | None = 1) -> Exceptional:
    return Exceptional(name, owner or name, findings, None if worth is None else Decimal(worth))


def names(chosen: list[Exceptional]) -> list[str]:
    return [one.opportunity for one in chosen]


def test_an_hour_gives_the_cases_33_minutes() -> None:
    assert {box.item: box.minutes for box in propose(60)} == {
        Item.PROMISES: 6,
        Item.WINS: 3,
        Item.MOVED: 6,
        Item.EXCEPTIONS: 6,
        Item.CASES: 33,
        Item.NEXT_WEEK: 6,
    }


@given(st.integers(15, 600))
def test_each_proposed_agenda_fills_its_time_and_passes(minutes: int) -> None:
    agenda = propose(minutes)
    assert sum(box.minutes for box in agenda) == minutes
    assert check(agenda) == []


def test_a_meeting_too_short_for_a_case_is_refused() -> None:
    with pytest.raises(TooShort):
        propose(14)


def test_half_of_the_time_is_not_more_than_half() -> None:
    boxes = (TimeBox(Item.PROMISES, 30), TimeBox(Item.CASES, 30))
    [finding] = check(boxes)
    assert finding.code == Code.CASES_TOO_SHORT
    assert finding.figures == {"minutes": 30, "whole": 60, "limit": 31}


def test_exceptions_may_take_15_percent_and_no_more() -> None:
    nine = (TimeBox(Item.PROMISES, 6), TimeBox(Item.EXCEPTIONS, 9), TimeBox(Item.CASES, 45))
    ten = (TimeBox(Item.PROMISES, 5), TimeBox(Item.EXCEPTIONS, 10), TimeBox(Item.CASES, 45))
    assert codes(*nine) == set()
    assert codes(*ten) == {Code.EXCEPTIONS_TOO_LONG}


def test_two_boxes_of_one_item_count_together() -> None:
    assert Code.CASES_TOO_SHORT not in codes(TimeBox(Item.CASES, 20), TimeBox(Item.OTHER, 30), TimeBox(Item.CASES, 20))


def test_a_meeting_that_never_asks_for_last_times_promises_is_told_so() -> None:
    assert codes(TimeBox(Item.CASES, 60)) == {Code.NO_PROMISES}


def test_an_agenda_without_time_is_no_agenda() -> None:
    assert codes() == {Code.EMPTY}


@pytest.mark.parametrize(("minutes", "fits"), [(15, 1), (45, 3), (60, 4), (90, 6)])
def test_so_many_exceptions_fit(minutes: int, fits: int) -> None:
    assert places(minutes) == fits


def test_the_pressing_come_first_then_the_large_then_the_unknown() -> None:
    crowd = [
        asked("unknown", QUESTION, worth=None),
        asked("small", QUESTION, worth=5),
        asked("large", QUESTION, worth=900),
        asked("pressing", PRESSING, QUESTION, worth=1),
    ]
    assert names(choose_exceptions(crowd, 60)) == ["pressing", "large", "small", "unknown"]


def test_only_so_many_are_chosen_as_fit() -> None:
    crowd = [asked(str(n), QUESTION, worth=n) for n in range(30)]
    assert names(choose_exceptions(crowd, 60)) == ["29", "28", "27", "26"]


def test_a_note_is_no_exception() -> None:
    assert choose_exceptions([asked("noted", NOTE)], 60) == []


def test_nobody_gets_more_than_half_of_the_places_while_others_have_any() -> None:
    annas = [asked(f"a{n}", PRESSING, owner="anna", worth=100 - n) for n in range(6)]
    others = [asked("m", QUESTION, owner="mikko"), asked("e", QUESTION, owner="eva")]
    assert names(choose_exceptions([*annas, *others], 60)) == ["a0", "a1", "e", "m"]


def test_whoever_is_alone_gets_all_of_them() -> None:
    annas = [asked(f"a{n}", QUESTION, owner="anna", worth=100 - n) for n in range(6)]
    assert names(choose_exceptions(annas, 60)) == ["a0", "a1", "a2", "a3"]


@given(st.lists(st.tuples(st.sampled_from("amv"), st.sampled_from([QUESTION, PRESSING, NOTE])), max_size=30))
def test_the_choice_never_depends_on_the_order_given(crowd: list[tuple[str, Finding]]) -> None:
    all_asked = [asked(str(n), finding, owner=owner, worth=n) for n, (owner, finding) in enumerate(crowd)]
    chosen = choose_exceptions(all_asked, 60)
    assert chosen == choose_exceptions(reversed(all_asked), 60)
    assert len(chosen) <= places(60)
