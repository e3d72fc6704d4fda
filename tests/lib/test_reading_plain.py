"""Columns that are read fast say the same as rows that are read one by one."""

import datetime as dt
from decimal import Decimal

import pytest

from hederssak.history.actions import plain
from hederssak.lib import bulk
from hederssak.pipeline.actions.snapshots import COLUMNS
from hederssak.pipeline.models import Opportunity
from tests.cast import Cast
from tests.pipeline.deals import make_deal, make_stages

pytestmark = pytest.mark.django_db
AMOUNTS = ("0", "0.10", "12.50", "1200", "1234567890.99", None)


def test_plain_columns_are_what_history_would_hold(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    for place, amount in enumerate(AMOUNTS):
        at = dt.datetime(2026, 11, 2, 9, 30, 1, place * 1000, tzinfo=dt.UTC)
        deal = make_deal(cast.anna, stages["Offert"], name=f"Affär {place}")
        changes = {"amount": Decimal(amount) if amount else None, "progressed_at": at if place else None}
        Opportunity.objects.filter(pk=deal.pk).update(**changes)
    rows = Opportunity.objects.filter(organization=cast.nordvik).order_by("pk")
    one_by_one = [tuple(plain(value) for value in row) for row in rows.values_list(*COLUMNS)]
    assert list(bulk.read_plain(rows, COLUMNS)) == one_by_one
