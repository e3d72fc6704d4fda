from datetime import date

import pytest

from hederssak.rules.honesty.codes import Code
from hederssak.rules.honesty.facts import NextStep
from tests.rules.honesty.opportunities import TODAY, flags, found, opportunity, standpoint


def test_no_next_step_is_asked_about_since_the_creation() -> None:
    finding = found(opportunity(next_step=None))[Code.NO_NEXT_STEP]
    assert finding.since == date(2026, 9, 1)
    assert finding.figures["had_one"] is False


def test_a_step_that_was_done_leaves_none() -> None:
    done = NextStep(date(2026, 11, 10), done_on=date(2026, 11, 10))
    finding = found(opportunity(next_step=done))[Code.NO_NEXT_STEP]
    assert finding.since == date(2026, 11, 10)
    assert finding.figures["working_days"] == 6


def test_a_step_done_today_has_until_tomorrow_to_be_followed() -> None:
    assert Code.NO_NEXT_STEP not in found(opportunity(next_step=NextStep(TODAY, done_on=TODAY)))


def test_an_opportunity_made_on_friday_has_until_monday() -> None:
    facts = opportunity(next_step=None, created_on=date(2026, 11, 13))
    assert Code.NO_NEXT_STEP not in found(facts, standpoint(today=date(2026, 11, 15)))
    assert Code.NO_NEXT_STEP in found(facts, standpoint(today=date(2026, 11, 16)))


def test_an_opportunity_that_woke_today_has_until_tomorrow() -> None:
    assert Code.NO_NEXT_STEP not in found(opportunity(next_step=None, parked_until=TODAY))
    assert Code.NO_NEXT_STEP not in found(opportunity(next_step=None, awake_since=TODAY))


@pytest.mark.parametrize("agreed", [True, False])
def test_a_step_whose_day_has_passed_is_asked_about(agreed: bool) -> None:  # noqa: FBT001  a case, not a switch
    findings = found(opportunity(next_step=NextStep(date(2026, 11, 12), agreed_with_buyer=agreed)))
    assert findings[Code.NEXT_STEP_PAST].since == date(2026, 11, 12)
    assert Code.NO_NEXT_STEP not in findings


@pytest.mark.parametrize("due", [TODAY, date(2026, 11, 19)])
def test_a_step_of_today_or_later_is_fine(due: date) -> None:
    assert not flags(opportunity(next_step=NextStep(due)))


def test_a_step_of_friday_is_not_late_on_sunday() -> None:
    facts = opportunity(next_step=NextStep(date(2026, 11, 13)))
    assert Code.NEXT_STEP_PAST not in found(facts, standpoint(today=date(2026, 11, 15)))


def test_a_late_step_that_was_done_is_not_late() -> None:
    done = NextStep(date(2026, 11, 2), done_on=date(2026, 11, 17))
    assert Code.NEXT_STEP_PAST not in found(opportunity(next_step=done))
