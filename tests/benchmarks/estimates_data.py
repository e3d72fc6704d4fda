"""The data on which the estimates are measured: public files beside the project where they stand, else made ones."""

import csv
import gzip
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from hederssak.estimates.encoding import Design
from hederssak.estimates.scores import Floats

SHARED = Path(os.environ.get("HEDERSSAK_SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))

Table = dict[str, list[str]]


def shared(name: str) -> Path | None:
    """Return a file beside the project; None, said aloud, where it is absent (an error in CI)."""
    path = SHARED / name
    if path.exists():
        return path
    if os.environ.get("CI") == "true":
        raise FileNotFoundError(path)
    print(f"    skipped: {name} is not here")
    return None


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file, also packed."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def columns_of(rows: Sequence[Mapping[str, str]]) -> Table:
    """Return rows by column."""
    return {name: [row[name] for row in rows] for name in rows[0]}


def maven() -> Table | None:
    """Return closed and open deals with account and team (no signal), outcome `deal_stage`, time `engage_date`."""
    path = shared("maven_crm/sales_pipeline.csv")
    if path is None:
        return None
    accounts = {row["account"]: row for row in rows_of(path.with_name("accounts.csv"))}
    teams = {row["sales_agent"]: row for row in rows_of(path.with_name("sales_teams.csv"))}
    rows = []
    for row in rows_of(path):
        account, team = accounts.get(row["account"], {}), teams.get(row["sales_agent"], {})
        more = {name: account.get(name, "") for name in ("sector", "revenue", "employees", "office_location")}
        rows.append({**row, **more, "manager": team.get("manager", ""), "region": team.get("regional_office", "")})
    return columns_of(rows)


def olist() -> Table | None:
    """Return leads with outcome `won` (yes or no), time `first_contact_date`; they drift."""
    path = shared("olist_funnel/olist_marketing_qualified_leads_dataset.csv")
    if path is None:
        return None
    won = {row["mql_id"] for row in rows_of(path.with_name("olist_closed_deals_dataset.csv"))}
    return columns_of([{**row, "won": "yes" if row["mql_id"] in won else "no"} for row in rows_of(path)])


def made(seed: int, count: int = 3000, fields: int = 18) -> Table:
    """Return made-up deals, half of whose fields matter, with outcome `won` (yes or no), time `day`."""
    rng = np.random.default_rng(seed)
    odds, table = np.full(count, -0.4), Table()
    for place in range(fields):
        size = int(rng.choice([2, 3, 3, 4, 5, 8, 20, 60]))
        levels = rng.choice(size, count, p=rng.dirichlet(np.full(size, 1.5)))
        odds += (rng.normal(size=size) * rng.choice([0, 0.1, 0.3, 0.7, 1.2]))[levels]
        table[f"field {place}"] = [f"v{level}" for level in levels]
    won = rng.random(count) < 1 / (1 + np.exp(-odds))
    days = np.sort(rng.integers(0, 1000, count))
    table["day"] = [str(np.datetime64("2020-01-01") + int(day)) for day in days]
    return table | {"won": ["yes" if value else "no" for value in won]}


def many_levels(count: int) -> tuple[Design, Floats]:
    """Return encoded deals, 12 fields of 3 to 500 levels and 3 numbers, with outcomes (n,) of 0 and 1."""
    rng = np.random.default_rng(1)
    sizes = (5, 8, 12, 20, 30, 50, 80, 120, 200, 500, 10, 3)
    levels = np.column_stack([1 + np.minimum((rng.pareto(1.0, count) * s / 20).astype(int), s - 2) for s in sizes])
    numbers = rng.normal(size=(count, 3))
    odds = -0.5 + 0.5 * numbers[:, 0]
    for place, size in enumerate(sizes):
        odds += (rng.normal(size=size) * (0.5 if place % 3 else 0.0))[levels[:, place]]
    return Design(levels.astype(np.int32), sizes, numbers), (rng.random(count) < 1 / (1 + np.exp(-odds))).astype(float)
