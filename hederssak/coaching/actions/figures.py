"""Counting, at night, where each rep loses, and whether what they practise has moved (R18).

Imports scipy: only the jobs and the demo call it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from django.db import transaction

from hederssak.coaching.models import Focus, StageFigure
from hederssak.estimates.capacity import Beta, rep_prior
from hederssak.estimates.practice import chance_below, moved
from hederssak.lib import clock
from hederssak.org.models import Member, Organization, Role
from hederssak.pipeline.models import StageKind
from hederssak.pipeline.queries.lives import Life, Lives, read_lives

BACK = dt.timedelta(days=365)
PRIOR_DEALS = 4


@dataclass(frozen=True, slots=True)
class Decided:
    """A deal was decided in a stage: it went on from there, or ended there."""

    owner: uuid.UUID | None
    team: uuid.UUID | None
    place: int
    on_day: dt.date
    passed: bool


def count_practice(organization: Organization, *, now: dt.datetime) -> None:
    """Count every rep's stages of the last year, and every focus before and after its first day; safe to run twice."""
    today = clock.day_in(organization.time_zone, now)
    lives = read_lives(organization, today=today)
    reps = {
        rep.pk: rep
        for rep in Member.objects.filter(organization=organization, role=Role.REP, left_on=None, team__isnull=False)
    }
    found = [one for life in lives.deals for one in decided_in(life, lives)]
    with transaction.atomic():
        _count_stages(organization, lives, [one for one in found if one.on_day > today - BACK], reps, now=now)
        _count_focuses(organization, lives, found, now=now)


def decided_in(life: Life, lives: Lives) -> Iterable[Decided]:
    """Yield each open stage that a deal was decided in; a stage that it jumped over it passed on the same day."""
    here = [(one.day, one.stage) for one in life.standings]
    if not here:
        return
    furthest = max(stage for _day, stage in here)
    open_places = [place for place, stage in enumerate(lives.stages) if stage.kind == StageKind.OPEN]
    first = min(stage for _day, stage in here)
    for place in open_places:
        if place < first or place > furthest:
            continue
        passed = place < furthest or life.won
        if place < furthest:
            day = min(day for day, stage in here if stage > place)
        elif life.closed < float("inf"):
            day = life.closed
        else:
            continue
        yield Decided(life.row.owner_id, life.row.team_id, place, lives.clock.date_of(day), passed)


def _count_stages(
    organization: Organization,
    lives: Lives,
    found: Sequence[Decided],
    reps: Mapping[uuid.UUID, Member],
    *,
    now: dt.datetime,
) -> None:
    StageFigure.objects.filter(organization=organization).delete()
    made = []
    for (team, place), cases in _grouped(found).items():
        prior, share = _prior(cases), _share(cases)
        for owner, own in _by_owner(cases).items():
            if owner not in reps or reps[owner].team_id != team:
                continue
            passed = sum(one.passed for one in own)
            made.append(
                StageFigure(
                    organization=organization,
                    member=reps[owner],
                    stage=lives.stages[place],
                    decided=len(own),
                    passed=passed,
                    team_share=share,
                    below=chance_below(prior, passed, len(own), share),
                    counted_at=now,
                )
            )
    StageFigure.objects.bulk_create(made)


def _count_focuses(organization: Organization, lives: Lives, found: Sequence[Decided], *, now: dt.datetime) -> None:
    places = {stage.pk: place for place, stage in enumerate(lives.stages)}
    rows = list(Focus.objects.filter(organization=organization, stage__isnull=False).select_related("member"))
    for focus in rows:
        assert focus.stage_id is not None  # noqa: S101 (asked for above)
        place = places.get(focus.stage_id, -1)
        cases = [one for one in found if one.place == place and one.team == focus.member.team_id]
        own = [one for one in cases if one.owner == focus.member_id]
        until = focus.until or dt.date.max
        before = [one for one in own if focus.since - BACK <= one.on_day < focus.since]
        after = [one for one in own if focus.since <= one.on_day <= until]
        focus.figures = asdict(moved(_light(cases), _counts(before), _counts(after)))
        focus.counted_at = now
    Focus.objects.bulk_update(rows, ["figures", "counted_at"])


def _grouped(found: Iterable[Decided]) -> dict[tuple[uuid.UUID | None, int], list[Decided]]:
    groups: dict[tuple[uuid.UUID | None, int], list[Decided]] = defaultdict(list)
    for one in found:
        groups[one.team, one.place].append(one)
    return groups


def _by_owner(cases: Iterable[Decided]) -> dict[uuid.UUID, list[Decided]]:
    groups: dict[uuid.UUID, list[Decided]] = defaultdict(list)
    for one in cases:
        if one.owner is not None:
            groups[one.owner].append(one)
    return groups


def _prior(cases: Sequence[Decided]) -> Beta:
    """Return what is known of the stage from all reps of the team: how their shares differ."""
    trials = Counter(str(one.owner) for one in cases)
    passed = Counter(str(one.owner) for one in cases if one.passed)
    owners = sorted(trials)
    return rep_prior(np.array([passed[one] for one in owners], dtype=int), np.array([trials[one] for one in owners]))


def _light(cases: Sequence[Decided]) -> Beta:
    """Return the team's share, weighing a few deals: a stronger prior would hide the change that one looks for."""
    share = (sum(one.passed for one in cases) + 0.5) / (len(cases) + 1)
    return Beta(share * PRIOR_DEALS, (1 - share) * PRIOR_DEALS)


def _share(cases: Sequence[Decided]) -> float:
    return sum(one.passed for one in cases) / len(cases) if cases else 0.0


def _counts(cases: Sequence[Decided]) -> tuple[int, int]:
    return sum(one.passed for one in cases), len(cases)
