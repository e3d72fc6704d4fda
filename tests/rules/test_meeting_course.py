"""What is said of the last meetings."""

import pytest

from hederssak.rules.agenda import Item
from hederssak.rules.meeting_course import Held, course_of


def held(late: float = 0, over: float | None = 0, cases: float = 0.55, present: int = 5) -> Held:
    shares = {Item.CASES: cases, Item.WINS: 1 - cases}
    return Held(late, over, shares, {Item.CASES: 0.55, Item.WINS: 0.45}, present, 6)


def test_of_no_meeting_nothing_is_said() -> None:
    assert course_of([]) is None


def test_one_bad_monday_does_not_color_the_rest() -> None:
    course = course_of([held(1, 2), held(0, 3), held(25, 40)])
    assert course is not None
    assert (course.meetings, course.late, course.over) == (3, 1, 3)
    assert (course.present, course.expected) == (15, 18)


def test_of_a_meeting_that_nobody_ended_the_end_is_left_out() -> None:
    course = course_of([held(over=None), held(over=4)])
    assert course is not None
    assert course.over == 4
    alone = course_of([held(over=None)])
    assert alone is not None
    assert alone.over is None


@pytest.mark.parametrize(("cases", "short"), [((0.4, 0.55), True), ((0.5, 0.5), True), ((0.56, 0.55), False)])
def test_the_cases_are_to_get_more_than_half(cases: tuple[float, ...], *, short: bool) -> None:
    course = course_of([held(cases=share) for share in cases])
    assert course is not None
    assert course.cases_are_short is short
    assert sum(course.shares.values()) == pytest.approx(1)
