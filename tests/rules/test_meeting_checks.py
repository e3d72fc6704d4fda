import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.fit import Override, Verdict
from hederssak.rules.meeting_checks import (
    MOBILIZERS,
    Charter,
    CharterLack,
    Facts,
    Guest,
    Held,
    Investment,
    Lack,
    NoInvitation,
    Person,
    Sheet,
    check,
    require_charter,
)

TODAY = dt.date(2026, 11, 18)
IN_SIGHT = Investment(in_sight=True, when="våren 2027", how_known="Anbudsförfrågan till tre")
DECIDER = Guest(decides=True)
READY = Sheet(
    expectations="Ett pris", insight="Stilleståndet kostar mer", picture="Fallet Ådal", tactic="Fråga om natten",
    competitor="Söderberg", plan_b="Boka teknikchefen", next_step="Besök på verket",
)  # fmt: skip
RIGHT = Facts(fit=Verdict.IN, override=None, on=TODAY, investment=IN_SIGHT, guests=(DECIDER,), sheet=READY)
WHOLE = Charter("Veta om de investerar", (("Anna", "äger affären"),), "Avtal i maj", 25, "Visa fallet tar tio", "Besök")


def test_the_right_customer_with_an_investment_in_sight_and_the_right_people_is_right_and_prepared() -> None:
    checks = check(RIGHT)
    assert checks.is_right
    assert checks.prepared.held is Held.PASSED
    assert checks.failed == ()


def test_out_of_fit_is_not_right_unless_a_manager_let_it_in() -> None:
    out = replace(RIGHT, fit=Verdict.OUT)
    assert check(out).failed == (Lack.OUT_OF_FIT,)
    assert check(replace(out, override=Override(TODAY))).is_right


def test_an_unknown_fit_asks_and_does_not_accuse() -> None:
    checks = check(replace(RIGHT, fit=Verdict.UNKNOWN))
    assert (checks.customer.held, checks.customer.lacks) == (Held.MISSING, (Lack.FIT_UNKNOWN,))
    assert not checks.is_right


def test_fit_alone_is_not_enough_without_an_investment_in_sight() -> None:
    assert check(replace(RIGHT, investment=Investment(in_sight=False))).failed == (Lack.NO_INVESTMENT,)
    half = check(replace(RIGHT, investment=Investment(in_sight=True, when="i vår")))
    assert (half.customer.held, half.failed) == (Held.MISSING, (Lack.INVESTMENT_HOW,))


@pytest.mark.parametrize("person", sorted(MOBILIZERS))
def test_from_the_proposal_on_a_decision_maker_or_a_mobilizer_is_needed(person: Person) -> None:
    talker = (Guest(person=Person.FRIEND, can_name=True),)
    late = replace(RIGHT, proposal_reached=True, guests=talker)
    assert check(late).people == check(replace(late, is_first=False)).people
    assert (check(late).people.held, check(late).failed) == (Held.FAILED, (Lack.NO_DECIDER,))
    assert check(replace(late, guests=(*talker, Guest(person=person)))).is_right


def test_a_first_meeting_needs_somebody_who_can_name_the_committee_or_the_need() -> None:
    guide = Guest(person=Person.GUIDE, can_name=True)
    assert check(replace(RIGHT, guests=(guide,))).is_right
    unasked = check(replace(RIGHT, guests=(replace(guide, can_name=None),)))
    assert (unasked.people.held, unasked.failed) == (Held.MISSING, (Lack.CAN_NAME_NOBODY,))
    cannot = check(replace(RIGHT, guests=(replace(guide, can_name=False),)))
    assert cannot.people.held is Held.FAILED


def test_a_tender_is_exempt_from_the_check_of_people() -> None:
    assert check(replace(RIGHT, guests=(), is_tender=True, proposal_reached=True)).is_right


def test_a_meeting_can_be_right_and_not_prepared() -> None:
    checks = check(replace(RIGHT, sheet=replace(READY, insight=" ", plan_b="")))
    assert checks.is_right
    assert checks.prepared.lacks == (Lack.INSIGHT, Lack.PLAN_B)


def test_an_important_meeting_is_rehearsed_too() -> None:
    important = replace(READY, is_important=True)
    assert check(replace(RIGHT, sheet=important)).prepared.lacks == (Lack.REHEARSAL,)
    assert check(replace(RIGHT, sheet=replace(important, rehearsed=True))).prepared.held is Held.PASSED


def test_no_charter_no_invitation() -> None:
    require_charter(WHOLE)
    with pytest.raises(NoInvitation) as refused:
        require_charter(Charter(minutes=60))
    assert refused.value.lacks == tuple(CharterLack)


def test_everybody_who_comes_has_a_reason_and_a_length_has_one_too() -> None:
    assert replace(WHOLE, people=(("Anna", "äger affären"), ("Eva", ""))).lacks == (CharterLack.PEOPLE,)
    assert replace(WHOLE, why_so_long="").lacks == (CharterLack.LENGTH,)


texts = st.sampled_from(["", "i maj"])
guests = st.builds(Guest, decides=st.booleans(), person=st.sampled_from(Person), can_name=st.none() | st.booleans())
facts = st.builds(
    Facts,
    fit=st.sampled_from(Verdict),
    override=st.none() | st.just(Override(TODAY)),
    on=st.just(TODAY),
    investment=st.builds(Investment, st.none() | st.booleans(), texts, texts),
    guests=st.lists(guests, max_size=3).map(tuple),
    is_first=st.booleans(),
    proposal_reached=st.booleans(),
    is_tender=st.booleans(),
)  # fmt: skip


@given(facts)
def test_a_check_passes_exactly_when_it_lacks_nothing(known: Facts) -> None:
    checks = check(known)
    for one in (checks.customer, checks.people, checks.prepared):
        assert (one.held is Held.PASSED) is (one.lacks == ())


@given(facts, guests)
def test_one_more_guest_never_makes_the_people_wrong(known: Facts, guest: Guest) -> None:
    if check(known).people.held is Held.PASSED:
        assert check(replace(known, guests=(*known.guests, guest))).people.held is Held.PASSED
