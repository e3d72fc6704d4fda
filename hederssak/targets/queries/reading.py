"""Which teams' targets a member may see, and what is known of a team's rates."""

from __future__ import annotations

from copy import copy

from django.db.models import QuerySet

from hederssak.org.models import Member, Team
from hederssak.org.queries import teams_in_view
from hederssak.prospecting.queries.outlooks import outlook_of
from hederssak.rules.collapse import Estimate, MadeAnyway, made_anyway
from hederssak.targets.models import Funnel


def teams_to_target(member: Member) -> QuerySet[Team]:
    """Return the teams whose targets a member may see: their own, those they lead, a director's all."""
    return teams_in_view(member).select_related("organization")


def funnel_of(team: Team) -> Funnel | None:
    """Return a team's own rates; None while none have been counted, or no deal has ended."""
    found = Funnel.objects.filter(team=team).first()
    return found if found is not None and found.stages and found.won else None


def own_rates(funnel: Funnel, member: Member) -> Funnel | None:
    """Return a funnel with one rep's own chances: the prior over the team's reps, moved by their ended deals (R9).

    Not saved. None where none of theirs has ended. For the rep alone: whoever leads them sees the team's.
    """
    key = str(member.pk)
    own = [stage.get("reps", {}).get(key, [0, 0]) for stage in funnel.stages]
    if not any(entered for _passed, entered in own):
        return None
    mine = copy(funnel)
    mine.stages = [
        stage
        | {
            "entered": entered,
            "passed": passed,
            "prior_wins": stage["prior_wins"] + passed,
            "prior_losses": stage["prior_losses"] + entered - passed,
        }
        for stage, (passed, entered) in zip(funnel.stages, own, strict=True)
    ]
    return mine


def made_anyway_of(team: Team) -> MadeAnyway:
    """Return what is made anyway of skipped bookings, from the fall that prices a collapse on the team's board (R3).

    With too few collapses the fall is assumed there, and so is this: without cases.
    """
    row = outlook_of(team.pk)
    found = (row.figures.get("price") or {}).get("drop") if row else None
    return made_anyway(Estimate(**found)) if found else MadeAnyway()
