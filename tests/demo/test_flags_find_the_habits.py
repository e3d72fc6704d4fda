"""The flags of the honest pipeline find the habits of the demo company, and leave the honest in peace."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from hederssak.demo.loading import Loaded
from hederssak.demo.measuring import Score, measure, wednesdays
from hederssak.demo.simulation import WEEKS
from hederssak.demo.story import Edited, Why
from hederssak.demo.truth import CODES, LAST_DAY
from hederssak.rules.honesty.codes import Code
from tests.demo.loaded import NOW, loaded_for

GOAL = 0.8
"""Precision and recall that each flag has to reach over twelve weeks (docs/method/demo-company.md)."""


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:
    yield from loaded_for(django_db_blocker, weeks=WEEKS)


@pytest.fixture(scope="module")
def scores(demo: Loaded, django_db_blocker: DjangoDbBlocker) -> dict[Code, Score]:
    with django_db_blocker.unblock():
        return measure(demo.organization, demo.story, now=NOW)


@pytest.mark.slow
@pytest.mark.parametrize("code", CODES)
def test_each_flag_is_right_and_misses_little(scores: dict[Code, Score], code: Code) -> None:
    score = scores[code]
    assert score.precision is not None
    assert score.precision >= GOAL, score
    assert score.recall is not None
    assert score.recall >= GOAL, score


@pytest.mark.slow
def test_a_push_before_the_meeting_that_the_buyers_day_explains_is_among_what_was_judged(demo: Loaded) -> None:
    first = next(iter(wednesdays(NOW)))
    explained = [
        event
        for event in demo.story.events
        if isinstance(event, Edited) and event.why is Why.BUYER_EVENT and event.at > first - LAST_DAY * 3
    ]
    assert len(explained) >= 5
