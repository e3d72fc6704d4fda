from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.findings import Finding
from hederssak.rules.honesty.codes import Code
from hederssak.rules.honesty.facts import Field, NextStep, OpportunityFacts, State
from hederssak.rules.honesty.judge import FLAGS, judge, worth_without
from hederssak.rules.money import Money, Rate, Rates
from hederssak.rules.worktime import WorkCalendar
from tests.rules.honesty.opportunities import (
    DIALOGUE,
    NEW,
    PROPOSAL,
    TODAY,
    change,
    flags,
    on,
    opportunity,
    push,
    standpoint,
)

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
INSTANTS = st.integers(0, 60 * 24 * 38).map(lambda minutes: on(10, month=10) + timedelta(minutes=minutes))
PUSHES = st.lists(st.builds(push, DAYS, DAYS, INSTANTS), max_size=6)
STAGE_MOVES = st.lists(
    st.builds(change, st.just(Field.STAGE), st.integers(1, 4), st.integers(1, 4), INSTANTS), max_size=4
)
STEPS = st.none() | st.builds(NextStep, DAYS, st.booleans(), st.none() | DAYS)
OPPORTUNITIES: st.SearchStrategy[OpportunityFacts] = st.builds(
    opportunity,
    stage=st.sampled_from([NEW, DIALOGUE, PROPOSAL]),
    created_on=st.dates(date(2026, 1, 1), TODAY),
    amount=st.none() | st.integers(0, 10**7).map(lambda amount: Money.of(amount, "SEK")),
    close_date=st.none() | DAYS,
    qualified=st.none() | st.booleans(),
    is_tender=st.booleans(),
    next_step=STEPS,
    last_buyer_progress_on=st.none() | st.dates(date(2026, 1, 1), TODAY),
    decision_maker_met=st.none() | st.booleans(),
    amount_basis_stated=st.booleans(),
    buyer_events=st.lists(DAYS, max_size=2).map(tuple),
    changes=st.tuples(PUSHES, STAGE_MOVES).map(
        lambda some: tuple(sorted([*some[0], *some[1]], key=lambda one: one.before))
    ),
)


def test_an_honest_opportunity_is_left_alone() -> None:
    assert judge(opportunity(), standpoint()) == []


def test_an_opportunity_of_which_nothing_is_known_is_asked_about_and_breaks_nothing() -> None:
    bare = OpportunityFacts("one", "", DIALOGUE, date(2026, 3, 1), date(2026, 3, 1))
    assert flags(bare) == {Code.NO_CLOSE_DATE, Code.NO_AMOUNT, Code.NO_NEXT_STEP, Code.NO_BUYER_PROGRESS}


@pytest.mark.parametrize("state", [State.WON, State.LOST, State.LET_GO])
def test_what_has_ended_is_not_judged(state: State) -> None:
    assert judge(opportunity(state=state, close_date=None, next_step=None), standpoint()) == []


def test_a_parked_opportunity_sleeps_until_the_morning_of_its_wake_up_date() -> None:
    asleep = opportunity(close_date=date(2026, 10, 1), parked_until=date(2026, 11, 19))
    assert judge(asleep, standpoint()) == []
    assert judge(asleep, standpoint(today=date(2026, 11, 19))) != []


@given(OPPORTUNITIES)
def test_parking_silences_everything(facts: OpportunityFacts) -> None:
    assert judge(replace(facts, parked_until=TODAY + timedelta(days=1)), standpoint()) == []


@given(OPPORTUNITIES)
def test_each_code_is_said_once_and_knows_when(facts: OpportunityFacts) -> None:
    findings = judge(facts, standpoint())
    codes = [finding.code for finding in findings]
    assert len(codes) == len(set(codes))
    assert all(finding.since is None or finding.since <= TODAY for finding in findings)
    assert all(finding.ways_out for finding in findings if finding.is_flag)
    assert [Finding.from_json(finding.as_json()) for finding in findings] == findings


@given(OPPORTUNITIES)
def test_a_paused_clock_never_asks_for_more(facts: OpportunityFacts) -> None:
    holidays = frozenset(TODAY - timedelta(days=n) for n in range(400))
    paused = {finding.code for finding in judge(facts, standpoint(calendar=WorkCalendar(holidays=holidays)))}
    assert paused <= {finding.code for finding in judge(facts, standpoint())}


@given(OPPORTUNITIES, DAYS)
def test_a_named_event_at_the_buyer_never_asks_for_more(facts: OpportunityFacts, event: date) -> None:
    named = replace(facts, buyer_events=(*facts.buyer_events, event))
    assert flags(named) <= flags(facts)


def test_all_flags_are_judged() -> None:
    assert len(set(FLAGS)) == len(FLAGS) == 14


RATES = Rates("SEK", (Rate("EUR", date(2026, 1, 1), Decimal(11)),))


def test_the_pipelines_margin_is_shown_with_and_without_the_flagged() -> None:
    pipeline = [
        opportunity(),
        opportunity(close_date=date(2026, 10, 1), qualified=False),
        opportunity(next_step=None, amount=Money.of(1_000, "EUR")),
        opportunity(amount=None),
        opportunity(decision_maker_met=None, amount=Money.of(7, "SEK")),  # a note is no flag
    ]
    worth = worth_without([(one, judge(one, standpoint())) for one in pipeline], rates=RATES, currency="SEK", on=TODAY)
    assert worth.all.sum == Money(Decimal("63302.10"), "SEK")
    assert worth.flagged.sum == Money(Decimal(33300), "SEK")
    assert worth.without.sum == Money(Decimal("30002.10"), "SEK")
    assert (worth.all.unknown, worth.flagged.unknown, worth.without.unknown) == (1, 1, 0)
    assert worth.by_code[Code.UNQUALIFIED].sum == Money(Decimal(30_000), "SEK")


def test_a_margin_that_is_not_known_is_no_margin_however_large_the_revenue() -> None:
    pipeline = [opportunity(amount=Money.of(9_000_000, "SEK"), margin=None)]
    worth = worth_without([(one, judge(one, standpoint())) for one in pipeline], rates=RATES, currency="SEK", on=TODAY)
    assert worth.all.sum == Money.of(0, "SEK")
    assert (worth.all.cases, worth.all.unknown) == (0, 1)


@given(st.lists(OPPORTUNITIES, max_size=6))
def test_the_flagged_and_the_rest_make_the_whole(pipeline: list[OpportunityFacts]) -> None:
    worth = worth_without([(one, judge(one, standpoint())) for one in pipeline], rates=RATES, currency="SEK", on=TODAY)
    assert worth.flagged.sum + worth.without.sum == worth.all.sum
    assert worth.flagged.unknown + worth.without.unknown == worth.all.unknown
