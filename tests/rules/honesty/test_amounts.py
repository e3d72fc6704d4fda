from datetime import date

from hederssak.rules.findings import Severity
from hederssak.rules.honesty.codes import Code
from hederssak.rules.honesty.thresholds import Threshold, Thresholds
from hederssak.rules.money import Money
from tests.rules.honesty.opportunities import NEW, found, on, opportunity, raised, standpoint

LEARNED = standpoint(
    thresholds=Thresholds(
        median=Threshold(Money.of(200_000, "SEK"), 40, is_default=False),
        medians={"industry": Threshold(Money.of(100_000, "SEK"), 12, is_default=False)},
    )
)


def test_an_amount_above_three_medians_of_its_segment_wants_a_basis() -> None:
    finding = found(opportunity(amount=Money.of("300000.01", "SEK")), LEARNED)[Code.AMOUNT_WITHOUT_BASIS]
    assert finding.figures["median"] == {"amount": "100000", "currency": "SEK"}
    assert (finding.figures["cases"], finding.figures["segment"]) == (12, "industry")


def test_an_amount_of_three_medians_is_still_usual() -> None:
    assert Code.AMOUNT_WITHOUT_BASIS not in found(opportunity(amount=Money.of(300_000, "SEK")), LEARNED)


def test_a_stated_basis_answers() -> None:
    large = opportunity(amount=Money.of(900_000, "SEK"), amount_basis_stated=True)
    assert Code.AMOUNT_WITHOUT_BASIS not in found(large, LEARNED)


def test_a_segment_with_few_wins_is_judged_by_all_of_them() -> None:
    care = opportunity(segment="care", amount=Money.of(550_000, "SEK"))
    assert Code.AMOUNT_WITHOUT_BASIS not in found(care, LEARNED)
    larger = opportunity(segment="care", amount=Money.of(650_000, "SEK"))
    assert found(larger, LEARNED)[Code.AMOUNT_WITHOUT_BASIS].figures["segment"] is None


def test_with_nothing_won_yet_no_amount_is_too_large() -> None:
    assert Code.AMOUNT_WITHOUT_BASIS not in found(opportunity(amount=Money.of(10**11, "SEK")))


def test_amounts_are_not_compared_across_currencies() -> None:
    assert Code.AMOUNT_WITHOUT_BASIS not in found(opportunity(amount=Money.of(10**9, "EUR")), LEARNED)


def test_the_flag_stands_since_the_amount_was_last_written() -> None:
    facts = opportunity(amount=Money.of(900_000, "SEK"), changes=(raised(1, 900_000, on(3)),))
    assert found(facts, LEARNED)[Code.AMOUNT_WITHOUT_BASIS].since == date(2026, 11, 3)


def test_no_amount_is_asked_about_beyond_the_first_stage_and_only_noted_in_it() -> None:
    assert found(opportunity(amount=None))[Code.NO_AMOUNT].is_flag
    assert found(opportunity(amount=None, stage=NEW))[Code.NO_AMOUNT].severity is Severity.NOTE


def test_an_amount_of_nothing_is_said() -> None:
    assert Code.NO_AMOUNT not in found(opportunity(amount=Money.of(0, "SEK")))
