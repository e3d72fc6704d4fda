from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.likeness import Likeness, Trait, shared, similar

TOLD = datetime(2026, 9, 14, 7, 0, tzinfo=UTC)
DEAL = Likeness(industry="Papper", stage="offer", competitor="Metso", margin=Decimal(300_000), currency="SEK")


def alike(*told: Likeness) -> list[tuple[str, int]]:
    rows = [(str(n), one, TOLD + timedelta(days=n)) for n, one in enumerate(told)]
    return [(match.case, match.score) for match in similar(DEAL, rows)]


def test_the_same_competitor_says_more_than_industry_and_size() -> None:
    same_trade = Likeness(industry="papper", margin=Decimal(500_000), currency="SEK")
    same_rival = Likeness(competitor="METSO ")
    assert alike(same_trade, same_rival) == [("1", 4), ("0", 3)]


def test_a_sentence_that_names_the_competitor_is_enough() -> None:
    assert shared(Likeness(competitor="Metso, och att vänta"), Likeness(competitor="metso")) == (Trait.COMPETITOR,)
    assert shared(Likeness(competitor="Metsola"), Likeness(competitor="Metso")) == ()


@pytest.mark.parametrize("other", [Likeness(industry="Papper"), Likeness(stage="offer"), Likeness()])
def test_one_weak_trait_is_no_likeness(other: Likeness) -> None:
    assert alike(other) == []


def test_of_equally_alike_the_latest_told_comes_first_and_two_are_enough() -> None:
    told = Likeness(industry="Papper", stage="offer")
    assert alike(told, told, told) == [("2", 4), ("1", 4)]


def test_a_margin_of_twice_is_of_one_size_and_a_little_more_is_not() -> None:
    def of(margin: int, currency: str = "SEK") -> Likeness:
        return Likeness(margin=Decimal(margin), currency=currency)

    assert shared(DEAL, of(600_000)) == (Trait.SIZE,)
    assert shared(DEAL, of(600_001)) == ()
    assert shared(DEAL, of(150_000)) == (Trait.SIZE,)
    assert shared(DEAL, of(300_000, "EUR")) == ()
    assert shared(of(0), of(0)) == ()


likenesses = st.builds(
    Likeness,
    industry=st.sampled_from(["", "Papper", "El"]),
    stage=st.sampled_from(["", "a", "b"]),
    competitor=st.sampled_from(["", "Metso"]),
    reason=st.sampled_from(["", "timing"]),
    margin=st.none() | st.decimals(0, 10, places=1),
    currency=st.just("SEK"),
)


@given(likenesses, likenesses)
def test_likeness_goes_both_ways_and_the_unknown_resembles_nothing(one: Likeness, other: Likeness) -> None:
    assert shared(one, other) == shared(other, one)
    assert shared(one, Likeness()) == ()
