"""The list of questions to a team's pipeline: what a page shows, read in few queries whatever the size."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from hederssak.history.models import Change, RecordKind
from hederssak.honesty.models import Flag
from hederssak.lib.keyset import BadMarkError
from hederssak.lib.prepared import prepared
from hederssak.org.models import Member, Role, Team
from hederssak.rules.findings import Finding
from hederssak.rules.honesty.codes import Code

PAGE = 60
LEADS = Q(is_lead__in=[True])
"""The weightiest flag of each opportunity. Written as a list because SQLite enters no index by a bare column."""

SHOWN = (
    "pk",
    "code",
    "since",
    "weight",
    "opportunity_id",
    "opportunity__name",
    "opportunity__account__name",
    "opportunity__close_date",
    "opportunity__currency",
    "opportunity__margin",
    "opportunity__margin_assumed",
    "owner_id",
    "owner__name",
)
"""Where the fields of a `FlagLine` come from, in their order."""

Row = tuple[Any, ...]

SORTS = {"weight": ("-weight", "id"), "age": ("since", "id")}


@dataclass(frozen=True)
class Asking:
    """What a reader asked to see: whose, which kind, in which order, after which row."""

    owner: uuid.UUID | None = None
    code: Code | None = None
    sort: str = "weight"
    after: str = ""


class FlagLine(NamedTuple):
    """A flag with what a list shows of its opportunity, the company and the owner: a plain row, as lists are long."""

    pk: uuid.UUID
    code: str
    since: dt.date | None
    weight: Decimal
    opportunity_id: uuid.UUID
    opportunity: str
    company: str | None
    close_date: dt.date | None
    currency: str
    margin: Decimal | None
    margin_assumed: bool
    owner_id: uuid.UUID | None
    owner: str | None


@dataclass(frozen=True)
class Question:
    """One opportunity with the questions to it, weightiest first, and the way of its close date."""

    flag: FlagLine
    findings: list[Finding]
    dates: list[dt.date] = field(default_factory=list)


@dataclass(frozen=True)
class Questions:
    """A page of questions. `next_after` begins the next page, and is empty on the last."""

    rows: list[Question]
    next_after: str
    counts: Counter[Code]


@dataclass(frozen=True)
class TeamWorth:
    """What a pipeline is worth on a day, with and without what is asked about, in the organization's currency."""

    day: dt.date | None = None
    open_count: int = 0
    asked_count: int = 0
    unknown_count: int = 0
    open_margin: Decimal = Decimal(0)
    asked_margin: Decimal = Decimal(0)

    @property
    def clean_margin(self) -> Decimal:
        """What is left without the questions."""
        return self.open_margin - self.asked_margin


def _flags(organization: uuid.UUID, team: uuid.UUID, owners: list[uuid.UUID]) -> QuerySet[Flag]:
    flags = Flag.objects.filter(organization_id=organization, team=team)
    return flags.filter(owner_id__in=owners) if owners else flags


@prepared
def _counts(organization: uuid.UUID, team: uuid.UUID, owners: list[uuid.UUID]) -> QuerySet[Flag, tuple[str, int]]:
    flags = _flags(organization, team, owners)
    return flags.values("code").annotate(n=Count("id")).order_by().values_list("code", "n")


def questions(*, member: Member, team: Team, asking: Asking) -> Questions:
    """Return a page of the questions to a team's pipeline; a rep is shown those to their own deals."""
    owner = member.pk if member.role == Role.REP else asking.owner
    of = member.organization_id, team.pk, [owner] if owner else []
    if asking.after:
        rows = list(_shown(_after(_leading(*of, code=asking.code), asking)))
    else:
        rows = _first(*of, code=asking.code, sort=asking.sort)
    shown = lines_of(rows[:PAGE])
    return Questions(
        rows=_with_evidence(shown, member.organization_id),
        next_after=_mark(shown[-1], asking.sort) if len(rows) > PAGE else "",
        counts=Counter({Code(code): n for code, n in _counts(*of)}),
    )


@prepared
def _figures(opportunities: list[uuid.UUID]) -> QuerySet[Flag, tuple[uuid.UUID, dict[str, Any]]]:
    kept = Flag.objects.filter(opportunity_id__in=opportunities).order_by("-is_lead", "code")
    return kept.values_list("opportunity_id", "figures")


