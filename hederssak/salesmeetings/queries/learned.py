"""What the teams have learned: the told deals with their insights, searched by any word."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from hederssak.org.models import Member, Team
from hederssak.rules.cases import Reason
from hederssak.rules.names import search_key
from hederssak.salesmeetings.models import Case, Insight, MeetingPromise
from hederssak.salesmeetings.queries.cases import case_to_show

PAGE = 30
"""Told deals on one page; who looks for an older one searches."""


@dataclass(frozen=True)
class Asking:
    """What is looked for: words, a reason and a team; empty ones ask nothing."""

    words: str = ""
    reason: str = ""
    team: Team | None = None


@dataclass(frozen=True)
class LearnedPage:
    """The told deals that answer, the latest first, of how many; `all` counts what the reader may see."""

    cases: list[Case]
    of: int
    all: int


def learned(reader: Member, asking: Asking) -> LearnedPage:
    """Return the told deals in which every word that is asked for stands, in five queries."""
    every = Case.objects.visible_to(reader).filter(told_at__isnull=False, taken_back_at=None)
    wanted = Q()
    for word in search_key(asking.words).split()[:8]:
        wanted &= Q(search_key__contains=word)
    if asking.reason in set(Reason):
        wanted &= Q(reason=asking.reason)
    if asking.team:
        wanted &= Q(team=asking.team)
    found = case_to_show(reader).filter(wanted, told_at__isnull=False)
    beside = (
        Prefetch("insights", queryset=Insight.objects.select_related("by").order_by("at", "pk")),
        Prefetch("tries", queryset=MeetingPromise.objects.select_related("owner", "opportunity__account")),
    )
    rows = list(found.prefetch_related(*beside).order_by("-told_at", "pk")[: PAGE + 1])
    counts = every.aggregate(all=Count("pk"), of=Count("pk", filter=wanted))
    return LearnedPage(rows[:PAGE], counts["of"], counts["all"])
