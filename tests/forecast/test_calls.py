"""A rep says what they believe of a deal; a later word stands beside the earlier one."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from hederssak.forecast.actions import CallDraft, DealEndedError, NotTenthsError, call_deals
from hederssak.forecast.models import RepCall
from hederssak.org.models import Member
from hederssak.pipeline.models import Opportunity, State
from tests.cast import NOW, Cast
from tests.routes.forecast import called_deal


@pytest.fixture
def deal(cast: Cast) -> Opportunity:
    return called_deal(cast)


def test_a_new_call_leaves_the_old_one(deal: Opportunity, cast: Cast) -> None:
    call_deals([CallDraft(deal, 3, cast.anna, NOW)])
    assert sorted(RepCall.objects.values_list("tenths", flat=True)) == [3, 7]


def test_a_call_is_a_whole_number_of_tenths(deal: Opportunity, cast: Cast) -> None:
    with pytest.raises(NotTenthsError):
        call_deals([CallDraft(deal, 3, cast.anna, NOW), CallDraft(deal, 11, cast.anna, NOW)])
    assert RepCall.objects.count() == 1


def test_nobody_calls_a_deal_that_has_ended(deal: Opportunity, cast: Cast) -> None:
    deal.state = State.WON
    with pytest.raises(DealEndedError):
        call_deals([CallDraft(deal, 3, cast.anna, NOW)])


def test_nobody_calls_another_teams_deal(deal: Opportunity, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        call_deals([CallDraft(deal, 3, cast.maj, NOW)])


def test_the_page_shows_both_and_takes_a_call(
    deal: Opportunity, cast: Cast, signed_in: Callable[[Member], Client]
) -> None:
    client = signed_in(cast.anna)
    page = client.get(reverse("forecast:deal", args=[deal.pk])).content.decode()
    assert "4 av 10" in page
    assert "7 av 10" in page
    assert "21 arbetsdagar" in page
    answer = client.post(reverse("forecast:calls", args=[deal.pk]), {"tenths": "2"}, follow=True)
    assert "2 av 10" in answer.content.decode()
    assert client.post(reverse("forecast:calls", args=[deal.pk]), {"tenths": "12"}).status_code == 422
