"""`hederssak evaluate forecast`: replay a pipeline with history, week by week, beside five simple forecasts."""

import argparse
import json
import re
from dataclasses import asdict

from hederssak.cli.evaluated_files import FileTable, Unusable, read_file
from hederssak.cli.evaluation_texts import caution
from hederssak.estimates.histories import DealColumns, LogColumns, Read, from_deals, from_log
from hederssak.estimates.pictures import NoHistory
from hederssak.estimates.replay import Replay, replay

MEMBERS = ("ours", "pipeline", "run_rate", "season")


def add_forecast_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments: a file that is a log of stage events, or a table with one row per deal."""
    parser.add_argument("file")
    parser.add_argument("--horizon", required=True, type=days, metavar="28d", help="length of the period: 28d, 4w")
    parser.add_argument("--every", type=days, default=7.0, metavar="7d", help="days between forecasts")
    parser.add_argument("--amount", required=True, metavar="COL")
    parser.add_argument("--won", required=True, action="extend", nargs="+", metavar="VALUE")
    parser.add_argument("--lost", action="extend", nargs="+", default=[], metavar="VALUE", help="stages that mean lost")
    log = parser.add_argument_group("a log of events")
    log.add_argument("--deal", metavar="COL", help="which deal an event belongs to")
    log.add_argument("--time", metavar="COL", help="when it happened")
    log.add_argument("--stage", metavar="COL", help="the stage entered, or what was done")
    table = parser.add_argument_group("a table of deals")
    table.add_argument("--created", metavar="COL")
    table.add_argument("--closed", metavar="COL")
    table.add_argument("--outcome", metavar="COL")
    table.add_argument("--drop", action="extend", nargs="+", default=[], metavar="COL", help="columns known only later")
    parser.add_argument("--json", action="store_true")


def days(text: str) -> float:
    """Return a length such as 28d, 4w or 28 in days."""
    found = re.fullmatch(r"(\d+)\s*([dw]?)", text.strip().lower())
    length = int(found[1]) * (7 if found[2] == "w" else 1) if found else 0
    if not 1 <= length <= 3660:
        raise argparse.ArgumentTypeError("must be a number of days or weeks, such as 28d or 4w")
    return float(length)


def forecast(args: argparse.Namespace) -> str:
    """Return the printed figures; raises Unusable."""
    table = read_file(args.file)
    try:
        read = _read(table, args)
        found = replay(read.history, args.horizon, read.start, read.end, args.every)
    except KeyError as error:
        raise Unusable(f'There is no column "{error.args[0]}".') from error
    except NoHistory as error:
        raise Unusable(f"The history can't be replayed: {error}.") from error
    warnings = [*table.warnings, *(caution(each) for each in read.cautions)]
    return _as_json(found, args.horizon, warnings) if args.json else _as_text(found, args.horizon, warnings)


def _read(table: FileTable, args: argparse.Namespace) -> Read:
    won, lost = tuple(args.won), tuple(args.lost)
    if args.deal and args.time and args.stage:
        return from_log(table.columns, LogColumns(args.deal, args.time, args.stage, args.amount, won, lost))
    if args.created and args.closed and args.outcome:
        names = DealColumns(args.created, args.closed, args.outcome, args.amount, won, tuple(args.drop))
        return from_deals(table.columns, names)
    raise Unusable("Name the columns: --deal, --time and --stage of a log, or --created, --closed and --outcome.")


def best_baseline(found: Replay) -> float:
    """Return the smallest CRPS of the five baselines, in the amounts' unit."""
    return min(score.crps for name, score in found.models.items() if name not in MEMBERS)


def _as_json(found: Replay, horizon: float, warnings: list[str]) -> str:
    best = best_baseline(found)
    figures = {
        "horizon_days": horizon,
        "origins": len(found.origins),
        "models": {name: asdict(score) for name, score in found.models.items()},
        "crps_of_best_baseline": found.models["ours"].crps / best if best > 0 else None,
        "warnings": warnings,
    }
    return json.dumps(figures, allow_nan=False, ensure_ascii=False)


def _as_text(found: Replay, horizon: float, warnings: list[str]) -> str:
    lines = [
        f"{len(found.origins)} forecasts of {horizon:.0f} days; {found.actual.mean():,.0f} was won per period.",
        "",
        f"{'':<26}{'CRPS':>14}{'pinball':>14}{'80 % held':>11}",
    ]
    for name, score in found.models.items():
        label = name.replace("_", " ")
        lines.append(f"{label:<26}{score.crps:>14,.0f}{score.pinball:>14,.0f}{score.coverage_80:>11.0%}")
    return "\n".join([*lines, "", *warnings]).rstrip()
