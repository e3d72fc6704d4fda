"""Which team and period a forecast page is about."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from hederssak.forecast.models import Period
from hederssak.forecast.queries.reading import may_see_all
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Team
from hederssak.org.queries import teams_in_view

ALL = "all"


@dataclass(frozen=True)
class Chosen:
    """What was chosen, and what may be: `team` is None for the whole organization."""

    team: Team | None
    teams: list[Team]
    period: Period
    sees_all: bool

    @property
    def key(self) -> str:
        """Return the team as an address writes it."""
        return str(self.team.pk) if self.team else ALL


def chosen(request: MemberRequest) -> Chosen:
    """Read the address; what the member may not see, or makes no sense, is answered with 404."""
    member = request.member
    teams, sees_all = list(teams_in_view(member)), may_see_all(member)
    if not teams and not sees_all:
        raise Http404
    asked = request.GET.get("team") or (ALL if sees_all else str(teams[0].pk))
    team = next((one for one in teams if str(one.pk) == asked), None)
    if team is None and not (asked == ALL and sees_all):
        raise Http404
    wanted = request.GET.get("period") or Period.QUARTER
    if wanted not in {Period.MONTH, Period.QUARTER}:
        raise Http404
    return Chosen(team, teams, Period(wanted), sees_all)
