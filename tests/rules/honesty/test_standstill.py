from datetime import date

from hederssak.rules.findings import Severity
from hederssak.rules.honesty.codes import Code
from hederssak.rules.honesty.facts import Field, NextStep
from hederssak.rules.honesty.thresholds import Threshold, Thresholds
from hederssak.rules.worktime import Period, WorkCalendar
from tests.rules.honesty.opportunities import TODAY, change, flags, found, on, opportunity, standpoint

LONG_AGO = date(2026, 10, 1)  # 34 working days before TODAY


def test_a_silence_longer_than_nine_of_ten_won_had_is_asked_about() -> None:
    finding = found(opportunity(last_buyer_progress_on=LONG_AGO))[Code.NO_BUYER_PROGRESS]
    assert finding.since == LONG_AGO
    assert (finding.figures["working_days"], finding.figures["limit"]) == (34, 30)
    assert finding.figures["is_default"] is True


def test_a_silence_as_long_as_the_limit_is_still_usual() -> None:
    limit = standpoint(thresholds=Thresholds(idle=Threshold(34, 25, is_default=False)))
    assert Code.NO_BUYER_PROGRESS not in found(opportunity(last_buyer_progress_on=LONG_AGO), limit)


def test_each_stage_has_its_own_limit() -> None:
    slow_proposals = standpoint(thresholds=Thresholds(idle_by_stage={"proposal": Threshold(60, 25, is_default=False)}))
    assert Code.NO_BUYER_PROGRESS not in found(opportunity(last_buyer_progress_on=LONG_AGO), slow_proposals)


def test_a_silence_twice_the_limit_presses() -> None:
    quick = standpoint(thresholds=Thresholds(idle=Threshold(16, 25, is_default=False)))
    finding = found(opportunity(last_buyer_progress_on=LONG_AGO), quick)[Code.NO_BUYER_PROGRESS]
    assert finding.severity is Severity.PRESSING


def test_a_silence_of_exactly_twice_the_limit_does_not_press_yet() -> None:
    quick = standpoint(thresholds=Thresholds(idle=Threshold(17, 25, is_default=False)))
    finding = found(opportunity(last_buyer_progress_on=LONG_AGO), quick)[Code.NO_BUYER_PROGRESS]
    assert finding.severity is Severity.QUESTION


def test_an_opportunity_with_no_progress_ever_counts_from_its_creation() -> None:
    finding = found(opportunity(last_buyer_progress_on=None))[Code.NO_BUYER_PROGRESS]
    assert finding.since == date(2026, 9, 1)
    assert finding.figures["ever"] is False


def test_clicking_to_another_stage_starts_no_new_clock() -> None:
    clicked = opportunity(last_buyer_progress_on=LONG_AGO, stage_since=TODAY)
    assert Code.NO_BUYER_PROGRESS in found(clicked)


def test_parental_leave_is_no_silence() -> None:
    leave = WorkCalendar(absences=(Period(date(2026, 10, 5), date(2026, 11, 6)),))
    assert Code.NO_BUYER_PROGRESS not in found(opportunity(last_buyer_progress_on=LONG_AGO), standpoint(calendar=leave))


def test_waiting_for_a_step_that_the_buyer_agreed_to_is_no_silence() -> None:
    january = NextStep(date(2027, 1, 15), agreed_with_buyer=True)
    assert not flags(opportunity(last_buyer_progress_on=LONG_AGO, next_step=january))


def test_the_day_of_an_agreed_step_is_still_waiting() -> None:
    today = NextStep(TODAY, agreed_with_buyer=True)
    assert not flags(opportunity(last_buyer_progress_on=LONG_AGO, next_step=today))


def test_an_agreed_step_that_was_done_or_passed_is_no_waiting() -> None:
    done = NextStep(date(2027, 1, 15), agreed_with_buyer=True, done_on=date(2026, 11, 17))
    passed = NextStep(date(2026, 11, 17), agreed_with_buyer=True)
    for step in (done, passed):
        assert Code.NO_BUYER_PROGRESS in flags(opportunity(last_buyer_progress_on=LONG_AGO, next_step=step))


def test_waiting_for_a_step_of_our_own_is() -> None:
    january = NextStep(date(2027, 1, 15))
    assert Code.NO_BUYER_PROGRESS in flags(opportunity(last_buyer_progress_on=LONG_AGO, next_step=january))


def test_what_was_slept_does_not_count() -> None:
    woke = opportunity(last_buyer_progress_on=LONG_AGO, awake_since=date(2026, 11, 9))
    assert Code.NO_BUYER_PROGRESS not in found(woke)


def test_a_stage_moved_back_is_asked_about() -> None:
    back = change(Field.STAGE, 4, 3, on(12))
    finding = found(opportunity(changes=(back,)))[Code.MOVED_BACK]
    assert (finding.figures["old"], finding.figures["new"]) == (4, 3)
    assert finding.since == date(2026, 11, 12)


def test_a_wrong_click_put_right_the_same_day_is_no_move_back() -> None:
    wrong, right = change(Field.STAGE, 3, 4, on(12, 10)), change(Field.STAGE, 4, 3, on(12, 10, 1))
    assert Code.MOVED_BACK not in found(opportunity(changes=(wrong, right)))


def test_an_opportunity_that_went_on_since_is_not_asked_about_its_way() -> None:
    there_and_on = (change(Field.STAGE, 3, 2, on(2)), change(Field.STAGE, 2, 3, on(9)))
    assert Code.MOVED_BACK not in found(opportunity(changes=there_and_on))


def test_progress_since_answers_a_move_back() -> None:
    back = change(Field.STAGE, 4, 3, on(5))
    assert Code.MOVED_BACK not in found(opportunity(changes=(back,), last_buyer_progress_on=date(2026, 11, 10)))


def test_progress_of_the_day_of_the_move_itself_answers_nothing() -> None:
    back = change(Field.STAGE, 4, 3, on(5))
    assert Code.MOVED_BACK in found(opportunity(changes=(back,), last_buyer_progress_on=date(2026, 11, 5)))


def test_a_stage_that_nobody_knew_before_is_no_move_back() -> None:
    assert Code.MOVED_BACK not in found(opportunity(changes=(change(Field.STAGE, None, 1, on(12)),)))
    assert Code.MOVED_BACK not in found(opportunity(changes=(change(Field.STAGE, 3, None, on(12)),)))


def test_on_its_wake_up_date_a_parked_opportunity_asks_for_a_decision() -> None:
    woke = found(opportunity(parked_until=TODAY))
    assert not woke[Code.WAKE_UP_PASSED].is_flag
    assert Code.WAKE_UP_PASSED not in found(opportunity())
