"""What must hold of the questions: judged again, they come out the same, and the roll-up counts them right."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator

from hederssak.honesty.actions.worth import count_worth
from hederssak.honesty.models import Flag, Objection, Worth
from hederssak.honesty.queries.facts import FactsReader
from hederssak.honesty.queries.standpoints import standpoint_of
from hederssak.honesty.queries.weights import Weights
from hederssak.lib import clock
from hederssak.lib.checks import register
from hederssak.org.models import Organization, Team
from hederssak.pipeline.models import Opportunity, State
from hederssak.pipeline.queries.as_of import chunks
from hederssak.rules.honesty.judge import judge

MOST = 20
SAMPLE = 500
"""Deals of a team that are judged again; judging them all is the night's work."""


@register("questions follow from the facts")
def questions_follow() -> Iterator[str]:
    """Yield each deal that, judged again now, would be asked otherwise; what waits to be judged is passed over."""
    now = clock.read()
    for team in Team.objects.select_related("organization"):
        reader = FactsReader(team.organization, as_of=now)
        standpoint = standpoint_of(team.organization, team, as_of=now)
        rows = list(
            Opportunity.objects.filter(team=team, state__in=[State.OPEN, State.PARKED], unjudged=False)
            .select_related("stage")
            .order_by("pk")[:SAMPLE]
        )
        asked, silenced = _codes(Flag, rows), _codes(Objection, rows)
        for row, facts in zip(rows, reader.read(rows), strict=True):
            anew = {one.code for one in judge(facts, standpoint) if one.is_flag}
            if differing := (anew ^ asked[row.pk]) - silenced[row.pk]:
                codes = ", ".join(sorted(differing))
                yield f"opportunity {row.pk}: {codes} is asked on one side only; the night's job mends it"


@register("roll-ups count right")
def roll_ups_count_right() -> Iterator[str]:
    """Yield each owner whose worth of today is not what their deals come to."""
    now = clock.read()
    for organization in Organization.objects.all():
        weights = Weights(organization, now=now)
        for team in Team.objects.filter(organization=organization):
            kept = {row.owner_id: row for row in Worth.objects.filter(team=team, day=weights.today)}
            if not kept or Opportunity.objects.filter(team=team, unjudged=True).exists():
                continue
            for row in count_worth(organization, team.pk, weights):
                there = kept.get(row.owner_id)
                if there is None or _sums(there) != _sums(row):
                    yield f"team {team.name}, owner {row.owner_id}: {_sums(row)} is kept as {there and _sums(there)}"


def _codes(model: type[Flag | Objection], rows: list[Opportunity]) -> dict[uuid.UUID, set[str]]:
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    for ids in chunks(row.pk for row in rows):
        for pk, code in model.objects.filter(opportunity_id__in=ids).values_list("opportunity_id", "code"):
            found[pk].add(code)
    return found


def _sums(row: Worth) -> tuple[object, ...]:
    return (int(row.open_count), int(row.asked_count), round(row.open_margin, 2), round(row.asked_margin, 2))
