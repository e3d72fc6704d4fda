from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.case_story import MOST, Line, Weight, told

START = date(2026, 9, 1)


def line(day: int, what: str, weight: Weight = Weight.CHANGED, **more: str) -> Line:
    return Line(START + timedelta(days=day), what, weight, **more)


def push(day: int, old: str, new: str) -> Line:
    return line(day, "close_date", old=old, new=new, merge="close_date")


def test_three_pushes_in_a_row_are_one_line_from_the_first_date_to_the_last() -> None:
    (one,) = told([push(1, "a", "b"), push(9, "b", "c"), push(20, "c", "d")]).lines
    assert (one.old, one.new, one.times, one.on) == ("a", "d", 3, START + timedelta(days=20))


def test_what_the_buyer_did_in_between_keeps_the_pushes_apart() -> None:
    lines = told([push(1, "a", "b"), line(5, "met", Weight.MET), push(9, "b", "c")]).lines
    assert [one.what for one in lines] == ["close_date", "met", "close_date"]


def test_of_a_long_history_the_light_lines_in_the_middle_are_left_out() -> None:
    ours = [line(day, f"note {day}", Weight.OURS) for day in range(30)]
    shown = told([*ours, line(15, "met", Weight.MET), line(31, "won", Weight.END)])
    names = [one.what for one in shown.lines]
    assert "met" in names
    assert names[0] == "note 0"
    assert names[-1] == "won"
    assert shown.more == 32 - MOST


@given(st.lists(st.builds(line, st.integers(0, 300), st.sampled_from("abc"), st.sampled_from(Weight)), max_size=60))
def test_nothing_is_lost_from_the_count_and_the_order_is_that_of_the_days(lines: list[Line]) -> None:
    shown = told(lines)
    assert len(shown.lines) + shown.more == len(lines)
    assert len(shown.lines) <= MOST
    assert [one.on for one in shown.lines] == sorted(one.on for one in shown.lines)