def findings_of_many(opportunity_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Finding]]:
    """Return what is asked about each of some opportunities, weightiest first."""
    found: dict[uuid.UUID, list[Finding]] = defaultdict(list)
    for opportunity_id, figures in _figures(list(opportunity_ids)):
        found[opportunity_id].append(Finding.from_json(figures))
    return found


@prepared
def _numbers(opportunities: list[uuid.UUID]) -> QuerySet[Flag, tuple[uuid.UUID, int]]:
    flags = Flag.objects.filter(opportunity_id__in=opportunities).values("opportunity_id")
    return flags.annotate(n=Count("pk")).order_by().values_list("opportunity_id", "n")


def counts_of(opportunity_ids: list[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return how much is asked about some opportunities; one about which nothing is asked is left out."""
    return dict(_numbers(opportunity_ids))


def _leading(organization: uuid.UUID, team: uuid.UUID, owners: list[uuid.UUID], *, code: Code | None) -> QuerySet[Flag]:
    flags = _flags(organization, team, owners)
    return flags.filter(code=code) if code else flags.filter(LEADS)


@prepared
def _first(
    organization: uuid.UUID, team: uuid.UUID, owners: list[uuid.UUID], *, code: Code | None, sort: str
) -> QuerySet[Flag, Row]:
    """Return the first page and one row more, which says that there is another."""
    return _shown(_leading(organization, team, owners, code=code).order_by(*SORTS[sort]))


def _shown(flags: QuerySet[Flag]) -> QuerySet[Flag, Row]:
    return flags.values_list(*SHOWN)[: PAGE + 1]


def lines_of(rows: Iterable[Row]) -> list[FlagLine]:
    """Return what was read of `SHOWN` by its names."""
    return [FlagLine._make(row) for row in rows]


def _after(flags: QuerySet[Flag], asking: Asking) -> QuerySet[Flag]:
    """Return the flags in the order asked for, from the row after the mark on (keyset, so that depth costs nothing)."""
    flags = flags.order_by(*SORTS[asking.sort])
    value, _, last = asking.after.partition("~")
    try:
        row = uuid.UUID(last)
        if asking.sort == "weight":
            weight = Decimal(value)
            return flags.filter(Q(weight__lt=weight) | Q(weight=weight, pk__gt=row), weight__lte=weight)
        if not value:
            return flags.filter(Q(since=None, pk__gt=row) | Q(since__isnull=False))
        day = dt.date.fromisoformat(value)
    except (ValueError, InvalidOperation) as error:
        raise BadMarkError(asking.after) from error
    return flags.filter(Q(since__gt=day) | Q(since=day, pk__gt=row), since__gte=day)


def _mark(flag: FlagLine, sort: str) -> str:
    value = str(flag.weight) if sort == "weight" else (flag.since.isoformat() if flag.since else "")
    return f"{value}~{flag.pk}"


@prepared
def _moves(organization: uuid.UUID, opportunities: list[uuid.UUID]) -> QuerySet[Change, tuple[uuid.UUID, Any, Any]]:
    """Return each change of a close date, the earliest first."""
    moves = Change.objects.filter(
        organization_id=organization,
        kind=RecordKind.OPPORTUNITY,
        subject_id__in=opportunities,
        field="close_date",
    )
    return moves.order_by("before_at", "pk").values_list("record_id", "old", "new")


def _with_evidence(flags: list[FlagLine], organization_id: uuid.UUID) -> list[Question]:
    ids = [flag.opportunity_id for flag in flags]
    findings = findings_of_many(ids)
    dates: dict[uuid.UUID, list[dt.date]] = defaultdict(list)
    for opportunity_id, old, new in _moves(organization_id, ids):
        way = dates[opportunity_id]
        way.extend(dt.date.fromisoformat(day) for day in ([old] if old and not way else []) + ([new] if new else []))
    return [
        Question(
            flag=flag,
            findings=findings[flag.opportunity_id],
            dates=dates[flag.opportunity_id] or [day for day in [flag.close_date] if day],
        )
        for flag in flags
    ]
