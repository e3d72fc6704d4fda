"""Goals as they stood at an instant, for packs that are frozen."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hederssak.goals.models import GoalRevision, GoalSpan
from hederssak.history.actions import plain
from hederssak.org.models import Role, Team


def week_goals_as_of(team: Team, week: dt.date, as_of: dt.datetime) -> list[dict[str, Any]]:
    """Return what each rep of a team had set out to reach in the week that begins with `week`, as plain values."""
    rows = GoalRevision.objects.filter(
        organization_id=team.organization_id,
        goal__span=GoalSpan.WEEK,
        goal__first_day=week,
        member__team=team,
        member__role=Role.REP,
        at__lte=as_of,
    ).order_by("at", "pk")
    latest = {member: (amount, unit) for member, amount, unit in rows.values_list("member_id", "amount", "goal__unit")}
    return [
        {"member": str(member), "amount": plain(amount), "unit": unit}
        for member, (amount, unit) in sorted(latest.items())
    ]
