import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hederssak.rules.committee import Decision, Gap, Influence, Seat, Stance, Standing, Step, is_threat, look_at
from hederssak.rules.meeting_checks import Person

SINCE = dt.date(2026, 9, 23)
LATELY, LONG_AGO = dt.date(2026, 11, 10), dt.date(2026, 3, 2)
NEED, CHOICE = Step("need", "Behovet"), Step("choice", "Valet")
RIIKKA = Seat("r", "Riikka Salonen", "need", decides=True, person=Person.GO_GETTER, stance=Stance.FOR, met_on=LATELY)
BO = Seat("b", "Bo Ek", "choice", decides=True, person=Person.SKEPTIC, stance=Stance.NEUTRAL, met_on=LATELY)
WHOLE = Decision((NEED, CHOICE), (RIIKKA, BO), SINCE)


def codes(decision: Decision) -> list[str]:
    return [gap.code for gap in look_at(decision).gaps]


def with_bo(decision: Decision = WHOLE, **changes: object) -> Decision:
    return replace(decision, seats=(RIIKKA, replace(BO, **changes)))  # type: ignore[arg-type]  # fields by name


def test_each_step_with_somebody_who_decides_a_stance_and_a_way_is_complete() -> None:
    assert look_at(WHOLE) == Standing(())
    assert look_at(WHOLE).is_complete


def test_nobody_named_and_no_step_known_is_two_questions_and_no_more() -> None:
    assert codes(Decision((), (), SINCE)) == [Gap.NOBODY, Gap.NO_STEPS]
    assert codes(Decision((NEED,), (), SINCE)) == [Gap.NOBODY, Gap.STEP_EMPTY]
    assert not look_at(Decision((), (), SINCE)).is_complete


def test_people_without_steps_are_asked_for_the_steps() -> None:
    assert codes(replace(WHOLE, steps=())) == [Gap.NO_STEPS]


def test_a_step_without_anybody_is_named() -> None:
    board = Step("board", "Styrelsen")
    (gap,) = look_at(replace(WHOLE, steps=(NEED, CHOICE, board))).gaps
    assert (gap.code, gap.figures["name"]) == (Gap.STEP_EMPTY, "Styrelsen")


def test_a_step_where_nobody_decides_is_asked_about() -> None:
    assert codes(with_bo(decides=False)) == [Gap.STEP_UNDECIDED]


def test_a_stance_that_nobody_knows_and_a_missing_way_keep_it_from_being_complete() -> None:
    unknown = with_bo(stance=Stance.UNKNOWN)
    assert codes(unknown) == [Gap.STANCE_UNKNOWN]
    assert not look_at(unknown).is_complete
    no_way = replace(WHOLE, seats=(RIIKKA, BO, Seat("k", "Karl Ström", "choice", stance=Stance.FOR)))
    (gap,) = look_at(no_way).gaps
    assert (gap.code, gap.figures["names"]) == (Gap.NO_WAY, ["Karl Ström"])


def test_whom_we_met_or_can_be_taken_to_we_can_reach() -> None:
    karl = Seat("k", "Karl Ström", "choice", stance=Stance.FOR)
    for reached in (replace(karl, has_way=True), replace(karl, met_on=LONG_AGO)):
        assert codes(replace(WHOLE, seats=(RIIKKA, BO, reached))) == []


def test_who_is_left_aside_for_a_reason_is_not_asked_about_but_without_a_reason_is() -> None:
    aside = Seat("k", "Karl Ström", "choice", left_aside="Går i pension i mars")
    assert look_at(replace(WHOLE, seats=(RIIKKA, BO, aside))).is_complete
    unreasoned = replace(aside, left_aside="  ")
    assert codes(replace(WHOLE, seats=(RIIKKA, BO, unreasoned))) == [Gap.STANCE_UNKNOWN, Gap.NO_WAY]


def test_one_person_met_lately_is_a_single_thread_and_two_are_not() -> None:
    (gap,) = look_at(with_bo(met_on=LONG_AGO)).gaps
    assert (gap.code, gap.figures["names"], gap.figures["days"]) == (Gap.SINGLE_THREADED, ["Riikka Salonen"], 40)
    assert look_at(with_bo(met_on=LONG_AGO)).is_complete


