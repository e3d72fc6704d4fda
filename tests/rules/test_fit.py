import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.fit import (
    Answer,
    BadCriterion,
    Criterion,
    Fact,
    Judgment,
    Operator,
    Override,
    Profile,
    Verdict,
    is_right_customer,
    judge,
    may_be_called,
    moves,
)

TODAY = dt.date(2026, 11, 18)
SAWMILLS = Criterion("industry", Fact("industry", Operator.ONE_OF, ("Sågverk", "Pappersbruk")), weight=2)
LARGE = Criterion("size", Fact("employees", Operator.AT_LEAST, ("50",)), weight=2, is_mandatory=True)
INVESTS = Criterion("invests", weight=1)
PROFILE = Profile((SAWMILLS, LARGE, INVESTS))
YES = Judgment(Answer.YES, "Årsredovisningen 2025, sidan 12")


def test_a_company_that_meets_enough_of_the_weight_is_in() -> None:
    judged = judge(PROFILE, {"industry": "sågverk", "employees": 240}, {})
    assert (judged.verdict, judged.least, judged.most) == (Verdict.IN, Decimal("0.8"), 1)


def test_a_mandatory_no_decides_alone() -> None:
    judged = judge(PROFILE, {"industry": "Sågverk", "employees": 12}, {"invests": YES})
    assert judged.verdict is Verdict.OUT
    assert judged.against == ("size",)


def test_what_is_not_known_is_not_no_and_is_listed_as_what_to_find_out() -> None:
    judged = judge(PROFILE, {"industry": "Sågverk"}, {})
    assert judged.verdict is Verdict.UNKNOWN
    assert judged.to_find_out == ("size", "invests")


def test_only_what_can_still_change_the_verdict_is_to_be_found_out() -> None:
    judged = judge(PROFILE, {"industry": "Sågverk"}, {"invests": YES})
    assert judged.to_find_out == ("size",)


def test_an_answer_without_evidence_does_not_count() -> None:
    judged = judge(PROFILE, {"employees": 80}, {"invests": Judgment(Answer.YES, "  ")})
    assert judged.answers["invests"] is Answer.UNKNOWN


def test_too_little_even_if_all_unknown_were_yes_is_out() -> None:
    judged = judge(PROFILE, {"industry": "Bank"}, {"invests": Judgment(Answer.NO, "Sagt i telefon")})
    assert judged.verdict is Verdict.OUT
    assert judged.most == Decimal("0.4")


def test_a_profile_that_asks_nothing_lets_everyone_in() -> None:
    assert judge(Profile(()), {}, {}).verdict is Verdict.IN


@pytest.mark.parametrize(
    ("operator", "values", "value", "answer"),
    [
        (Operator.ONE_OF, ("SE", "FI"), "fi", Answer.YES),
        (Operator.ONE_OF, ("SE", "FI"), "NO", Answer.NO),
        (Operator.NONE_OF, ("Bank",), "bank ", Answer.NO),
        (Operator.NONE_OF, ("Bank",), "Sågverk", Answer.YES),
        (Operator.CONTAINS, ("skog",), "Skogsindustri", Answer.YES),
        (Operator.AT_LEAST, ("50",), 50, Answer.YES),
        (Operator.AT_MOST, ("500",), Decimal("500.01"), Answer.NO),
        (Operator.BETWEEN, ("50", "500"), "50", Answer.YES),
        (Operator.BETWEEN, ("50", "500"), 501, Answer.NO),
        (Operator.AT_LEAST, ("50",), "många", Answer.UNKNOWN),
        (Operator.AT_LEAST, ("50",), "NaN", Answer.UNKNOWN),
        (Operator.NONE_OF, ("Bank",), "", Answer.UNKNOWN),
        (Operator.AT_LEAST, ("0",), None, Answer.UNKNOWN),
        (Operator.AT_LEAST, ("0",), 0, Answer.YES),
    ],
)
def test_a_fact_is_held_against_what_was_written(
    operator: Operator, values: tuple[str, ...], value: object, answer: Answer
) -> None:
    assert Fact("any", operator, values).ask(value) is answer


