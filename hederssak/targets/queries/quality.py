"""The figures of quality that a member may read: a rep their own, a manager and the director a team's."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hederssak.lib.ordered import ByName
from hederssak.org.access import leads
from hederssak.org.models import Member, Role, Team
from hederssak.rules.quality import Count, Loosening, Month, Pair, loosening, pairs, total
from hederssak.targets.models import QualityFigures
from hederssak.targets.queries.reading import teams_to_target


class NoSuchFiguresError(LookupError):
    """Figures that are not there, or that the member may not know of."""

    code = "no_such_figures"


@dataclass(frozen=True)
class Whose:
    """Whose figures are meant: a member's, or (`member` empty) a whole team's; `teams` are those to choose from."""

    team: Team
    teams: Sequence[Team]
    member: Member | None = None


@dataclass(frozen=True)
class Quality:
    """A year of figures: each month's counts, the pairs of the year and of the month that runs, and loosening."""

    row: QualityFigures
    months: Sequence[tuple[dt.date, Month]]
    year: dict[str, Pair]
    loosening: Sequence[Loosening]

    @property
    def now(self) -> Month:
        """Return the month that runs."""
        return self.months[-1][1]

    @property
    def loosened(self) -> list[Loosening]:
        """Return what of the booked has clearly loosened."""
        return [one for one in self.loosening if one.has_loosened]

    @property
    def pressure(self) -> float | None:
        """Return how much more was asked for in the last three months than usually comes, None where unknown."""
        known = [self.row.asked[name] for name in sorted(self.row.months)[-3:] if name in self.row.asked]
        return sum(known) / len(known) if known else None


def whose_figures(viewer: Member, *, team: str = "", person: uuid.UUID | None = None) -> Whose:
    """Return whose figures are meant: a rep's own, a person's whose manager asks, else those of a team.

    Raises NoSuchFiguresError.
    """
    teams = list(teams_to_target(viewer))
    if person is not None or viewer.role == Role.REP:
        here = Member.objects.visible_to(viewer).select_related("team__organization", "team__manager", "organization")
        found = here.filter(pk=person or viewer.pk).first()
        if found is None or found.team is None or not (found.pk == viewer.pk or leads(viewer, found.team)):
            raise NoSuchFiguresError
        return Whose(found.team, teams, found)
    chosen = next((one for one in teams if not team or str(one.pk) == team), None)
    if chosen is None:
        raise NoSuchFiguresError
    return Whose(chosen, teams)


def people_of(whose: Whose, viewer: Member) -> list[Member]:
    """Return those whose own page the viewer may open beside a team's: its manager, each who sells in it by name."""
    if whose.member is not None or not leads(viewer, whose.team):
        return []
    counted = QualityFigures.objects.filter(team=whose.team, member__isnull=False).values("member")
    return list(Member.objects.visible_to(viewer).filter(pk__in=counted, left_on=None).order_by(ByName("name")))


def quality_of(whose: Whose) -> Quality | None:
    """Return the figures in one query, None while none were counted."""
    row = QualityFigures.objects.filter(team=whose.team, member=whose.member).first()
    if row is None:
        return None
    months = [
        (dt.date.fromisoformat(f"{name}-01"), Counter({Count(code): n for code, n in counts.items()}))
        for name, counts in sorted(row.months.items())
    ]
    counted = [counts for _, counts in months]
    return Quality(row, months, pairs(total(counted)), loosening(counted))
