"""Goals as they stood at an instant, for packs that are frozen."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hederssak.goals.models import GoalRevision, GoalSpan
from hederssak.history.actions import plain
from hederssak.org.models import Role, Team


def week_goals_as_of(team: Team, week: dt.date, as_of: dt.datetime) -> list[dict[str, Any]]:
    """Return what each rep of a team had set out to reach in the week that begins with `week`, as plain values.

    The action that carries a goal is kept with the goal alone: where that was set anew since, it is not told.
    """
    rows = GoalRevision.objects.filter(
        organization_id=team.organization_id,
        goal__span=GoalSpan.WEEK,
        goal__first_day=week,
        member__team=team,
        member__role=Role.REP,
        at__lte=as_of,
    ).order_by("at", "pk")
    told = rows.values_list("member_id", "amount", "goal__unit", "goal__action", "goal__set_at")
    latest = {
        member: (amount, unit, action if set_at <= as_of else "") for member, amount, unit, action, set_at in told
    }
    return [
        {"member": str(member), "amount": plain(amount), "unit": unit, "action": action}
        for member, (amount, unit, action) in sorted(latest.items())
    ]
