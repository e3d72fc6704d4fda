"""A long list is read to its end, page by page, with every row once: also those that lack the value it is sorted by."""

import datetime as dt
from decimal import Decimal

import pytest

from hederssak.lib.keyset import BY_AMOUNT, BY_DAY, BadMarkError, Order, beginning, first_page, page_of
from hederssak.pipeline.models import Opportunity
from tests.cast import Cast
from tests.pipeline.deals import make_deal, make_stages

ORDERS = {
    "close_date": Order("close_date", BY_DAY),
    "margin": Order("margin", BY_AMOUNT, descending=True),
    "order_key": Order("order_key"),
}


@pytest.fixture
def deals(cast: Cast) -> list[Opportunity]:
    """Make nine deals: three lack a date, three a margin, and several share theirs."""
    stage = make_stages(cast.nordvik)["Behov"]
    days = [dt.date(2026, 12, 1), dt.date(2026, 12, 1), None, dt.date(2027, 1, 1), None]
    margins = [Decimal(100), None, Decimal(100), Decimal(900)]
    return [
        make_deal(
            cast.anna,
            stage,
            name=f"Deal {place % 4}",
            close_date=days[place % 5],
            margin=margins[place % 4],
            amount=None,
        )
        for place in range(9)
    ]


def walk(order: Order, size: int) -> list[Opportunity]:
    seen: list[Opportunity] = []
    after, pages = "", 0
    while True:
        page = page_of(Opportunity.objects.all(), order, after=after, size=size)
        seen += page.rows
        after, pages = page.next_after, pages + 1
        if not after:
            assert pages == -(-len(seen) // size)
            return seen


@pytest.mark.parametrize("name", ORDERS)
@pytest.mark.parametrize("size", [1, 2, 3, 4, 9, 20])
def test_every_row_comes_once_and_in_order(deals: list[Opportunity], name: str, size: int) -> None:
    order = ORDERS[name]
    seen = walk(order, size)
    assert sorted(row.pk for row in seen) == sorted(row.pk for row in deals)
    values = [getattr(row, order.column) for row in seen]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=order.descending)
    assert values[len(known) :] == [None] * (len(values) - len(known))


@pytest.mark.parametrize("name", ORDERS)
def test_a_first_page_that_is_asked_for_in_parts_is_the_same(deals: list[Opportunity], name: str) -> None:
    order, rows = ORDERS[name], Opportunity.objects.all()
    assert first_page(lambda *, lacks: list(beginning(rows, order, lacks=lacks)), order) == page_of(rows, order)


def test_a_row_that_comes_in_meanwhile_moves_nothing(cast: Cast, deals: list[Opportunity]) -> None:
    order = ORDERS["close_date"]
    first = page_of(Opportunity.objects.all(), order, size=4)
    make_deal(cast.anna, deals[0].stage, close_date=dt.date(2026, 11, 1))
    second = page_of(Opportunity.objects.all(), order, after=first.next_after, size=4)
    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}


@pytest.mark.parametrize(
    "mark", ["x", "=2026-12-01", "=nonsense~00000000-0000-7000-8000-000000000000", "=2026-12-01~x"]
)
def test_a_forged_mark_is_refused(db: None, mark: str) -> None:
    with pytest.raises(BadMarkError):
        page_of(Opportunity.objects.all(), ORDERS["close_date"], after=mark)
