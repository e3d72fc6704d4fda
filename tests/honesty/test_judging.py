"""Judging keeps one row for each question to an open opportunity, and forgets those that were answered."""

import datetime as dt
from decimal import Decimal

import pytest

from hederssak.honesty.actions import judge_changed, judge_few_changed, judge_organization, judge_these
from hederssak.honesty.models import Flag
from hederssak.pipeline.actions import NextStepDraft, edit_opportunity, let_go, park, set_next_step
from hederssak.pipeline.models import LetGoReason, Opportunity, Stage
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal, make_stages

SOON = dt.date(2026, 12, 1)
LATER = NOW + dt.timedelta(minutes=5)


@pytest.fixture
def stages(cast: Cast) -> dict[str, Stage]:
    return make_stages(cast.nordvik)


def codes(deal: Opportunity) -> set[str]:
    return set(Flag.objects.filter(opportunity=deal).values_list("code", flat=True))


def test_a_deal_without_a_next_step_and_with_a_past_date_gets_both_questions(
    cast: Cast, stages: dict[str, Stage]
) -> None:
    deal = make_deal(cast.anna, stages["Behov"], close_date=dt.date(2026, 11, 2), opened_on=dt.date(2026, 10, 19))
    judge_organization(organization=cast.nordvik, now=NOW)
    assert {"close_date_past", "no_next_step"} <= codes(deal)
    lead = Flag.objects.get(opportunity=deal, is_lead=True)
    assert (lead.team, lead.owner, lead.weight) == (cast.norr, cast.anna, Decimal(300_000))


def test_a_well_kept_deal_is_left_in_peace(cast: Cast, stages: dict[str, Stage]) -> None:
    deal = make_deal(cast.anna, stages["Behov"], opened_on=dt.date(2026, 11, 16))
    step = NextStepDraft(what="Visa kalkylen", due_on=SOON, agreed_with_buyer=True)
    set_next_step(opportunity=deal, draft=step, by=cast.anna, now=NOW)
    judge_organization(organization=cast.nordvik, now=LATER)
    assert codes(deal) == set()


def test_what_was_answered_is_forgotten_at_the_next_look(cast: Cast, stages: dict[str, Stage]) -> None:
    deal = make_deal(cast.anna, stages["Behov"], close_date=dt.date(2026, 11, 2))
    judge_organization(organization=cast.nordvik, now=NOW)
    edit_opportunity(opportunity=deal, values={"close_date": SOON}, by=cast.anna, now=LATER)
    assert judge_changed(organization=cast.nordvik, now=LATER + dt.timedelta(minutes=1)) == 1
    assert "close_date_past" not in codes(deal)
    assert judge_changed(organization=cast.nordvik, now=LATER + dt.timedelta(minutes=2)) == 0


def test_a_page_judges_a_few_and_leaves_many_to_the_job(cast: Cast, stages: dict[str, Stage]) -> None:
    for _ in range(3):
        make_deal(cast.anna, stages["Behov"], close_date=dt.date(2026, 11, 2))
    assert judge_few_changed(organization=cast.nordvik, now=LATER, most=2) == 0
    assert not Flag.objects.exists()
    assert judge_few_changed(organization=cast.nordvik, now=LATER, most=3) == 3
    assert Flag.objects.exists()
    assert judge_few_changed(organization=cast.nordvik, now=LATER, most=3) == 0


def test_what_sleeps_or_has_ended_is_not_asked_about(cast: Cast, stages: dict[str, Stage]) -> None:
    parked, gone = (make_deal(cast.anna, stages["Behov"], close_date=dt.date(2026, 11, 2)) for _ in range(2))
    judge_organization(organization=cast.nordvik, now=NOW)
    park(opportunity=parked, reason="Budget", wake_on=SOON, by=cast.anna, today=NOW.date(), now=LATER)
    let_go(opportunity=gone, reason=LetGoReason.TIMING, by=cast.anna, today=NOW.date(), now=LATER)
    judge_changed(organization=cast.nordvik, now=LATER)
    judge_these(organization=cast.nordvik, opportunities=[parked, gone], now=LATER)
    assert not Flag.objects.exists()


def test_a_parked_one_is_asked_about_again_after_its_day(cast: Cast, stages: dict[str, Stage]) -> None:
    deal = make_deal(cast.anna, stages["Behov"], close_date=dt.date(2026, 11, 2))
    park(opportunity=deal, reason="Budget", wake_on=SOON, by=cast.anna, today=NOW.date(), now=NOW)
    judge_organization(organization=cast.nordvik, now=NOW + dt.timedelta(days=20))
    assert "close_date_past" in codes(deal)
