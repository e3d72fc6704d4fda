"""Changing an opportunity takes with it what follows, and writes down only what changed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from hederssak.history.models import Change, RecordKind
from hederssak.pipeline.actions import UnknownFieldError, edit_opportunity
from hederssak.pipeline.models import Opportunity, State
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal, make_stages

LATER = NOW + dt.timedelta(days=7)


def changes_of(deal: Opportunity) -> dict[str, tuple[object, object]]:
    rows = Change.objects.filter(kind=RecordKind.OPPORTUNITY, record_id=deal.pk).exclude(field="")
    return {row.field: (row.old, row.new) for row in rows}


def test_a_new_close_date_is_one_row_with_old_and_new(cast: Cast) -> None:
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Offert"])
    edit_opportunity(
        opportunity=deal, values={"close_date": dt.date(2027, 1, 15), "name": "Linje 2"}, by=cast.anna, now=LATER
    )
    assert changes_of(deal) == {"close_date": ("2026-12-18", "2027-01-15")}
    deal.refresh_from_db()
    assert (deal.close_date, deal.changed_at) == (dt.date(2027, 1, 15), LATER)


def test_a_step_ahead_is_progress_and_a_step_back_is_not(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    deal = make_deal(cast.anna, stages["Lösning"])
    edit_opportunity(opportunity=deal, values={"stage": stages["Offert"]}, by=cast.anna, now=LATER)
    assert (deal.stage_since, deal.progressed_at) == (LATER.date(), LATER)
    even_later = LATER + dt.timedelta(days=1)
    edit_opportunity(opportunity=deal, values={"stage": stages["Behov"]}, by=cast.anna, now=even_later)
    assert (deal.stage_since, deal.progressed_at) == (even_later.date(), LATER)


def test_winning_closes_it_on_that_day_and_going_back_opens_it(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    deal = make_deal(cast.anna, stages["Offert"])
    edit_opportunity(opportunity=deal, values={"stage": stages["Vunnen"]}, by=cast.anna, now=LATER)
    assert (deal.state, deal.closed_on) == (State.WON, LATER.date())
    assert changes_of(deal)["state"] == ("open", "won")
    edit_opportunity(opportunity=deal, values={"stage": stages["Offert"]}, by=cast.anna, now=LATER)
    assert (deal.state, deal.closed_on) == (State.OPEN, None)


def test_an_assumed_margin_follows_the_amount_and_a_stated_one_stays(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    assumed = make_deal(cast.anna, stages["Behov"], margin=None)
    assert (assumed.margin, assumed.margin_assumed) == (Decimal("300000.00"), True)
    stated = make_deal(cast.anna, stages["Behov"], margin=Decimal(100))
    for deal in (assumed, stated):
        edit_opportunity(opportunity=deal, values={"amount": Decimal(500_000)}, by=cast.anna, now=LATER)
    assert (assumed.margin, stated.margin) == (Decimal("150000.00"), Decimal(100))


def test_an_unknown_amount_stays_unknown(cast: Cast) -> None:
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Behov"], amount=None, margin=None, close_date=None)
    assert (deal.amount, deal.margin, deal.close_date) == (None, None, None)


def test_a_new_owner_brings_their_team(cast: Cast) -> None:
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Behov"])
    edit_opportunity(opportunity=deal, values={"owner": cast.otto}, by=cast.eva, now=LATER)
    assert deal.team == cast.syd


@pytest.mark.parametrize("name", ["otto", "maj", "vera", "ada"])
def test_who_neither_owns_nor_leads_is_refused(cast: Cast, name: str) -> None:
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Behov"])
    with pytest.raises(PermissionDenied):
        edit_opportunity(opportunity=deal, values={"name": "X"}, by=cast.members[name], now=LATER)
    assert changes_of(deal) == {}


def test_what_follows_from_other_fields_cannot_be_set(cast: Cast) -> None:
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Behov"])
    with pytest.raises(UnknownFieldError):
        edit_opportunity(opportunity=deal, values={"qualified_at": NOW}, by=cast.anna, now=LATER)
