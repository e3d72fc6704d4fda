"""A flag can be answered with "the system is wrong here", and the answer reaches who leads."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from hederssak.honesty.actions import NothingToObjectToError, answer_objection, judge_organization, object_to
from hederssak.honesty.models import Flag
from hederssak.pipeline.models import Opportunity
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal, make_stages


@pytest.fixture
def deal(cast: Cast) -> Opportunity:
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Behov"], close_date=dt.date(2026, 11, 2))
    judge_organization(organization=cast.nordvik, now=NOW)
    return deal


def has_flag() -> bool:
    return Flag.objects.filter(code="close_date_past").exists()


def test_it_falls_silent_and_stays_so(cast: Cast, deal: Opportunity) -> None:
    object_to(opportunity=deal, code="close_date_past", why="Ramavtal utan slutdag", by=cast.anna, now=NOW)
    judge_organization(organization=cast.nordvik, now=NOW)
    assert not has_flag()


def test_when_the_manager_says_that_it_stands_it_comes_back(cast: Cast, deal: Opportunity) -> None:
    objection = object_to(opportunity=deal, code="close_date_past", why="Ramavtal", by=cast.anna, now=NOW)
    answer_objection(objection=objection, upheld=False, answer="Sätt en dag ändå", by=cast.eva, now=NOW)
    assert has_flag()


def test_it_needs_a_why_and_a_flag(cast: Cast, deal: Opportunity) -> None:
    for code, why in (("close_date_past", " "), ("pushed", "Nej")):
        with pytest.raises(NothingToObjectToError):
            object_to(opportunity=deal, code=code, why=why, by=cast.anna, now=NOW)


def test_a_colleague_cannot_answer(cast: Cast, deal: Opportunity) -> None:
    objection = object_to(opportunity=deal, code="close_date_past", why="Ramavtal", by=cast.anna, now=NOW)
    with pytest.raises(PermissionDenied):
        answer_objection(objection=objection, upheld=True, answer="", by=cast.mikko, now=NOW)
