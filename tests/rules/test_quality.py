import datetime as dt
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hederssak.rules.quality import (
    Count,
    Deal,
    Lacking,
    Meeting,
    Month,
    count_months,
    loosening,
    pairs,
    pressure,
    total,
)

TODAY = dt.date(2026, 11, 18)
SPRING = dt.date(2026, 3, 10)
MARCH = dt.date(2026, 3, 1)
MET = Meeting(booked_on=dt.date(2026, 2, 20), on=SPRING, has_deal=True, new=True, is_right=True, lacks=frozenset())


def day(days: int) -> dt.date:
    return SPRING + dt.timedelta(days=days)


def counts(*meetings: Meeting, deals: tuple[Deal, ...] = (), today: dt.date = TODAY) -> Month:
    return total(count_months(meetings, deals, wait=90, today=today).values())


def test_a_meeting_is_counted_in_its_month_and_its_booking_in_the_month_it_was_booked() -> None:
    found = count_months([MET], [], wait=90, today=TODAY)
    assert set(found) == {dt.date(2026, 2, 1), MARCH}
    assert found[MARCH][Count.RIGHT] == 1
    assert found[dt.date(2026, 2, 1)] == {Count.BOOKED: 1, Count.FITS: 1, Count.TIMED: 1, Count.EVIDENCED: 1}


def test_a_meeting_whose_checks_were_not_kept_is_held_and_not_judged() -> None:
    found = counts(replace(MET, is_right=None, lacks=None))
    assert (found[Count.HELD], found[Count.JUDGED], found[Count.BOOKED]) == (1, 0, 0)


def test_a_step_within_two_weeks_came_of_the_meeting_and_one_later_did_not() -> None:
    for step, stepped in ((day(0), 1), (day(14), 1), (day(15), 0), (None, 0)):
        found = counts(replace(MET, step_on=step))
        assert (found[Count.STEPPED], found[Count.ON_DEAL]) == (stepped, 1)


def test_what_is_too_early_to_say_is_in_neither() -> None:
    fresh = counts(MET, today=day(10))
    assert (fresh[Count.ON_DEAL], fresh[Count.OPEN_YET]) == (0, 0)
    assert counts(MET, today=day(15))[Count.ON_DEAL] == 1
    assert counts(MET, today=day(90))[Count.OPEN_YET] == 0
    assert counts(MET, today=day(91))[Count.OPEN_YET] == 1
    quick = replace(MET, step_on=day(1), deal_qualified_on=day(5))
    assert counts(quick, today=day(10))[Count.STEPPED] == 0
    assert counts(quick, today=day(90))[Count.QUALIFIED_AFTER] == 0
    assert counts(quick, today=day(91))[Count.QUALIFIED_AFTER] == 1


def test_a_meeting_on_what_was_qualified_already_can_qualify_nothing() -> None:
    assert counts(replace(MET, deal_qualified_on=day(-1)))[Count.OPEN_YET] == 0
    late = counts(replace(MET, deal_qualified_on=day(91)))
    assert (late[Count.OPEN_YET], late[Count.QUALIFIED_AFTER]) == (1, 0)


def test_qualified_out_at_once_is_no_missing_step() -> None:
    found = counts(replace(MET, qualified_out=True))
    assert (found[Count.HELD], found[Count.ON_DEAL], found[Count.OPEN_YET]) == (1, 0, 0)


def test_the_lead_figure_counts_each_once_on_its_day_and_its_twin_those_that_went_on() -> None:
    deals = (Deal(qualified_on=SPRING, went_on=True), Deal(qualified_on=SPRING), Deal())
    lead = pairs(counts(deals=deals))["lead"]
    assert (lead.figure.count, lead.twin.count, lead.twin.cases) == (2, 1, 2)


def test_a_proposal_to_what_is_not_qualified_after_the_first_meeting_is_the_polite_way_out() -> None:
    def polite(**changes: object) -> tuple[int, int]:
        deal = replace(Deal(first_met=SPRING, proposals=(day(7),)), **changes)  # type: ignore[arg-type]  # by name
        found = counts(deals=(deal,))
        return found[Count.POLITE], found[Count.PROPOSALS]

    assert polite() == (1, 1)
    assert polite(qualified_on=day(6)) == (0, 1)
    assert polite(qualified_on=day(8)) == (1, 1)
    assert polite(is_tender=True) == (0, 0)
    assert polite(first_met=None) == (0, 0)
    assert polite(first_met=day(8)) == (0, 0)


def booked(count: int, fits: int) -> Month:
    return Month({Count.BOOKED: count, Count.FITS: fits, Count.TIMED: count, Count.EVIDENCED: count})


def test_fit_that_falls_from_eight_of_ten_to_five_of_ten_has_loosened() -> None:
    fit, timing, evidence = loosening([booked(20, 16)] * 9 + [booked(10, 5)] * 3)
    assert fit.has_loosened
    assert (fit.lately.value, fit.before.value) == (0.5, 0.8)
    assert not timing.has_loosened
    assert not evidence.has_loosened


def test_the_same_fall_with_few_cases_cannot_be_told() -> None:
    fit, *_ = loosening([booked(20, 16)] * 9 + [booked(2, 1)])
    assert fit.has_loosened is False
    (fit, *_) = loosening([booked(10, 8), *[booked(1, 0)] * 3])
    assert not fit.can_tell


def test_what_is_lacking_when_booked_is_told_apart() -> None:
    found = counts(replace(MET, lacks=frozenset({Lacking.TIMING})))
    assert (found[Count.FITS], found[Count.TIMED], found[Count.EVIDENCED]) == (1, 0, 1)


def test_pressure_is_what_is_asked_for_over_what_usually_comes() -> None:
    assert pressure(260_000, 200_000) == 1.3
    assert pressure(None, 200_000) is None
    assert pressure(260_000, 0) is None


DAYS = st.dates(dt.date(2026, 1, 1), TODAY)
MEETINGS = st.builds(
    Meeting, booked_on=DAYS, on=DAYS, is_right=st.none() | st.booleans(), new=st.none() | st.booleans(),
    has_deal=st.booleans(), qualified_out=st.booleans(), step_on=st.none() | DAYS, deal_qualified_on=st.none() | DAYS,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MEETINGS, max_size=12))
def test_no_count_is_larger_than_what_it_is_a_share_of(meetings: list[Meeting]) -> None:
    found = counts(*meetings)
    assert found[Count.RIGHT] <= found[Count.JUDGED] <= found[Count.HELD] == len(meetings)
    assert found[Count.STEPPED] <= found[Count.ON_DEAL]
    assert found[Count.QUALIFIED_AFTER] <= found[Count.OPEN_YET]
    assert found[Count.NEW] <= found[Count.WITH_COMPANY]
