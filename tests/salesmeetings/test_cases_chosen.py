"""Which deals a pack offers to learn from: by what was told of them before they ended."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from hederssak.cadence.models import SalesMeeting
from hederssak.forecast.actions.chances import keep_told
from hederssak.forecast.models import Chance, ToldChance
from hederssak.lib.rows import save_only
from hederssak.org.models import Member
from hederssak.pipeline.actions import edit_opportunity
from hederssak.pipeline.models import Opportunity, Stage
from hederssak.salesmeetings.actions.cases import offer_case, take_back, tell_case
from hederssak.salesmeetings.queries import pack_as_of
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages
from tests.salesmeetings.mondays import DAY, HOUR, make_mondays

TUESDAY = NOW - DAY


@pytest.fixture
def stages(cast: Cast) -> dict[str, Stage]:
    return make_stages(cast.nordvik)


@pytest.fixture
def meeting(cast: Cast) -> SalesMeeting:
    return make_mondays(cast.norr)[1]


def make(owner: Member, company: str, stage: Stage, margin: int = 100_000) -> Opportunity:
    account = make_account(owner.organization, company)
    return make_deal(owner, stage, now=NOW - 30 * DAY, account=account, margin=Decimal(margin))


def give_chance(deal: Opportunity, chance: float, *, at: dt.datetime = TUESDAY) -> None:
    Chance.objects.create(
        organization=deal.organization,
        opportunity=deal,
        team=deal.team,
        made_at=at,
        chance=chance,
        low=chance,
        high=chance,
        in_month=chance,
        in_quarter=chance,
        margin=deal.margin or 0,
        margin_known=True,
        cases=100,
        alike=10,
        alike_won=5,
        method="stage_table",
    )


def end(deal: Opportunity, stage: Stage, *, now: dt.datetime = NOW) -> None:
    assert deal.owner is not None
    edit_opportunity(opportunity=deal, values={"stage": stage}, by=deal.owner, now=now)


def cases(meeting: SalesMeeting, as_of: dt.datetime) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pack_as_of(meeting, as_of=as_of)["cases"]
    return found


def names(meeting: SalesMeeting, as_of: dt.datetime) -> list[str]:
    rows = {str(row.pk): row.account for row in Opportunity.objects.select_related("account")}
    accounts = [rows[one["opportunity"]] for one in cases(meeting, as_of)]
    return [account.name for account in accounts if account]


def test_what_ended_against_the_odds_comes_first(cast: Cast, stages: dict[str, Stage], meeting: SalesMeeting) -> None:
    kemi, boden = make(cast.anna, "Kemi", stages["Offert"]), make(cast.mikko, "Boden", stages["Offert"], 900_000)
    give_chance(kemi, 1 / 6)
    give_chance(boden, 0.9)
    end(kemi, stages["Vunnen"])
    end(boden, stages["Vunnen"])
    first, second = cases(meeting, NOW + HOUR)
    assert (first["reason"], first["one_in"], first["basis"]) == ("won", 6, "forecast")
    assert (second["reason"], second["one_in"]) == ("won", None)
    assert names(meeting, NOW + HOUR) == ["Kemi", "Boden"]


def test_without_a_forecast_the_stage_that_it_left_says_how_likely_it_was(
    cast: Cast, stages: dict[str, Stage], meeting: SalesMeeting
) -> None:
    save_only(stages["Förhandling"], chance=Decimal("0.8"))
    deal = make(cast.anna, "Kemi", stages["Förhandling"])
    end(deal, stages["Förlorad"])
    assert [(one["reason"], one["one_in"], one["basis"]) for one in cases(meeting, NOW + HOUR)] == [
        ("lost", 5, "stage")
    ]


def test_the_next_nights_chances_change_nothing_of_what_had_been_told(
    cast: Cast, stages: dict[str, Stage], meeting: SalesMeeting
) -> None:
    deal, other = make(cast.anna, "Kemi", stages["Offert"]), make(cast.mikko, "Boden", stages["Offert"])
    for one in (deal, other):
        give_chance(one, 0.2)
    end(deal, stages["Vunnen"])
    then = cases(meeting, NOW + HOUR)
    keep_told(cast.nordvik)
    Chance.objects.all().delete()
    assert cases(meeting, NOW + HOUR) == then
    assert [told.opportunity_id for told in ToldChance.objects.all()] == [deal.pk]


def test_a_chance_that_was_given_after_the_end_is_no_prophecy(
    cast: Cast, stages: dict[str, Stage], meeting: SalesMeeting
) -> None:
    deal = make(cast.anna, "Kemi", stages["Offert"])
    end(deal, stages["Vunnen"], now=TUESDAY)
    give_chance(deal, 0.01, at=NOW)
    assert cases(meeting, NOW + HOUR)[0]["one_in"] is None


def test_a_deal_that_is_offered_is_in_the_pack_from_then_until_it_is_taken_back(
    cast: Cast, stages: dict[str, Stage], meeting: SalesMeeting
) -> None:
    deal = make(cast.anna, "Kemi", stages["Offert"])
    case = offer_case(opportunity=deal, question="Vem bestämmer?", by=cast.anna, now=NOW)
    take_back(case=case, by=cast.anna, now=NOW + DAY)
    reasons = [cases(meeting, NOW + n * HOUR)[0]["reason"] for n in (-1, 1, 23, 25)]
    assert reasons == ["stuck", "volunteered", "volunteered", "stuck"]


def test_a_deal_that_was_told_lately_is_not_chosen_again(
    cast: Cast, stages: dict[str, Stage], meeting: SalesMeeting
) -> None:
    deal = make(cast.anna, "Kemi", stages["Offert"])
    case = offer_case(opportunity=deal, question="", by=cast.anna, now=NOW - 14 * DAY)
    tell_case(case=case, by=cast.anna, now=NOW - 9 * DAY)
    end(deal, stages["Vunnen"])
    assert cases(meeting, NOW + HOUR) == []
