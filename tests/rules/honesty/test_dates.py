from datetime import date
from itertools import pairwise

from hederssak.rules.findings import Severity
from hederssak.rules.honesty.codes import Code
from hederssak.rules.honesty.thresholds import Threshold, Thresholds
from hederssak.rules.worktime import WorkCalendar, quiet_periods
from tests.rules.honesty.opportunities import (
    NEW,
    TODAY,
    flags,
    found,
    on,
    opportunity,
    push,
    standpoint,
    weekly_pushes,
)


def test_a_close_date_that_passed_is_asked_about() -> None:
    finding = found(opportunity(close_date=date(2026, 11, 12)))[Code.CLOSE_DATE_PAST]
    assert finding.since == date(2026, 11, 12)
    assert finding.figures["working_days"] == 4
    assert finding.severity is Severity.QUESTION


def test_a_close_date_more_than_twenty_working_days_ago_presses() -> None:
    finding = found(opportunity(close_date=date(2026, 10, 15)))[Code.CLOSE_DATE_PAST]
    assert finding.severity is Severity.PRESSING


def test_a_close_date_exactly_twenty_working_days_ago_does_not_press_yet() -> None:
    finding = found(opportunity(close_date=date(2026, 10, 21)))[Code.CLOSE_DATE_PAST]
    assert (finding.figures["working_days"], finding.severity) == (20, Severity.QUESTION)


def test_a_close_date_of_today_is_not_asked_about() -> None:
    assert Code.CLOSE_DATE_PAST not in found(opportunity(close_date=TODAY))


def test_a_close_date_of_friday_is_not_asked_about_on_sunday() -> None:
    facts = opportunity(close_date=date(2026, 11, 13), next_step=None)
    assert Code.CLOSE_DATE_PAST not in found(facts, standpoint(today=date(2026, 11, 15)))
    assert Code.CLOSE_DATE_PAST in found(facts, standpoint(today=date(2026, 11, 16)))


def test_a_close_date_in_the_quiet_weeks_waits_until_they_are_over() -> None:
    facts = opportunity(close_date=date(2026, 7, 3))
    calendar = WorkCalendar(quiet=quiet_periods("SE", 2026))
    assert Code.CLOSE_DATE_PAST not in found(facts, standpoint(today=date(2026, 7, 29), calendar=calendar))
    assert Code.CLOSE_DATE_PAST in found(facts, standpoint(today=date(2026, 8, 3), calendar=calendar))


def test_the_clock_of_the_buyers_country_counts() -> None:
    facts = opportunity(close_date=date(2026, 6, 30), country="FI")
    july = standpoint(today=date(2026, 7, 3), calendars={("anna", "FI"): WorkCalendar(quiet=quiet_periods("FI", 2026))})
    assert Code.CLOSE_DATE_PAST not in found(facts, july)
    assert Code.CLOSE_DATE_PAST in found(opportunity(close_date=date(2026, 6, 30)), july)


def test_no_close_date_is_asked_about_beyond_the_first_stage_and_only_noted_in_it() -> None:
    assert Code.NO_CLOSE_DATE in flags(opportunity(close_date=None))
    early = found(opportunity(close_date=None, stage=NEW))
    assert early[Code.NO_CLOSE_DATE].severity is Severity.NOTE


def test_three_pushes_are_asked_about_with_their_days() -> None:
    finding = found(opportunity(changes=weekly_pushes(3)))[Code.PUSHED]
    assert finding.figures["times"] == 3
    assert finding.figures["days"] == 42
    assert finding.figures["first"] == "2026-11-03"
    assert finding.figures["is_default"] is True
    assert finding.since == date(2026, 10, 29)


def test_six_pushes_press() -> None:
    assert found(opportunity(changes=weekly_pushes(6)))[Code.PUSHED].severity is Severity.PRESSING


def test_two_pushes_are_usual() -> None:
    assert Code.PUSHED not in found(opportunity(changes=weekly_pushes(2)))


def test_what_is_usual_is_learned() -> None:
    patient = standpoint(thresholds=Thresholds(pushes=Threshold(5, 40, is_default=False)))
    assert Code.PUSHED not in found(opportunity(changes=weekly_pushes(4)), patient)
    assert found(opportunity(changes=weekly_pushes(5)), patient)[Code.PUSHED].figures["cases"] == 40


def test_a_date_moved_nearer_is_no_push() -> None:
    nearer = tuple(push(c.new, c.old, c.before) for c in weekly_pushes(4))  # type: ignore[arg-type]  # both are days
    assert Code.PUSHED not in found(opportunity(changes=nearer))


def test_a_slip_put_right_the_same_day_is_no_push() -> None:
    wrong_year = push(date(2026, 12, 1), date(2027, 12, 1), on(12, 10))
    put_right = push(date(2027, 12, 1), date(2026, 12, 1), on(12, 10, 5))
    assert Code.PUSHED not in found(opportunity(changes=(*weekly_pushes(2, last=on(5)), wrong_year, put_right)))


def test_several_pushes_of_one_sitting_are_one() -> None:
    days = [date(2026, 12, day) for day in (1, 8, 10, 15)]
    sitting = tuple(push(old, new, on(12, 9, day)) for day, (old, new) in enumerate(pairwise(days)))
    assert Code.PUSHED not in found(opportunity(changes=sitting))


def test_pushes_for_a_dated_event_at_the_buyer_are_explained() -> None:
    board_meets = date(2026, 12, 10)
    facts = opportunity(changes=weekly_pushes(3), buyer_events=(board_meets,))
    assert Code.PUSHED not in found(facts)


def test_an_event_at_the_buyer_explains_only_the_pushes_across_it() -> None:
    long_ago = date(2026, 9, 1)
    assert Code.PUSHED in found(opportunity(changes=weekly_pushes(3), buyer_events=(long_ago,)))


def test_a_date_that_is_set_for_the_first_time_is_no_push() -> None:
    first = push(None, date(2026, 12, 1), on(1))  # type: ignore[arg-type]  # no day was known
    assert Code.PUSHED not in found(opportunity(changes=(first, *weekly_pushes(2))))


def test_pushes_between_two_exports_count_though_their_day_is_unknown() -> None:
    weekly = tuple(push(c.old, c.new, c.before, after=on(1, month=10)) for c in weekly_pushes(3))  # type: ignore[arg-type]  # both are days
    assert Code.PUSHED in found(opportunity(changes=weekly))