def test_the_first_day_that_counts_as_lately_counts() -> None:
    assert codes(with_bo(met_on=SINCE)) == []
    assert codes(with_bo(met_on=SINCE - dt.timedelta(days=1))) == [Gap.SINGLE_THREADED]


def test_talkers_alone_move_nothing_and_an_unknown_type_is_only_no_mobilizer_yet() -> None:
    talkers = replace(WHOLE, seats=(replace(RIIKKA, person=Person.FRIEND), replace(BO, person=Person.CLIMBER)))
    assert codes(talkers) == [Gap.ONLY_TALKERS]
    assert codes(replace(talkers, seats=(*talkers.seats[:1], replace(BO, person=Person.UNKNOWN)))) == [Gap.NO_MOBILIZER]


def test_a_decision_maker_who_was_not_met_is_pressing_from_the_proposal_on() -> None:
    unmet = tuple(replace(seat, met_on=None, has_way=True) for seat in WHOLE.seats)
    early = look_at(replace(WHOLE, seats=unmet)).gaps
    late = look_at(replace(WHOLE, seats=unmet, proposal_reached=True)).gaps
    assert [(gap.code, is_threat(gap)) for gap in early] == [(Gap.DECIDER_NOT_MET, False)]
    assert [(gap.code, is_threat(gap)) for gap in late] == [(Gap.DECIDER_NOT_MET, True)]


@pytest.mark.parametrize(
    "standing_in_the_way",
    [{"blocks": True}, {"person": Person.BLOCKER}, {"stance": Stance.AGAINST, "influence": Influence.HIGH}],
)
def test_a_blocker_whom_nobody_met_comes_first(standing_in_the_way: dict[str, object]) -> None:
    plain = Seat("k", "Karl Ström", "choice", stance=Stance.AGAINST, has_way=True)
    karl = replace(plain, **standing_in_the_way)  # type: ignore[arg-type]  # fields by name
    assert codes(replace(WHOLE, seats=(RIIKKA, BO, plain))) == []
    assert codes(replace(WHOLE, seats=(RIIKKA, BO, karl))) == [Gap.BLOCKER_ALONE]
    assert codes(replace(WHOLE, seats=(RIIKKA, BO, replace(karl, met_on=LONG_AGO)))) == []
    assert codes(replace(WHOLE, seats=(RIIKKA, BO, replace(karl, left_aside="Rör en annan linje")))) == []


def test_a_tender_is_asked_only_what_procurement_law_lets_one_do() -> None:
    talkers = (replace(RIIKKA, person=Person.FRIEND, met_on=None, has_way=True), replace(BO, person=Person.UNKNOWN))
    decision = replace(WHOLE, seats=talkers, proposal_reached=True)
    assert codes(decision)
    assert codes(replace(decision, is_tender=True)) == []


SEATS = st.builds(
    Seat,
    key=st.sampled_from("abcd"),
    name=st.just("Karl"),
    step=st.sampled_from([None, "need", "choice"]),
    decides=st.booleans(),
    blocks=st.booleans(),
    person=st.sampled_from(Person),
    stance=st.sampled_from(Stance),
    influence=st.sampled_from(Influence),
    left_aside=st.sampled_from(["", "Pension"]),
    met_on=st.sampled_from([None, LATELY, LONG_AGO]),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(seats=st.lists(SEATS, max_size=4), proposal=st.booleans(), tender=st.booleans())
def test_what_is_missing_never_depends_on_the_order_in_which_people_were_named(
    *, seats: list[Seat], proposal: bool, tender: bool
) -> None:
    decision = Decision((NEED, CHOICE), seats, SINCE, proposal, tender)
    assert codes(decision) == codes(replace(decision, seats=seats[::-1]))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SEATS, min_size=1, max_size=4))
def test_meeting_somebody_never_adds_a_gap_but_the_single_thread(seats: list[Seat]) -> None:
    before = set(codes(Decision((NEED, CHOICE), seats, SINCE)))
    after = set(codes(Decision((NEED, CHOICE), [replace(seats[0], met_on=LATELY), *seats[1:]], SINCE)))
    assert after - before <= {Gap.SINGLE_THREADED}
