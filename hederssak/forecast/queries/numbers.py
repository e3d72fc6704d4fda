"""Deals' lives as the arrays and columns that the estimates learn from."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from hederssak.estimates.pictures import History
from hederssak.estimates.values import Raw
from hederssak.pipeline.queries.lives import Life, Lives, Standing

FIELDS = ("owner", "segment", "source")


def history_of(lives: Sequence[Life], usual: float) -> History:
    """Return deals' lives as a history; an unknown margin counts as the `usual` one. Raises NoHistory on none.

    A stage and whether the deal was qualified make one standing, 2 x place + qualified.
    """
    marks = [(place, one) for place, life in enumerate(lives) for one in life.standings]
    levels = [_levels(lives, name) for name in FIELDS]
    return History(
        np.array([life.opened for life in lives]),
        np.array([life.closed for life in lives]),
        np.array([life.won for life in lives], dtype=bool),
        np.array([usual if life.margin is None else life.margin for life in lives]),
        np.column_stack([codes for codes, _ in levels]).astype(np.int32),
        tuple(size for _, size in levels),
        np.array([place for place, _ in marks], dtype=np.intp),
        np.array([one.day for _, one in marks], dtype=float),
        np.array([2 * one.stage + one.qualified for _, one in marks], dtype=np.intp),
        value=np.array([usual if one.margin is None else one.margin for _, one in marks], dtype=float),
    )


def usual_margin(lives: Sequence[Life]) -> float:
    """Return the median margin of won deals, else of all with one; what an unknown margin is counted as."""
    won = [life.margin for life in lives if life.won and life.margin is not None]
    known = won or [life.margin for life in lives if life.margin is not None]
    return float(np.median(known)) if known else 0.0


def looked_at(life: Life) -> float:
    """Return the day of a closed deal's life on which it is looked at: anywhere in it, and always the same.

    It is drawn from the deal's name and first day, so that a second look, and a second loading, change nothing.
    """
    share = (zlib.crc32(f"{life.row.name} {life.row.opened_on}".encode()) % 10_000 + 0.5) / 10_000
    return life.opened + share * (life.closed - life.opened)


def table_of(lives: Lives, deals: Sequence[Life], days: Sequence[float], usual: float) -> dict[str, list[Raw]]:
    """Return one row per deal as it stood on its day, by field, with the day of its end or (while open) of the look."""
    names = [stage.name for stage in lives.stages]
    table: dict[str, list[Raw]] = {}
    for life, day in zip(deals, days, strict=True):
        row = _row(life, day, names, usual)
        row["when"] = lives.clock.date_of(
            min(life.closed, day) if life.closed == float("inf") else life.closed
        ).isoformat()
        for name, value in row.items():
            table.setdefault(name, []).append(value)
    return table


def _row(life: Life, day: float, names: Sequence[str], usual: float) -> dict[str, Raw]:
    known = life.at(day) or Standing(life.opened, -1, qualified=False, margin=life.margin, pushes=0)
    margin = usual if known.margin is None else known.margin
    return {
        "stage": names[known.stage] if known.stage >= 0 else None,
        "qualified": "yes" if known.qualified else "no",
        "pushes": f"{min(known.pushes, 4)} pushes",
        "age": f"{max(day - life.opened, 0):.2f}",
        "idle": f"{max(day - max(known.day, life.opened), 0):.2f}",
        "in_stage": f"{max(day - life.stage_since(day), 0):.2f}",
        "margin": f"{margin:.2f}",
        "owner": str(life.row.owner_id or ""),
        "segment": life.row.segment or None,
        "source": life.row.lead_source or None,
        "tender": "yes" if life.row.is_tender else "no",
    }


def _levels(lives: Sequence[Life], name: str) -> tuple[np.ndarray[tuple[int], np.dtype[np.int32]], int]:
    """Return the levels of a field known at creation, from 0, and how many there are."""
    values = [
        str(getattr(life.row, {"owner": "owner_id", "source": "lead_source"}.get(name, name)) or "") for life in lives
    ]
    index = {value: place for place, value in enumerate(sorted(set(values)))}
    return np.array([index[value] for value in values], dtype=np.int32), max(len(index), 1)
