"""What if: two fans on the team's own rates, and what the rule costs or brings."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hederssak.org.models import Member
from hederssak.prospecting.models import Outlook
from hederssak.targets.queries.scenarios import Wish, base_of, compared, tried_of
from tests.cast import NOW, Cast
from tests.routes.targets import funnels

SignedIn = Callable[[Member], Client]


def test_a_collapse_costs_what_the_rule_says_on_the_teams_own_rates(cast: Cast) -> None:
    funnel = funnels(cast)[0]
    found = compared(funnel, Wish(target=5, honour=50))
    price = 2 * 5 * 0.5 * 26 * 10_000
    assert float(found.now.mean[-1] - found.then.mean[-1]) == pytest.approx(price, rel=0.05)
    assert found.gap[0] < -price < found.gap[2]


def fall(cast: Cast, value: float, cases: int) -> None:
    """Let the night have found by how much bookings fall when hours die."""
    drop = {"value": value, "low": value / 2, "high": value * 2, "cases": cases, "assumed": not cases}
    figures = {"price": {"drop": drop}}
    Outlook.objects.create(organization=cast.nordvik, team=cast.norr, figures=figures, worked_out_at=NOW)


def shown(client: Client, query: str = "") -> Any:
    """Return what the page is made of."""
    return client.get(f"{reverse('targets:what_if')}?{query}").context


def test_skipped_bookings_begin_at_the_fall_that_prices_a_collapse(cast: Cast, signed_in: SignedIn) -> None:
    funnel = funnels(cast)[0]
    fall(cast, 0.2, cases=4)
    page = shown(signed_in(cast.eva))
    assert page["wish"].drag == 60
    found = compared(funnel, page["wish"])
    assert float(found.now.mean[-1] - found.then.mean[-1]) == pytest.approx(2 * 5 * 0.2 * 26 * 10_000, rel=0.05)
    assert page["assumptions"][1]["known"] == "Mätt på 4 ras hos er: bokningarna sjönk med 20\xa0%."


def test_the_seeds_collapse_comes_out_when_its_assumptions_are_put_in(cast: Cast, signed_in: SignedIn) -> None:
    funnel = funnels(cast)[0]
    fall(cast, 0.2, cases=4)
    client = signed_in(cast.eva)
    seed = next(one["query"] for one in shown(client)["presets"] if "drag=0" in one["query"])
    page = shown(client, seed)
    found = compared(funnel, page["wish"])
    assert float(found.now.mean[-1] - found.then.mean[-1]) == pytest.approx(2 * 650_000, rel=0.05)
    assert page["tried"] == "Hälften av bokningstiderna hoppas över, och inget bokas i stället"


def test_until_it_is_measured_nothing_is_made_anyway_and_that_is_said(cast: Cast, signed_in: SignedIn) -> None:
    funnels(cast)
    client = signed_in(cast.eva)
    nothing_worked_out = shown(client)
    fall(cast, 0.5, cases=0)
    for page in (nothing_worked_out, shown(client)):
        assert page["wish"].drag == 0
        assert "Antaget" in page["assumptions"][1]["known"]
        assert [one for one in page["presets"] if "drag" in one["query"]] == []


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
