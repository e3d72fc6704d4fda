"""How well the flags of the honest pipeline find the habits of the demo company."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from hederssak.demo.founding import DEAL_NUMBER
from hederssak.demo.story import Story
from hederssak.demo.truth import CODES, truth_at
from hederssak.honesty.queries.facts import FactsReader
from hederssak.honesty.queries.standpoints import standpoint_of
from hederssak.org.models import Organization, Team
from hederssak.pipeline.models import State
from hederssak.pipeline.queries.as_of import opportunities_as_of
from hederssak.rules.honesty.codes import Code
from hederssak.rules.honesty.judge import judge

WEEKS = 12
"""So many Wednesdays before the present are looked at."""


@dataclass
class Score:
    """Flags that were right, flags that were wrong, and habits that nothing was said of."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Return the share of flags that were right."""
        flags = self.right + self.wrong
        return self.right / flags if flags else None

    @property
    def recall(self) -> float | None:
        """Return the share of habits that were found."""
        cases = self.right + self.missed
        return self.right / cases if cases else None


def measure(organization: Organization, story: Story, *, now: dt.datetime) -> dict[Code, Score]:
    """Return the score of each code over the last twelve Wednesdays at noon."""
    scores = {code: Score() for code in CODES}
    for instant in wednesdays(now):
        truth, said = truth_at(story, instant), flags_at(organization, instant)
        for code, score in scores.items():
            score.right += len(said[code] & truth[code])
            score.wrong += len(said[code] - truth[code])
            score.missed += len(truth[code] - said[code])
    return scores


def wednesdays(now: dt.datetime) -> Iterable[dt.datetime]:
    """Return the last twelve Wednesdays at noon, earliest first."""
    noon = now.replace(hour=12, minute=0, second=0, microsecond=0)
    last = noon - dt.timedelta(days=(noon.weekday() - 2) % 7 or 7)
    return (last - dt.timedelta(weeks=week) for week in reversed(range(WEEKS)))


def flags_at(organization: Organization, instant: dt.datetime) -> dict[str, set[str]]:
    """Return, by code, the numbers of the opportunities that were asked about at an instant."""
    reader = FactsReader(organization, as_of=instant)
    teams: dict[uuid.UUID | None, Team] = {team.pk: team for team in Team.objects.filter(organization=organization)}
    standpoints = {pk: standpoint_of(organization, team, as_of=instant) for pk, team in teams.items()}
    rows = [row for row in opportunities_as_of(organization, None, instant) if row.state in {State.OPEN, State.PARKED}]
    found: dict[str, set[str]] = defaultdict(set)
    for row, facts in zip(rows, reader.read(rows), strict=True):
        for finding in judge(facts, standpoints[row.team_id]):
            if finding.is_flag:
                found[finding.code].add(row.custom[DEAL_NUMBER])
    return found


def as_table(scores: dict[Code, Score]) -> str:
    """Return the scores as a Markdown table."""
    lines = ["| flag | right | wrong | missed | precision | recall |", "|---|---|---|---|---|---|"]
    for code, score in scores.items():
        shares = " | ".join("–" if share is None else f"{share:.2f}" for share in (score.precision, score.recall))
        lines.append(f"| {code} | {score.right} | {score.wrong} | {score.missed} | {shares} |")
    return "\n".join(lines)
