"""Measure our estimates against simpler ones on a file of your own: `hederssak evaluate win-chance deals.csv ...`."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from hederssak.cli.evaluate_forecast import add_forecast_arguments, forecast
from hederssak.cli.evaluated_files import FileTable, Unusable, read_file
from hederssak.cli.evaluation_texts import caution, refusal
from hederssak.estimates.comparison import Comparison, NotComparable, Question, compare

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names it no other way

BAD_INPUT = 2


def add_parser(subparsers: "Subparsers") -> None:
    """Add `evaluate` to a command's subparsers; `run` answers it."""
    add_arguments(subparsers.add_parser("evaluate", help=__doc__, description=__doc__))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `evaluate`: what to evaluate, and on which file."""
    kinds = parser.add_subparsers(dest="kind", required=True)
    chance = kinds.add_parser("win-chance", help="the chance to win, on closed deals of a CSV (also .gz) or XLSX file")
    chance.add_argument("file")
    chance.add_argument("--outcome", required=True, metavar="COL", help="the column that says won or lost")
    chance.add_argument("--won", required=True, metavar="VALUE", help="what it says when won")
    chance.add_argument("--lost", metavar="VALUE", help="what it says when lost; else every other value")
    chance.add_argument("--time", metavar="COL", help="the dates by which past and future are split")
    chance.add_argument(
        "--drop", action="extend", nargs="+", default=[], metavar="COL", help="columns known only after close"
    )
    chance.add_argument("--train", type=_positive, metavar="N", help="closed deals to learn from; else all earlier")
    chance.add_argument("--seed", type=int, default=0, help="of the draw of training deals, and of a random split")
    chance.add_argument("--json", action="store_true")
    add_forecast_arguments(kinds.add_parser("forecast", help="won margin in a period, on a pipeline with history"))


def run(args: argparse.Namespace) -> int:
    """Return the exit code: 0 with the figures printed, 2 with one sentence when the input can't be used."""
    try:
        print(forecast(args) if args.kind == "forecast" else _win_chance(args))
    except Unusable as error:
        print(f"hederssak evaluate: {error}", file=sys.stderr)
        return BAD_INPUT
    return 0


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return value


def _win_chance(args: argparse.Namespace) -> str:
    table = read_file(args.file)
    asked = Question(args.outcome, args.won, args.lost, args.time, tuple(args.drop), args.train, abs(args.seed))
    try:
        found = compare(table.columns, asked)
    except NotComparable as error:
        raise Unusable(refusal(error.code, error.detail)) from error
    return _as_json(table, found) if args.json else _as_text(table, found)


def _warnings(table: FileTable, found: Comparison) -> list[str]:
    return [*table.warnings, *dict.fromkeys(caution(each) for each in found.cautions)]


def _as_json(table: FileTable, found: Comparison) -> str:
    models = {name: asdict(score) for name, score in found.models.items()}
    figures = {
        "rows": found.rows,
        "train": found.train,
        "test": found.test,
        "method": found.method.value,
        "models": models,
        "warnings": _warnings(table, found),
    }
    return json.dumps(figures, allow_nan=False, ensure_ascii=False)


def _as_text(table: FileTable, found: Comparison) -> str:
    lines = [
        f"{found.rows} closed deals: {found.train} to learn from, {found.test} to judge by. Method: {found.method}.",
        "",
        f"{'':<14}{'log loss':>10}{'Brier':>10}{'ECE':>10}{'AUC':>10}",
    ]
    for name, score in found.models.items():
        figures = "".join(f"{value:>10.4f}" for value in asdict(score).values())
        lines.append(f"{name.replace('_', ' '):<14}{figures}")
    return "\n".join([*lines, "", *_warnings(table, found)]).rstrip()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `evaluate` by itself."""
    parser = argparse.ArgumentParser(prog="hederssak evaluate", description=__doc__)
    add_arguments(parser)
    return run(parser.parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main())
