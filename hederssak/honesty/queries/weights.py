"""What an opportunity weighs in the organization's money: its margin, by the rate of the day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hederssak.lib.clock import day_in
from hederssak.org.models import Organization
from hederssak.pipeline.models import Opportunity
from hederssak.pipeline.queries.rates import rates_of
from hederssak.rules.money import Money, RateUnknown


class Weights:
    """Converts margins; what is unknown, or has no rate, weighs nothing and comes last."""

    def __init__(self, organization: Organization, *, now: dt.datetime) -> None:
        """Read the organization's exchange rates once."""
        self.currency = organization.currency
        self.today = day_in(organization.time_zone, now)
        self.rates = rates_of(organization)

    def of(self, row: Opportunity) -> Decimal:
        """Return the margin in the organization's currency."""
        if row.margin is None:
            return Decimal(0)
        try:
            return self.rates.convert(Money(row.margin, row.currency), self.currency, self.today).amount
        except RateUnknown:
            return Decimal(0)
