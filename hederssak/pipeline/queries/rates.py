"""The exchange rates of an organization."""

from __future__ import annotations

from hederssak.org.models import Organization
from hederssak.pipeline.models import ExchangeRate
from hederssak.rules.money import Rate, Rates


def rates_of(organization: Organization) -> Rates:
    """Return the exchange rates that were entered by hand."""
    rows = ExchangeRate.objects.filter(organization=organization)
    return Rates(
        organization.currency,
        tuple(Rate(row.currency, row.from_day, row.rate) for row in rows.order_by("currency", "from_day")),
    )
