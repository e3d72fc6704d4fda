"""What the night counts: where a rep's deals are decided, and whether the practised figure moved."""

import datetime as dt

import pytest

from hederssak.coaching.actions import FocusDraft, choose_focus
from hederssak.coaching.actions.figures import count_practice
from hederssak.coaching.models import Focus, StageFigure
from hederssak.coaching.texts import moved
from hederssak.history.actions import Source
from hederssak.org.models import Member
from hederssak.pipeline.actions import OpportunityEdit, change_opportunities
from hederssak.pipeline.models import Opportunity, Stage
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal, make_stages

DAY = dt.timedelta(days=1)


@pytest.fixture
def stages(cast: Cast) -> dict[str, Stage]:
    return make_stages(cast.nordvik)


def move(deal: Opportunity, stage: Stage, when: dt.datetime) -> None:
    source = Source.page(by=deal.owner, now=when)
    edit = OpportunityEdit(opportunity=deal, values={"stage": stage}, source=source)
    change_opportunities([edit], organization=deal.organization, source=source, now=when)


def decide(rep: Member, stages: dict[str, Stage], *, passed: int, lost: int, days_ago: int) -> None:
    """Let so many of a rep's deals go on from the first stage, and so many end there, some days ago."""
    for n in range(passed + lost):
        begun = NOW - (days_ago + 20) * DAY
        deal = make_deal(rep, stages["Behov"], opened_on=begun.date(), now=begun)
        move(deal, stages["Lösning"] if n < passed else stages["Förlorad"], NOW - days_ago * DAY)


def test_a_stage_counts_the_deals_that_were_decided_there(cast: Cast, stages: dict[str, Stage]) -> None:
    decide(cast.anna, stages, passed=2, lost=6, days_ago=40)
    decide(cast.mikko, stages, passed=7, lost=1, days_ago=40)
    make_deal(cast.anna, stages["Behov"], opened_on=NOW.date(), now=NOW)
    count_practice(cast.nordvik, now=NOW)
    count_practice(cast.nordvik, now=NOW)
    anna = StageFigure.objects.get(member=cast.anna, stage=stages["Behov"])
    mikko = StageFigure.objects.get(member=cast.mikko, stage=stages["Behov"])
    assert (anna.decided, anna.passed) == (8, 2)
    assert anna.team_share == pytest.approx(9 / 16)
    assert anna.below > 0.8 > mikko.below


def test_a_focus_is_counted_before_and_since_its_first_day(cast: Cast, stages: dict[str, Stage]) -> None:
    decide(cast.anna, stages, passed=3, lost=7, days_ago=90)
    decide(cast.anna, stages, passed=8, lost=1, days_ago=20)
    decide(cast.mikko, stages, passed=5, lost=5, days_ago=90)
    since = NOW - 50 * DAY
    choose_focus(cast.anna, FocusDraft(words="Tyst efter frågan", stage=stages["Behov"]), by=cast.anna, now=since)
    count_practice(cast.nordvik, now=NOW)
    figures = Focus.objects.get().figures
    assert (figures["before"]["passed"], figures["before"]["trials"]) == (3, 10)
    assert (figures["after"]["passed"], figures["after"]["trials"]) == (8, 9)
    assert figures["rose"] > 0.9
    assert moved(figures) == "It has moved up, as far as one can tell."


def test_a_few_deals_are_too_early_to_say(cast: Cast, stages: dict[str, Stage]) -> None:
    decide(cast.anna, stages, passed=1, lost=9, days_ago=90)
    decide(cast.anna, stages, passed=3, lost=0, days_ago=20)
    since = NOW - 50 * DAY
    choose_focus(cast.anna, FocusDraft(words="Tyst efter frågan", stage=stages["Behov"]), by=cast.anna, now=since)
    count_practice(cast.nordvik, now=NOW)
    assert moved(Focus.objects.get().figures) == "Too early to say: three deals have been decided there since."


def test_without_deals_nothing_is_counted_and_nothing_breaks(cast: Cast, stages: dict[str, Stage]) -> None:
    choose_focus(cast.anna, FocusDraft(words="Tyst efter frågan", stage=stages["Behov"]), by=cast.anna, now=NOW)
    count_practice(cast.nordvik, now=NOW)
    assert Focus.objects.get().figures["after"]["trials"] == 0
    assert not StageFigure.objects.exists()
