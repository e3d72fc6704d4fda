"""Plays, and who practised them."""

from __future__ import annotations

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from hederssak.coaching.models import Focus, Play, Practice
from hederssak.lib.ordered import ByName
from hederssak.org.models import Member

MOST = 60


def plays_of(reader: Member, *, first: str) -> QuerySet[Play]:
    """Return the plays in use, those that practise the aspect `first` before the others, then by name."""
    rows = Play.objects.visible_to(reader).filter(retired_at=None).annotate(practised=Count("practices"))
    if first:
        fits = Case(When(aspect=first, then=Value(0)), default=Value(1), output_field=IntegerField())
        return rows.annotate(fits=fits).order_by("fits", ByName("name"), "pk")[:MOST]
    return rows.order_by(ByName("name"), "pk")[:MOST]


def practices_of(play: Play, *, reader: Member) -> QuerySet[Practice]:
    """Return how practices of a play went that the reader may read, the latest first."""
    rows = Practice.objects.visible_to(reader).filter(play=play)
    return rows.select_related("member", "partner").order_by("-on_day", "-pk")[:MOST]


def focus_aspect(member: Member) -> str:
    """Return which aspect a rep practises now; empty for none."""
    found = Focus.objects.filter(member=member, until=None).values_list("aspect", flat=True).first()
    return found or ""
