from datetime import date
from decimal import Decimal
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.cases import Basis, Candidate, Reason, Told, choose, large


def ended(name: str, reason: Reason, chance: float | None, *, owner: str = "", worth: int | None = 100) -> Candidate:
    told = None if chance is None else Told(chance, Basis.FORECAST)
    return Candidate(name, owner or name, reason, None if worth is None else Decimal(worth), told, date(2026, 11, 12))


def stuck(name: str, worth: int, *, owner: str = "") -> Candidate:
    return Candidate(name, owner or name, Reason.STUCK, Decimal(worth))


def offered(name: str, day: int, *, owner: str = "") -> Candidate:
    return Candidate(name, owner or name, Reason.VOLUNTEERED, since=date(2026, 11, day))


def names(*candidates: Candidate, told: tuple[str, ...] = ()) -> list[str]:
    return [one.opportunity for one in choose(candidates, told=told)]


def test_one_won_at_one_in_six_teaches_more_than_one_lost_at_one_in_four() -> None:
    won, lost = ended("Kemi", Reason.WON, 1 / 6), ended("Boden", Reason.LOST, 0.75)
    assert (won.surprise, lost.surprise) == (pytest.approx(log(6)), pytest.approx(log(4)))
    assert names(lost, won) == ["Kemi", "Boden"]
    assert [one.as_json()["one_in"] for one in choose([lost, won])] == [6, 4]


def test_what_is_volunteered_comes_first_in_the_order_in_which_it_was_offered() -> None:
    deals = [ended("Kemi", Reason.WON, 0.05), offered("Luleå", 17), offered("Gävle", 16)]
    assert names(*deals) == ["Gävle", "Luleå"]
    assert names(*deals[:2]) == ["Luleå", "Kemi"]


def test_what_went_as_everybody_thought_comes_after_what_is_large_and_stands_still() -> None:
    as_thought = ended("Kemi", Reason.WON, 0.9, worth=900)
    assert names(as_thought, stuck("Boden", 50), stuck("Luleå", 70)) == ["Luleå", "Boden"]
    assert names(as_thought) == ["Kemi"]
    assert choose([as_thought])[0].as_json()["one_in"] is None


def test_one_in_three_is_against_the_odds_and_two_in_five_is_not() -> None:
    assert ended("a", Reason.WON, 1 / 3).is_against_the_odds
    assert ended("a", Reason.LOST, 2 / 3 + 1e-12).is_against_the_odds
    assert not ended("a", Reason.WON, 0.4).is_against_the_odds
    assert not ended("a", Reason.WON, None).is_against_the_odds


def test_a_deal_that_was_told_lately_is_told_again_only_by_who_volunteers_it() -> None:
    assert names(ended("Kemi", Reason.WON, 0.1), stuck("Boden", 50), told=("Kemi",)) == ["Boden"]
    assert names(offered("Kemi", 17), told=("Kemi",)) == ["Kemi"]


def test_nobody_has_to_tell_twice_while_another_has_something_to_tell() -> None:
    first = ended("Kemi", Reason.LOST, 0.95, owner="anna")
    second = ended("Boden", Reason.LOST, 0.9, owner="anna")
    assert names(first, second, stuck("Luleå", 5, owner="mikko")) == ["Kemi", "Luleå"]
    assert names(first, second) == ["Kemi", "Boden"]
    assert names(offered("Kemi", 16, owner="anna"), offered("Boden", 17, owner="anna")) == ["Kemi", "Boden"]


def test_a_deal_that_is_offered_and_was_won_is_one_case() -> None:
    assert names(offered("Kemi", 16), ended("Kemi", Reason.WON, 0.1)) == ["Kemi"]


def test_no_chance_is_taken_for_smaller_than_one_in_a_hundred() -> None:
    assert ended("Kemi", Reason.WON, 0.0).surprise == pytest.approx(log(100))


def test_large_is_the_largest_quarter_of_what_is_known() -> None:
    worths = {name: Decimal(worth) for name, worth in zip("abcde", (5, 9, 1, 7, 3), strict=True)}
    assert large(worths | {"unknown": None}) == {"b", "d"}
    assert large({"a": Decimal(5)}) == {"a"}
    assert large({"unknown": None}) == set()


@given(st.lists(st.builds(stuck, st.sampled_from("abcdefgh"), st.integers(0, 9), owner=st.sampled_from("xyz"))))
def test_there_are_never_more_than_two_and_never_the_same_twice(deals: list[Candidate]) -> None:
    chosen = names(*deals)
    assert len(chosen) == min(2, len({one.opportunity for one in deals}))
    assert len(set(chosen)) == len(chosen)
