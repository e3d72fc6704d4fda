"""The week's goals in a pack: what each set out to reach, by which action, and how the week before went (R14, R16)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from hederssak.goals.queries.as_of import week_goals_as_of
from hederssak.history.actions import plain
from hederssak.org.models import Team
from hederssak.pipeline.models import Opportunity, State
from hederssak.rules.goals.periods import Unit
from hederssak.rules.money import Money, Rates, RateUnknown
from hederssak.rules.weeks import Week


def goals_of_week(
    team: Team, week: Week, *, as_of: dt.datetime, rows: Iterable[Opportunity], rates: Rates
) -> list[dict[str, Any]]:
    """Return each rep's goal of the week with its action, and the goal of the week before beside what was won in it.

    `rows` are opportunities as of the same instant, all that ended in the week before among them. The week before is
    told in margin alone: a count of deals says little about one week.
    """
    before = week.plus(-1)
    last = {one["member"]: one for one in week_goals_as_of(team, before.monday, as_of)}
    won = _won(rows, before, team.organization.currency, rates)
    return [
        one | {"last": _last(last.get(one["member"]), won[one["member"]])}
        for one in week_goals_as_of(team, week.monday, as_of)
    ]


def _last(goal: dict[str, Any] | None, won: Decimal) -> dict[str, Any] | None:
    if goal is None or goal["unit"] != Unit.MARGIN:
        return None
    return {"amount": goal["amount"], "won": plain(won)}


def _won(rows: Iterable[Opportunity], week: Week, currency: str, rates: Rates) -> dict[str, Decimal]:
    """Return the margin won in a week by each owner; what nobody knows the margin or the rate of is left out."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row.state == State.WON and row.closed_on and row.closed_on in week and row.margin is not None:
            try:
                here = rates.convert(Money(row.margin, row.currency), currency, row.closed_on)
            except RateUnknown:
                continue
            found[str(row.owner_id)] += here.amount
    return found
