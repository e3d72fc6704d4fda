"""R3: do others break within two weeks of a first break?"""

import datetime as dt

from hederssak.rules.contagion import Verdict, contagion_of
from hederssak.rules.erosion import Mark, Outcome
from hederssak.rules.worktime import WorkCalendar

ALWAYS = WorkCalendar()
FIRST = dt.date(2026, 1, 6)
TODAY = FIRST + dt.timedelta(weeks=52)


def weeks(broken: set[int]) -> list[Mark]:
    """A year of Tuesdays, held but for those weeks."""
    return [
        Mark(FIRST + dt.timedelta(weeks=week), Outcome.MISSED if week in broken else Outcome.HELD) for week in range(52)
    ]


def test_whoever_breaks_after_another_again_and_again_has_caught_it() -> None:
    firsts = {2, 10, 18, 26, 34, 42}
    found = contagion_of({"mikko": weeks(firsts), "anna": weeks({w + 1 for w in firsts})}, ALWAYS, TODAY)
    assert (found.followed.count, found.followed.cases) == (6, 6)
    assert found.followed.low > found.expected
    assert found.verdict == Verdict.SPREADS


def test_breaks_that_others_do_not_answer_stay_where_they_are() -> None:
    firsts = {2, 10, 18, 26, 34, 42}
    found = contagion_of({"mikko": weeks(firsts), "anna": weeks(set())}, ALWAYS, TODAY)
    assert (found.followed.count, found.followed.cases) == (0, 6)
    assert found.verdict == Verdict.STAYS


def test_few_cases_say_nothing() -> None:
    found = contagion_of({"mikko": weeks({2, 10}), "anna": weeks({3, 11})}, ALWAYS, TODAY)
    assert found.followed.cases == 2
    assert found.verdict == Verdict.CANNOT_TELL


def test_a_break_soon_after_another_is_no_first_one() -> None:
    found = contagion_of({"mikko": weeks({2, 4, 6}), "anna": weeks(set())}, ALWAYS, TODAY)
    assert found.followed.cases == 1


def test_two_weeks_that_are_not_over_are_no_case() -> None:
    assert contagion_of({"mikko": weeks({50})}, ALWAYS, TODAY).followed.cases == 0


def test_a_second_break_of_the_same_person_is_not_contagion() -> None:
    found = contagion_of({"mikko": weeks({2, 3}), "anna": weeks(set())}, ALWAYS, TODAY)
    assert (found.followed.count, found.followed.cases) == (0, 1)
