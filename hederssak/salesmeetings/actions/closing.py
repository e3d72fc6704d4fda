"""Closing meetings that nobody ended (R16)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F

from hederssak.rules.runner import forgotten_at
from hederssak.salesmeetings.actions.screens import tell_screens
from hederssak.salesmeetings.models import Run
from hederssak.salesmeetings.queries.runs import OF_A_RUN, last_step_at, plan_of


def close_forgotten(*, now: dt.datetime) -> int:
    """Close in any organization the meetings that nobody ended, at the end that was planned; return how many."""
    closed = 0
    for run in Run.objects.filter(ended_at=None).select_related(*OF_A_RUN).order_by("started_at"):
        end = forgotten_at(plan_of(run), last_step_at(run), now=now)
        if end is not None:
            closed += _close(run, end)
    return closed


def _close(run: Run, end: dt.datetime) -> int:
    """Close one; if somebody drove it a moment ago, it stays open."""
    with transaction.atomic():
        still = Run.objects.filter(pk=run.pk, version=run.version, ended_at=None)
        done = still.update(ended_at=end, closed_by_itself=True, version=F("version") + 1)
        if done:
            run.spells.filter(ended_at=None).update(ended_at=end)
            tell_screens(run.held_pk)
    return done
