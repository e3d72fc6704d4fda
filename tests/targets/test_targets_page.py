"""What a goal takes: reachable or out of reach is said plainly, with the ways out, each priced; and it is agreed on."""

from collections.abc import Callable
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from hederssak.org.models import Member
from hederssak.rules.periods import Span
from hederssak.targets.actions import Agreement, OutOfReachError, agree
from hederssak.targets.models import AgreedTarget
from hederssak.targets.queries.agreed import agreed_for
from hederssak.targets.queries.plans import Position, beginning, ways_out, work_through
from tests.cast import NOW, Cast
from tests.routes.targets import funnels

SignedIn = Callable[[Member], Client]
SURE = 1e7
OUT = Position(200_000, 100_000, 110, 3.5, (50, 50, 25))
IN = Position(200_000, 100_000, 110, 3.5, (75, 60, 50))


def sure_funnel(cast: Cast, position: Position) -> object:
    """Return rates that are known exactly, as in the rule's worked example."""
    funnel = funnels(cast)[0]
    funnel.stages = [
        stage | {"prior_wins": SURE * chance / 100, "prior_losses": SURE * (1 - chance / 100)}
        for stage, chance in zip(funnel.stages, position.chances, strict=True)
    ]
    funnel.save(update_fields=["stages"])
    return funnel


def test_the_worked_example_is_out_of_reach_with_four_ways_out(cast: Cast) -> None:
    funnel = sure_funnel(cast, OUT)
    worked = work_through(funnel, OUT)
    assert not worked.reach
    assert worked.plan.needed == 47
    assert worked.plan.hours == pytest.approx(287.9, abs=0.1)
    ways = {way.code: way for way in ways_out(funnel, worked)}
    assert set(ways) == {"qualify", "hours", "lower"}
    assert 55 <= ways["qualify"].value <= 80
    assert ways["hours"].price == pytest.approx(177.9, abs=0.1)
    assert ways["lower"].value == 0
    assert ways["qualify"].price > 10


def test_qualified_on_the_phone_first_it_is_reachable(cast: Cast) -> None:
    funnel = sure_funnel(cast, IN)
    worked = work_through(funnel, IN)
    assert worked.reach
    assert (worked.plan.needed, round(worked.plan.hours)) == (13, 100)
    assert ways_out(funnel, worked) == []


def test_the_pace_that_is_enough_month_after_month_stands_beside_the_whole_count(
    cast: Cast, signed_in: SignedIn
) -> None:
    sure_funnel(cast, IN)
    address = f"{reverse('targets:index')}?goal=200000&deal=100000&net_hours=110&chance0=75&chance1=60&chance2=50"
    page = signed_in(cast.anna).get(address).content.decode()
    assert "13 första möten i månaden" in page
    assert "räcker 12,3 i månaden" in page


def test_sliders_begin_at_the_teams_own_rates(cast: Cast) -> None:
    begins = beginning(funnels(cast)[0], cast.norr, NOW.date())
    assert begins.chances == (50, 50, 25)
    assert begins.goal == 120_000
    assert begins.net_hours == pytest.approx(21 * 8 * 0.65, abs=6)


def test_the_page_says_out_of_reach_plainly(cast: Cast, signed_in: SignedIn) -> None:
    funnels(cast)
    address = reverse("targets:index") + "?goal=400000&deal=100000&net_hours=60"
    page = signed_in(cast.anna).get(address).content.decode()
    assert "utom räckhåll" in page
    assert "Ett lägre mål" in page
    assert "Kom överens" not in page


def test_moving_a_slider_brings_the_answer_only(cast: Cast, signed_in: SignedIn) -> None:
    funnels(cast)
    answer = signed_in(cast.eva).get(reverse("targets:index") + "?goal=200000", headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "<html" not in page
    assert 'hx-swap-oob="true"' in page
    assert answer.headers["Vary"].count("HX-Request") == 1


@pytest.mark.parametrize(
    "query", ["goal=x&deal=-5&chance0=900", "goal=nan&net_hours=inf", "deal=0", "goal=0", "net_hours=0"]
)
def test_nonsense_in_the_address_is_an_answer_and_no_crash(cast: Cast, signed_in: SignedIn, query: str) -> None:
    funnels(cast)
    answer = signed_in(cast.eva).get(f"{reverse('targets:index')}?{query}")
    assert answer.status_code == 200
    assert " nan" not in answer.content.decode().lower()


def test_without_ended_deals_the_page_teaches(cast: Cast, signed_in: SignedIn) -> None:
    assert "inget att räkna på än" in signed_in(cast.eva).get(reverse("targets:index")).content.decode()


def test_the_manager_agrees_and_it_stands_on_the_page(cast: Cast, signed_in: SignedIn) -> None:
    funnels(cast)
    given = {"team": cast.norr.pk, "goal": "100000", "deal": "100000", "net_hours": "200"}
    with time_machine.travel(NOW, tick=False):
        page = signed_in(cast.eva).post(reverse("targets:agreed"), given, follow=True).content.decode()
        assert "Överenskommet för månaden: 100 tkr var" in page.replace("\u00a0", " ")
    found = agreed_for(cast.norr, NOW.date())
    assert found is not None
    assert (found.wins, found.by) == (1, cast.eva)
    assert found.hours <= found.net_hours


def agreement(cast: Cast, hours: float = 90) -> Agreement:
    return Agreement(cast.norr, Span.month_of(NOW.date()), Decimal(100_000), 1, 9, 0.8, hours, 110, {})


def test_nobody_agrees_on_what_is_out_of_reach(cast: Cast) -> None:
    with pytest.raises(OutOfReachError):
        agree(agreement(cast, hours=288), by=cast.eva, now=NOW)


def test_only_the_teams_manager_agrees(cast: Cast) -> None:
    for other in (cast.anna, cast.maj, cast.vera):
        with pytest.raises(PermissionDenied):
            agree(agreement(cast), by=other, now=NOW)
    assert not AgreedTarget.objects.exists()


def test_a_new_agreement_stands_beside_the_old(cast: Cast) -> None:
    agree(agreement(cast), by=cast.eva, now=NOW)
    later = agree(agreement(cast), by=cast.eva, now=NOW.replace(hour=15))
    assert AgreedTarget.objects.count() == 2
    assert agreed_for(cast.norr, NOW.date()) == later
