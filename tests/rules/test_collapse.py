"""R3: the price of a collapse is money."""

from dataclasses import replace
from decimal import Decimal

from hederssak.rules.collapse import (
    Assumed,
    Bookings,
    Deal,
    Estimate,
    MadeAnyway,
    made_anyway,
    own_drop,
    own_margin,
    price_of_collapse,
)
from hederssak.rules.money import Money

SOURCE = Assumed(Money.of(10_000, "SEK"))


def test_five_meetings_halved_for_26_weeks_at_10_000_each_are_650_000() -> None:
    price = price_of_collapse(meetings_per_week=5, assumed=SOURCE)
    assert price.price == Money.of(650_000, "SEK")
    assert (price.visits_low, price.visits_high) == (Money.of(10_000, "SEK"), Money.of(30_000, "SEK"))


def test_what_is_assumed_says_so_and_has_a_wide_interval() -> None:
    price = price_of_collapse(meetings_per_week=5, assumed=SOURCE)
    assert price.drop.assumed
    assert price.margin.assumed
    assert price.drop.cases == price.margin.cases == 0
    assert price.low < price.price < price.high
    assert price.high.amount > 2 * price.low.amount


def test_both_figures_and_the_weeks_are_adjustable() -> None:
    own = replace(SOURCE, margin_per_meeting=Money.of(2_000, "EUR"), drop=0.25, weeks=20)
    assert price_of_collapse(meetings_per_week=4, assumed=own).price == Money(Decimal(40_000), "EUR")


def test_the_own_margin_per_meeting_replaces_the_assumed_one_when_there_is_enough_history() -> None:
    deals = [Deal(200_000, 5), Deal(0, 5)] * 10
    assert own_margin(deals) == 20_000
    assert own_margin(deals[:-1]) is None
    price = price_of_collapse(meetings_per_week=5, assumed=SOURCE, deals=deals)
    assert not price.margin.assumed
    assert price.margin.cases == 20
    assert price.margin.low < 20_000 < price.margin.high


def test_the_own_drop_replaces_the_half_when_there_is_enough_history() -> None:
    before, after = [Bookings(80, 16)] * 8, [Bookings(60, 16)] * 8
    assert own_drop(before, after) == 0.25
    price = price_of_collapse(meetings_per_week=5, assumed=SOURCE, before=before, after=after)
    assert not price.drop.assumed
    assert price.drop.low < 0.25 < price.drop.high
    assert price.price < Money.of(400_000, "SEK")


def test_people_who_differ_make_the_interval_wide() -> None:
    before, alike = [Bookings(80, 16)] * 8, [Bookings(40, 16)] * 8
    differing = [Bookings(76, 16), Bookings(4, 16)] * 4
    first, second = (
        price_of_collapse(meetings_per_week=5, assumed=SOURCE, before=before, after=after).drop
        for after in (alike, differing)
    )
    assert round(first.value, 1) == round(second.value, 1) == 0.5
    assert second.high - second.low > 2 * (first.high - first.low)


def test_few_weeks_few_collapses_or_no_bookings_before_measure_nothing() -> None:
    assert own_drop([Bookings(5, 1)] * 8, [Bookings(5, 1)] * 8) is None
    assert own_drop([Bookings(80, 16)] * 7, [Bookings(40, 16)] * 7) is None
    assert own_drop([Bookings(0, 16)] * 8, [Bookings(0, 16)] * 8) is None


def test_bookings_that_rose_after_a_collapse_are_no_negative_price() -> None:
    price = price_of_collapse(
        meetings_per_week=5, assumed=SOURCE, before=[Bookings(80, 16)] * 8, after=[Bookings(160, 16)] * 8
    )
    assert price.low.amount == 0
    assert price.price.amount >= 0


def test_the_same_facts_give_the_same_price() -> None:
    deals = [Deal(200_000, 5), Deal(0, 5)] * 10
    first, second = (price_of_collapse(meetings_per_week=5, assumed=SOURCE, deals=deals) for _ in range(2))
    assert first == second


def test_what_bookings_fall_less_than_the_hours_was_made_anyway() -> None:
    assert made_anyway(Estimate(0.1, 0.05, 0.3, cases=7)) == MadeAnyway(80, 40, 90, 0.1, 7)
    assert made_anyway(Estimate(0.6, 0.5, 0.7, cases=7)).value == 0


def test_half_assumed_makes_nothing_anyway_and_has_no_cases() -> None:
    assert made_anyway(Estimate(0.5, 0.3, 0.7, assumed=True)) == MadeAnyway(0, 0, 0, 0.5, 0)
    assert made_anyway(Estimate(0.3, 0.1, 0.5, assumed=True)) == MadeAnyway(40, 40, 40, 0.3, 0)
