"""When a month's goal is too small or too large, another is asked for: once, and the manager is told."""

import datetime as dt
from decimal import Decimal

import pytest

from hederssak.goals.actions import (
    GoalDraft,
    NotYourGoalError,
    answer_prompt,
    count_changed,
    count_members,
    set_goal,
)
from hederssak.goals.models import Goal, GoalSpan, Lookout, ReGoalPrompt, Why
from hederssak.org.models import Member
from hederssak.outbox.models import Outgoing
from tests.cast import STOCKHOLM, Cast
from tests.goals.selling import sell, sell_on, sell_weeks_before

MONDAY = dt.date(2027, 2, 1)
"""February 2027 begins on a Monday and has four weeks."""


def at(day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(2027, 2, day, hour, tzinfo=STOCKHOLM)


def goal_of(member: Member, amount: int = 200_000) -> Goal:
    sell_weeks_before(member, MONDAY)
    draft = GoalDraft(span=GoalSpan.MONTH, day=MONDAY, amount=Decimal(amount))
    return set_goal(member=member, draft=draft, by=member, now=at(1))


@pytest.fixture
def passed(cast: Cast) -> ReGoalPrompt:
    """Return the question that comes after three weeks of 70 000 against 200 000."""
    goal_of(cast.anna)
    sell_on(cast.anna, {dt.date(2027, 2, day): 70_000 for day in (3, 10, 17)})
    count_members([cast.anna], now=at(20))
    return ReGoalPrompt.objects.get()


@pytest.fixture
def far(cast: Cast) -> ReGoalPrompt:
    """Return the question that comes after three weeks of 20 000 against 200 000."""
    goal_of(cast.anna)
    sell_on(cast.anna, {dt.date(2027, 2, day): 20_000 for day in (3, 10, 17)})
    count_members([cast.anna], now=at(20))
    return ReGoalPrompt.objects.get()


def test_who_has_reached_it_in_week_three_is_asked_for_more(passed: ReGoalPrompt) -> None:
    assert passed.direction == "up"
    assert passed.suggested >= 280_000


def test_who_is_far_from_it_is_asked_for_80_000(far: ReGoalPrompt) -> None:
    assert far.direction == "down"
    assert far.suggested == 80_000


def test_it_is_asked_once_however_often_one_looks(cast: Cast, passed: ReGoalPrompt) -> None:
    for day in (20, 21):
        count_members([cast.anna], now=at(day))
    assert ReGoalPrompt.objects.count() == 1
    assert Outgoing.objects.count() == 1


def test_the_manager_is_told_to_talk_the_same_day(cast: Cast, passed: ReGoalPrompt) -> None:
    letter = Outgoing.objects.get()
    assert letter.payload["to"] == cast.eva.email
    assert letter.payload["subject"] == "Prata med Anna i dag: målet är nått"
    assert "210\u00a0000\u00a0kr" in letter.payload["text"]


def test_the_manager_is_told_downwards_too(cast: Cast, far: ReGoalPrompt) -> None:
    assert Outgoing.objects.get().payload["subject"] == "Prata med Anna i dag: målet har kommit utom räckhåll"


def test_nobody_of_the_demo_company_gets_a_letter(cast: Cast) -> None:
    type(cast.nordvik).objects.update(is_demo=True)
    anna = Member.objects.select_related("team__manager", "organization").get(pk=cast.anna.pk)
    goal_of(anna)
    sell(anna, dt.date(2027, 2, 3), 250_000)
    count_members([anna], now=at(10))
    assert ReGoalPrompt.objects.count() == 1
    assert not Outgoing.objects.exists()


def test_taking_it_moves_the_goal_and_keeps_the_first(cast: Cast, passed: ReGoalPrompt) -> None:
    answer_prompt(prompt=passed, taken=True, by=cast.anna, now=at(20, 10))
    goal = Goal.objects.get()
    assert goal.first_amount == 200_000
    assert goal.amount == passed.suggested
    assert goal.revisions.order_by("at").last().why == Why.ASKED_UP  # type: ignore[union-attr] # it has two
    passed.refresh_from_db()
    assert passed.taken is True


def test_staying_is_an_answer_too(cast: Cast, far: ReGoalPrompt) -> None:
    answer_prompt(prompt=far, taken=False, by=cast.anna, now=at(20, 10))
    far.refresh_from_db()
    assert far.taken is False
    assert Goal.objects.get().amount == 200_000


def test_a_goal_of_ones_own_answers_the_question(cast: Cast, far: ReGoalPrompt) -> None:
    draft = GoalDraft(span=GoalSpan.MONTH, day=MONDAY, amount=Decimal(95_000))
    set_goal(member=cast.anna, draft=draft, by=cast.anna, now=at(20, 10))
    far.refresh_from_db()
    assert far.taken is True


def test_a_lower_goal_that_is_passed_too_is_asked_upwards_once(cast: Cast) -> None:
    goal_of(cast.anna)
    sell(cast.anna, dt.date(2027, 2, 3), 10_000)
    count_members([cast.anna], now=at(15))
    down = ReGoalPrompt.objects.get(direction="down")
    answer_prompt(prompt=down, taken=True, by=cast.anna, now=at(15, 10))
    sell(cast.anna, dt.date(2027, 2, 16), 90_000)
    count_members([cast.anna], now=at(17))
    assert ReGoalPrompt.objects.filter(direction="up").count() == 1


def test_a_goal_that_was_chosen_this_week_is_not_called_too_far_away(cast: Cast) -> None:
    sell_weeks_before(cast.anna, MONDAY)
    draft = GoalDraft(span=GoalSpan.MONTH, day=MONDAY, amount=Decimal(900_000))
    set_goal(member=cast.anna, draft=draft, by=cast.anna, now=at(15))
    count_members([cast.anna], now=at(18))
    assert not ReGoalPrompt.objects.exists()
    count_members([cast.anna], now=at(23))
    assert ReGoalPrompt.objects.get().direction == "down"


@pytest.mark.parametrize("who", ["mikko", "eva", "vera"])
def test_nobody_else_answers(cast: Cast, passed: ReGoalPrompt, who: str) -> None:
    with pytest.raises(NotYourGoalError):
        answer_prompt(prompt=passed, taken=True, by=cast.members[who], now=at(20))


def test_the_minutes_job_looks_at_those_whose_deals_have_changed(cast: Cast) -> None:
    goal_of(cast.anna)
    goal_of(cast.mikko)
    count_changed(organization=cast.nordvik, now=at(10))
    sell(cast.anna, dt.date(2027, 2, 10), 300_000, now=at(10, 11))
    assert count_changed(organization=cast.nordvik, now=at(10, 12)) == 1
    assert ReGoalPrompt.objects.get().goal.member == cast.anna
    assert Lookout.objects.get().until == at(10, 12)
    assert count_changed(organization=cast.nordvik, now=at(10, 13)) == 0
