"""The figures of quality, each beside its twin: a rep's own, or a team's (R7, R8, R9)."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.http import Http404
from ninja import Query, Router, Schema

from hederssak.api.v1.opportunities import NamedOut
from hederssak.api.v1.problems import REFUSALS
from hederssak.lib import clock
from hederssak.org.actions import look_at_person
from hederssak.org.middleware import MemberRequest
from hederssak.rules.quality import Loosening, Pair
from hederssak.rules.shares import Share
from hederssak.targets.queries.quality import NoSuchFiguresError, Quality, Whose, people_of, quality_of, whose_figures

PAGE = "quality"
router = Router(tags=["right meetings"])
OUT: dict[int, Any] = REFUSALS


class ShareOut(Schema):
    """So many of so many; `share` is null without a case, and lies between `low` and `high` eight times of ten."""

    count: int
    cases: int
    share: float | None
    low: float
    high: float


class PairOut(Schema):
    """A figure and the twin without which it says little."""

    figure: ShareOut
    twin: ShareOut


class MonthOut(Schema):
    """What was counted in a month, by code."""

    first_day: dt.date
    counts: dict[str, int]


class MarginOut(Schema):
    """Margin per meeting of so many meetings and deals; null ends where there are too few deals for an interval."""

    value: float
    low: float | None
    high: float | None
    meetings: float
    deals: int


class MarginsOut(Schema):
    """What a meeting brings: all, right meetings, the rest; and what it has to (null without a quota or a promise)."""

    all: MarginOut | None
    right: MarginOut | None
    rest: MarginOut | None
    required: float | None


class LoosenedOut(Schema):
    """A quality of what is booked, in the last three months and before; `can_tell` where both sides have cases."""

    what: str
    lately: ShareOut
    before: ShareOut
    has_loosened: bool
    can_tell: bool


class LoadOut(Schema):
    """Open opportunities that nobody has qualified, of how many, and for how many working days at the median."""

    unqualified: int
    open: int
    carried_days: float | None


class FiguresOut(Schema):
    """A year of figures. `pairs` are by code: lead, right, step, new, polite; each holds its twin."""

    counted_at: dt.datetime
    pairs: dict[str, PairOut]
    margin: MarginsOut
    load: LoadOut
    loosening: list[LoosenedOut]
    pressure: float | None
    months: list[MonthOut]


class QualityOut(Schema):
    """Whose figures, and the figures: null before they were counted. `people` may be asked for by name."""

    team: NamedOut
    member: NamedOut | None
    figures: FiguresOut | None
    people: list[NamedOut]


class Asked(Schema):
    """Of which team, or of which of its reps; one's own where one sells, else the first team."""

    team: uuid.UUID | None = None
    member: uuid.UUID | None = None


@router.get("", response={200: QualityOut, **OUT}, operation_id="quality", url_name="quality")
def quality(request: MemberRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Return the figures as the page shows them; who looks at a rep's is written where the rep reads it."""
    whose = _whose(request, asked)
    if whose.member is not None:
        look_at_person(viewer=request.member, subject=whose.member, page=PAGE, now=clock.read())
    found = quality_of(whose)
    return {
        "team": whose.team,
        "member": whose.member,
        "figures": _figures(found) if found else None,
        "people": people_of(whose, request.member),
    }


def _whose(request: MemberRequest, asked: Asked) -> Whose:
    try:
        return whose_figures(request.member, team=str(asked.team or ""), person=asked.member)
    except NoSuchFiguresError as error:
        raise Http404 from error


def _figures(found: Quality) -> dict[str, Any]:
    row = found.row
    return {
        "counted_at": row.counted_at,
        "pairs": {code: _pair(pair) for code, pair in found.year.items()},
        "margin": {name: row.margins.get(name) for name in ("all", "right", "rest")} | {"required": row.required},
        "load": {"unqualified": row.unqualified, "open": row.open, "carried_days": row.carried_days},
        "loosening": [_loosening(one) for one in found.loosening],
        "pressure": found.pressure,
        "months": [
            {"first_day": first, "counts": {count.value: n for count, n in counts.items()}}
            for first, counts in found.months
        ],
    }


def _pair(pair: Pair) -> dict[str, Any]:
    return {"figure": _share(pair.figure), "twin": _share(pair.twin)}


def _loosening(one: Loosening) -> dict[str, Any]:
    return {
        "what": one.what.value,
        "lately": _share(one.lately),
        "before": _share(one.before),
        "has_loosened": one.has_loosened,
        "can_tell": one.can_tell,
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "count": share.count,
        "cases": share.cases,
        "share": share.value,
        "low": round(share.low, 4),
        "high": round(share.high, 4),
    }
