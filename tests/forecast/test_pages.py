"""The forecast's pages: one sentence, the curve, what is unclear, and how good it was."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from hederssak.forecast.queries.reading import chance_of, quantile
from hederssak.forecast.texts import odds
from hederssak.org.models import Member, Team
from hederssak.rules.periods import Span
from hederssak.targets.actions.agreeing import Agreement, agree
from tests.cast import NOW, Cast
from tests.routes.forecast import called_deal, every_forecast

SignedIn = Callable[[Member], Client]


def read(client: Client, name: str, query: str = "") -> str:
    return client.get(reverse(name) + query).content.decode().replace("\u00a0", " ")


def test_the_first_sentence_says_where_the_quarter_ends(cast: Cast, signed_in: SignedIn) -> None:
    every_forecast(cast)
    page = read(signed_in(cast.eva), "forecast:index")
    assert "Kvartalet slutar troligen mellan <em>2,2 mkr och 3,8 mkr</em>" in page
    assert "412 avslutade affärer" in page
    assert "steg × värde säger 5,6 mkr" in page
    assert "19 av 40 affärer, 3 säljare" in page


def test_the_curve_is_held_against_what_was_agreed_on_for_every_month(cast: Cast, signed_in: SignedIn) -> None:
    every_forecast(cast)
    address = f"?team={cast.norr.pk}&period=quarter"
    for month in (10, 11):
        agree(_agreed(cast.norr, month), by=cast.eva, now=NOW)
    assert "överenskommet" not in read(signed_in(cast.eva), "forecast:index", address)
    agree(_agreed(cast.norr, 12), by=cast.eva, now=NOW)
    page = read(signed_in(cast.eva), "forecast:index", address)
    assert "överenskommet 3,0 mkr" in page  # two reps, half a million each, three months
    assert "Chansen att det ni kommit överens om, 3,0 mkr, nås:" in page
    assert "överenskommet" not in read(signed_in(cast.vera), "forecast:index", "?team=all&period=quarter")


def _agreed(team: Team, month: int) -> Agreement:
    return Agreement(team, Span.month_of(dt.date(2026, month, 1)), Decimal(500_000), 5, 20, 0.8, 90, 110, {})


def test_without_a_forecast_the_page_teaches(cast: Cast, signed_in: SignedIn) -> None:
    assert "Det finns ingen prognos än." in read(signed_in(cast.eva), "forecast:index")


def test_the_director_begins_with_everyone_and_a_rep_sees_their_team_only(cast: Cast, signed_in: SignedIn) -> None:
    every_forecast(cast)
    assert cast.nordvik.name in read(signed_in(cast.vera), "forecast:index")
    assert signed_in(cast.anna).get(reverse("forecast:index") + f"?team={cast.syd.pk}").status_code == 404
    assert signed_in(cast.anna).get(reverse("forecast:index") + "?team=all").status_code == 404


@pytest.mark.parametrize("query", ["?team=x", "?period=year", "?period=weeks"])
def test_a_forged_address_is_not_found(cast: Cast, signed_in: SignedIn, query: str) -> None:
    assert signed_in(cast.eva).get(reverse("forecast:index") + query).status_code == 404


def test_past_weeks_stand_beside_what_came(cast: Cast, signed_in: SignedIn) -> None:
    every_forecast(cast)
    page = read(signed_in(cast.eva), "forecast:past")
    assert "2 gånger av 5" in page
    assert "Steg × värde" in page


def test_the_list_shows_chance_interval_and_call(cast: Cast, signed_in: SignedIn) -> None:
    called_deal(cast)
    page = read(signed_in(cast.anna), "forecast:deals", "?only=aside")
    assert "30 %–55 %" in page
    assert "7 av 10" in page
    assert "inte kvalificerad" in page
    assert signed_in(cast.anna).get(reverse("forecast:deals") + "?after=x").status_code == 404


def test_quantiles_and_chances_are_each_others_inverse() -> None:
    quantiles = [float(n * n) for n in range(50)]
    for level in (0.1, 0.37, 0.5, 0.9):
        assert chance_of(quantiles, quantile(quantiles, level)) == pytest.approx(1 - level, abs=1e-9)
    assert chance_of(quantiles, -1e6) == 1
    assert chance_of(quantiles, 1e9) == 0
    assert chance_of([5.0] * 50, 4.9) == 1
    assert chance_of([5.0] * 50, 5.1) == 0


@pytest.mark.parametrize(
    ("chance", "words"),
    [(0.0, "hardly ever"), (0.05, "1 in 20"), (0.42, "4 in 10"), (0.96, "19 in 20"), (1, "nearly always")],
)
def test_a_chance_is_said_in_cases(chance: float, words: str) -> None:
    assert odds(chance) == words
