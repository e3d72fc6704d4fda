"""Giving files to an organization, as a person or the shell would."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hederssak.imports import actions
from hederssak.imports.models import Import, RowOutcome, Verdict
from hederssak.org.models import Member, Organization
from hederssak.pipeline.models import Opportunity
from tests.cast import NOW

FILES = Path(__file__).parent / "files"
WEEK = dt.timedelta(days=7)


def receive(
    organization: Organization,
    tables: Mapping[str, str | bytes],
    *,
    at: dt.datetime = NOW,
    by: Member | None = None,
    **options: Any,
) -> list[Import]:
    """Receive files given by name and content, exported at an instant."""
    given = [
        actions.GivenFile(
            name=name, stream=io.BytesIO(table if isinstance(table, bytes) else table.encode()), exported_at=at
        )
        for name, table in tables.items()
    ]
    return actions.receive(given, organization=organization, by=by, now=at, options=options)


def give(
    organization: Organization,
    tables: Mapping[str, str | bytes],
    *,
    at: dt.datetime = NOW,
    now: dt.datetime | None = None,
    **options: Any,
) -> list[Import]:
    """Receive files and run them; `at` is when they were exported, `now` when they are given (the same by default)."""
    runs = receive(organization, tables, at=at, **options)
    refused = [run.problem for run in runs if run.problem]
    if refused:
        raise actions.ImportRefused(**refused[0])
    batch_id = runs[0].batch_id
    actions.queue_batch(batch_id, organization=organization)
    actions.run_batch(batch_id, organization=organization, clock=still(now or at))
    return actions.files_of(batch_id, organization)


def try_out(organization: Organization, tables: Mapping[str, str | bytes], *, at: dt.datetime = NOW) -> list[Import]:
    """Receive files and try them without writing."""
    batch_id = receive(organization, tables, at=at)[0].batch_id
    actions.check_batch(batch_id, organization=organization)
    return actions.files_of(batch_id, organization)


def still(now: dt.datetime) -> Callable[[], dt.datetime]:
    """Return a clock that stands."""
    return lambda: now


def figures(run: Import) -> tuple[int, int, int, int]:
    """Return how many rows were made, changed, left alone and refused."""
    return run.made, run.changed, run.alone, run.refused


def refusals(run: Import) -> list[tuple[int, str, str]]:
    """Return row, column and code of each thing that was wrong."""
    rows = RowOutcome.objects.filter(run=run, verdict=Verdict.REFUSED).order_by("number")
    return [
        (row.number, problem.get("column", ""), problem["code"]) for row in rows for problem in row.details["problems"]
    ]


def deal(organization: Organization, name: str) -> Opportunity:
    """Return an opportunity by its name."""
    return Opportunity.objects.get(organization=organization, name=name)


def csv(header: Sequence[str], *rows: Sequence[object]) -> str:
    """Return a table as text."""
    lines = [",".join(header), *(",".join(str(cell) for cell in row) for row in rows)]
    return "\n".join(lines) + "\n"
