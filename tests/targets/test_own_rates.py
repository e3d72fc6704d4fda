"""A rep may try a goal on their own chances: the team's, moved by their own ended deals; nobody else is shown them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hederssak.org.models import Member
from hederssak.targets.models import Funnel
from hederssak.targets.queries.plans import belief
from hederssak.targets.queries.reading import own_rates
from tests.cast import Cast
from tests.routes.targets import funnels

SignedIn = Callable[[Member], Client]
pytestmark = pytest.mark.db_both


def counted(cast: Cast) -> Funnel:
    """Let Anna have passed 30 of 40 deals in the first stage, and all ten of the second."""
    funnel = funnels(cast)[0]
    own: list[dict[str, list[int]]] = [{str(cast.anna.pk): [30, 40]}, {str(cast.anna.pk): [10, 10]}, {}]
    funnel.stages = [stage | {"reps": reps} for stage, reps in zip(funnel.stages, own, strict=True)]
    funnel.save(update_fields=["stages"])
    return funnel


def shown(client: Client, query: str = "own=1") -> Any:
    """Return what the page is made of."""
    return client.get(f"{reverse('targets:index')}?{query}")


def test_own_deals_move_what_is_known_of_the_team(cast: Cast) -> None:
    mine = own_rates(counted(cast), cast.anna)
    assert mine is not None
    first, second, third = mine.stages
    assert (belief(first).wins, belief(first).losses) == (20 + 30, 20 + 10)
    assert (belief(second).wins, belief(second).losses) == (30, 20)
    assert belief(third).mean == 0.25
    assert [stage["entered"] for stage in mine.stages] == [40, 10, 0]


def test_who_has_no_ended_deals_has_no_rates_of_their_own(cast: Cast) -> None:
    assert own_rates(counted(cast), cast.mikko) is None
    assert own_rates(Funnel.objects.get(team=cast.syd), cast.anna) is None


def test_a_rep_sees_what_a_goal_takes_of_them_and_of_the_team(cast: Cast, signed_in: SignedIn) -> None:
    counted(cast)
    client = signed_in(cast.anna)
    team, own = shown(client, ""), shown(client)
    assert team.context["has_own"]
    assert not team.context["own"]
    assert own.context["needed"] < team.context["needed"]
    assert "Bygger på 40 avslutade affärer som är dina" in own.content.decode()
    assert '<input type="hidden" name="own" value="1">' in own.content.decode()


@pytest.mark.parametrize("who", ["eva", "mikko", "vera"])
def test_nobody_else_is_shown_them(cast: Cast, signed_in: SignedIn, who: str) -> None:
    counted(cast)
    page = shown(signed_in(getattr(cast, who)), f"own=1&team={cast.norr.pk}")
    assert not page.context["own"]
    assert not page.context["has_own"]
    assert page.context["funnel"].stages[0]["prior_wins"] == 20
    assert str(cast.anna.pk) not in page.content.decode()
