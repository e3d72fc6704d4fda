"""`hederssak check` finds what was altered behind the actions' back, and nothing else."""

import datetime as dt

import pytest
import time_machine

from hederssak.honesty.actions import judge_organization
from hederssak.honesty.checks import questions_follow, roll_ups_count_right
from hederssak.honesty.models import Flag, Worth
from hederssak.pipeline.actions import edit_opportunity, let_go, park
from hederssak.pipeline.checks import history_adds_up, sleepers_have_a_bed, states_agree
from hederssak.pipeline.models import LetGoReason, Opportunity, Parking, Stage
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal, make_stages

SOON = dt.date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def stages(cast: Cast) -> dict[str, Stage]:
    return make_stages(cast.nordvik)


@pytest.fixture
def deal(cast: Cast, stages: dict[str, Stage]) -> Opportunity:
    deal, parked, gone = (make_deal(cast.anna, stages["Behov"], close_date=dt.date(2026, 11, 2)) for _ in range(3))
    edit_opportunity(opportunity=deal, values={"stage": stages["Offert"], "amount": None}, by=cast.anna, now=NOW)
    park(opportunity=parked, reason="Budget", wake_on=SOON, by=cast.anna, today=NOW.date(), now=NOW)
    let_go(opportunity=gone, reason=LetGoReason.TIMING, by=cast.anna, today=NOW.date(), now=NOW)
    judge_organization(organization=cast.nordvik, now=NOW)
    return deal


def test_what_went_through_the_actions_is_in_order(deal: Opportunity) -> None:
    for check in (history_adds_up, states_agree, sleepers_have_a_bed, questions_follow, roll_ups_count_right):
        assert list(check()) == []


def test_a_field_changed_behind_history_is_found(deal: Opportunity) -> None:
    Opportunity.objects.filter(pk=deal.pk).update(amount=7)
    assert [str(deal.pk) in problem for problem in history_adds_up()] == [True]


def test_a_state_that_its_stage_denies_is_found(deal: Opportunity, stages: dict[str, Stage]) -> None:
    Opportunity.objects.filter(pk=deal.pk).update(stage=stages["Vunnen"])
    assert len(list(states_agree())) == 1


def test_a_sleeper_without_a_day_is_found(deal: Opportunity) -> None:
    Parking.objects.update(ended_at=NOW)
    assert len(list(sleepers_have_a_bed())) == 1


def test_a_lost_question_and_a_wrong_sum_are_found(deal: Opportunity) -> None:
    Flag.objects.filter(opportunity=deal).first().delete()  # type: ignore[union-attr] # the fixture judged it
    Worth.objects.update(open_count=99)
    assert len(list(questions_follow())) == 1
    assert len(list(roll_ups_count_right())) == 1