@pytest.mark.parametrize(
    ("operator", "values", "code"),
    [
        (Operator.ONE_OF, (), "no_values"),
        (Operator.BETWEEN, ("1",), "no_values"),
        (Operator.AT_LEAST, ("1", "2"), "too_many_values"),
        (Operator.AT_LEAST, ("femtio",), "not_a_number"),
        (Operator.BETWEEN, ("500", "50"), "upside_down"),
    ],
)
def test_a_criterion_that_cannot_be_asked_is_refused(operator: Operator, values: tuple[str, ...], code: str) -> None:
    with pytest.raises(BadCriterion) as refused:
        Fact("any", operator, values)
    assert refused.value.code == code


def test_weights_and_shares_out_of_range_are_refused() -> None:
    with pytest.raises(BadCriterion, match="negative_weight"):
        Criterion("one", weight=-1)
    with pytest.raises(BadCriterion, match="share_out_of_range"):
        Profile((), enough=Decimal("1.1"))


def test_an_override_lets_a_company_in_until_its_last_day_and_no_longer() -> None:
    out = judge(PROFILE, {"employees": 3}, {})
    override = Override(until=TODAY)
    assert not may_be_called(out, None, TODAY)
    assert may_be_called(out, override, TODAY)
    assert is_right_customer(out.verdict, override, TODAY)
    assert not may_be_called(out, override, TODAY + dt.timedelta(days=1))
    assert not is_right_customer(out.verdict, override, TODAY + dt.timedelta(days=1))


def test_unknown_may_be_called_and_is_not_yet_right() -> None:
    unknown = judge(PROFILE, {}, {})
    assert may_be_called(unknown, None, TODAY)
    assert not is_right_customer(unknown.verdict, None, TODAY)


def test_another_version_shows_who_leaves_before_who_comes_in() -> None:
    before = {"a": Verdict.IN, "b": Verdict.OUT, "c": Verdict.IN, "gone": Verdict.IN}
    after = {"a": Verdict.OUT, "b": Verdict.IN, "c": Verdict.IN, "new": Verdict.IN}
    assert [(move.account, move.after) for move in moves(before, after)] == [("a", Verdict.OUT), ("b", Verdict.IN)]


criteria = st.lists(
    st.tuples(st.integers(0, 5), st.booleans()),
    max_size=6,
).map(lambda rows: tuple(Criterion(str(n), weight=w, is_mandatory=m) for n, (w, m) in enumerate(rows)))
answers = st.lists(st.sampled_from(Answer), min_size=6, max_size=6)
shares = st.decimals(0, 1, places=2)


@given(criteria, shares, answers, answers)
def test_what_is_found_out_later_never_changes_a_verdict_that_stood(
    asked: tuple[Criterion, ...], enough: Decimal, known: list[Answer], found: list[Answer]
) -> None:
    profile = Profile(asked, enough)
    first = {str(n): Judgment(answer, "brev") for n, answer in enumerate(known)}
    later = {
        str(n): Judgment(found[n] if answer is Answer.UNKNOWN else answer, "brev") for n, answer in enumerate(known)
    }
    before, after = judge(profile, {}, first), judge(profile, {}, later)
    if before.verdict is not Verdict.UNKNOWN:
        assert after.verdict is before.verdict
    assert before.least <= after.least <= after.most <= before.most


@given(criteria, shares, answers)
def test_unknown_always_says_what_to_find_out_and_finding_it_all_out_decides(
    asked: tuple[Criterion, ...], enough: Decimal, known: list[Answer]
) -> None:
    profile = Profile(asked, enough)
    judged = judge(profile, {}, {str(n): Judgment(answer, "brev") for n, answer in enumerate(known)})
    assert bool(judged.to_find_out) is (judged.verdict is Verdict.UNKNOWN)
    for answer in (Answer.YES, Answer.NO):
        given_all = {key: Judgment(was, "brev") for key, was in judged.answers.items()}
        given_all |= {key: Judgment(answer, "brev") for key in judged.to_find_out}
        assert judge(profile, {}, given_all).verdict is not Verdict.UNKNOWN
