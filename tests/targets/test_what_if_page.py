"""What if: two fans on the team's own rates, and what the rule costs or brings."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hederssak.org.models import Member
from hederssak.targets.queries.scenarios import Wish, base_of, compared, tried_of
from tests.cast import Cast
from tests.routes.targets import funnels

SignedIn = Callable[[Member], Client]


def test_a_collapse_costs_what_the_rule_says_on_the_teams_own_rates(cast: Cast) -> None:
    funnel = funnels(cast)[0]
    found = compared(funnel, Wish(target=5, honour=50))
    price = 2 * 5 * 0.5 * 26 * 10_000
    assert float(found.now.mean[-1] - found.then.mean[-1]) == pytest.approx(price, rel=0.05)
    assert found.gap[0] < -price < found.gap[2]


def test_a_raised_target_fills_with_wrong_meetings_and_wins_nothing(cast: Cast) -> None:
    found = compared(funnels(cast)[0], Wish(target=8, looseness=100))
    assert found.then.meetings > 1.4 * found.now.meetings
    assert found.then.right == pytest.approx(found.now.right, rel=0.02)
    assert found.gap[1] == pytest.approx(0, abs=1)


def test_weeding_out_wrong_meetings_frees_hours_and_costs_nothing(cast: Cast) -> None:
    found = compared(funnels(cast)[0], Wish(target=5, qualify=50))
    assert found.then.hours < 0.9 * found.now.hours
    assert found.gap[1] == pytest.approx(0, abs=1)


def test_a_base_without_wins_is_no_crash(cast: Cast) -> None:
    funnel = funnels(cast)[0]
    funnel.deal_margin, funnel.margin_per_meeting, funnel.right_share = 0.0, None, 0.0
    assert tried_of(base_of(funnel), Wish(target=5)).win == 0


def test_the_page_says_the_price_and_where_figures_come_from(cast: Cast, signed_in: SignedIn) -> None:
    funnels(cast)
    page = signed_in(cast.eva).get(reverse("targets:what_if") + "?honour=50&target=5").content.decode()
    assert "På 26 veckor kostar det" in page
    assert "Goodharts lag" in page
    assert "egna avslutade affärer" in page


@pytest.mark.parametrize("query", ["honour=-3&target=x", "target=1e9&ride=nan", "weeks=1000", "looseness=200"])
def test_nonsense_in_the_address_is_an_answer_and_no_crash(cast: Cast, signed_in: SignedIn, query: str) -> None:
    funnels(cast)
    assert signed_in(cast.eva).get(f"{reverse('targets:what_if')}?{query}").status_code == 200
