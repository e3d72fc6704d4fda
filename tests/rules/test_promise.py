"""R0: the promise of a quarter, and the manager's own side of it."""

import datetime as dt

import pytest

from hederssak.rules.promise import (
    Kept,
    NotAQuarter,
    Stage,
    Terms,
    check_terms,
    kept_along,
    kept_free,
    kept_same_day,
    quarter_number,
    quarter_of,
    stage_of,
)
from hederssak.rules.worktime import Period, WorkCalendar

ALWAYS = WorkCalendar()
TODAY = dt.date(2026, 11, 18)
QUARTER = Period(dt.date(2026, 10, 1), dt.date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "first", "last", "number"),
    [
        ((2026, 1, 1), (2026, 1, 1), (2026, 3, 31), 1),
        ((2026, 6, 30), (2026, 4, 1), (2026, 6, 30), 2),
        ((2026, 7, 1), (2026, 7, 1), (2026, 9, 30), 3),
        ((2026, 12, 31), (2026, 10, 1), (2026, 12, 31), 4),
    ],
)
def test_a_quarter_has_its_days(
    day: tuple[int, int, int], first: tuple[int, int, int], last: tuple[int, int, int], number: int
) -> None:
    assert quarter_of(dt.date(*day)) == Period(dt.date(*first), dt.date(*last))
    assert quarter_number(dt.date(*day)) == number


def stage(signed: str, *, replaced: bool = False, today: dt.date = TODAY) -> Stage:
    return stage_of(
        period=QUARTER, wanted=["anna", "mikko", "eva"], signed=signed.split(), replaced=replaced, today=today
    )


def test_it_is_in_force_when_each_member_and_the_manager_have_signed() -> None:
    assert stage("anna mikko") == Stage.WAITING
    assert stage("anna mikko eva") == Stage.IN_FORCE


def test_it_is_over_after_its_quarter_and_replaced_when_restarted() -> None:
    assert stage("anna mikko eva", today=dt.date(2027, 1, 1)) == Stage.OVER
    assert stage("anna mikko eva", replaced=True) == Stage.REPLACED


@pytest.mark.parametrize(
    ("terms", "field"),
    [(Terms(0, 5), "blocks"), (Terms(2, 0), "meetings"), (Terms(2, 5, 4), "desirable")],
)
def test_terms_that_make_no_sense_are_refused_by_name(terms: Terms, field: str) -> None:
    with pytest.raises(NotAQuarter) as refused:
        check_terms(terms)
    assert refused.value.field == field


def test_desirable_meetings_stand_apart_and_may_be_left_out() -> None:
    check_terms(Terms(2, 5, 8))
    check_terms(Terms(2, 5))


@pytest.mark.parametrize(
    ("done", "today", "kept"),
    [(0, 0, Kept.KEPT), (1, 1, Kept.LATE), (None, 0, Kept.OPEN), (None, 1, Kept.BROKEN)],
)
def test_asking_belongs_to_the_day_of_the_break(done: int | None, today: int, kept: Kept) -> None:
    days = [TODAY + dt.timedelta(days=n) for n in range(2)]
    assert kept_same_day(due=TODAY, done=None if done is None else days[done], today=days[today]) == kept


def test_following_along_is_due_within_weeks_of_working_time() -> None:
    july = WorkCalendar(quiet=(Period(dt.date(2026, 7, 6), dt.date(2026, 8, 2)),))
    along = [dt.date(2026, 7, 1)]
    start = dt.date(2026, 4, 1)
    assert kept_along(along, july, since=start, today=dt.date(2026, 8, 7), every=2) == Kept.KEPT
    assert kept_along(along, ALWAYS, since=start, today=dt.date(2026, 8, 7), every=2) == Kept.BROKEN


def test_the_first_weeks_of_a_promise_are_open() -> None:
    assert kept_along([], ALWAYS, since=dt.date(2026, 11, 10), today=TODAY, every=2) == Kept.OPEN


def test_an_hour_that_the_company_took_is_the_managers() -> None:
    assert kept_free([], ALWAYS, today=TODAY) == Kept.KEPT
    assert kept_free([dt.date(2026, 11, 3)], ALWAYS, today=TODAY) == Kept.BROKEN
    assert kept_free([dt.date(2026, 9, 1)], ALWAYS, today=TODAY) == Kept.KEPT
