"""Take in files exported from a CRM. Folders are searched for CSV and Excel files; all files count as one batch.

Exit code: 0 when every row was taken, 1 when some were refused, 2 when a file was refused.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import translation

from hederssak.imports import actions, jobs, texts
from hederssak.imports.models import Import, ImportState, RowOutcome, Verdict
from hederssak.lib import clock
from hederssak.org.models import Organization

SUFFIXES = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls"}
SHOWN = 10
ALL_TAKEN, SOME_REFUSED, FILE_REFUSED = 0, 1, 2


class TakenBackError(Exception):
    """A file of the batch was lost while it was written; what it had written is taken back."""

    def __init__(self, problem: dict[str, Any], runs: list[Import]) -> None:
        """Keep why, and how every file of the batch stands."""
        super().__init__(problem)
        self.problem = problem
        self.runs = runs


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="a file, or a folder of files")
    parser.add_argument("--organization", metavar="X", help="name or id; needed where there are several")
    parser.add_argument("--source", default="", help="the system that the files come from; found by their headers")
    parser.add_argument("--partial", action="store_true", help="the files don't hold everything: nothing has vanished")
    parser.add_argument(
        "--dates", choices=["dmy", "mdy", "ymd"], help="order of day and month where the file is unclear"
    )
    parser.add_argument("--decimal", choices=[",", "."], help="decimal sign where the file is unclear")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(options: Namespace) -> int:
    """Take the files in, speaking the shell's language, and return the exit code."""
    with translation.override(_language()):
        return _run(options)


def _run(options: Namespace) -> int:
    try:
        organization = _organization(options.organization)
        runs = _receive(_files(options.paths), organization, options)
        done = _carry_out(runs, organization, dry_run=options.dry_run)
    except TakenBackError as lost:
        _say_taken_back(lost, as_json=options.json)
        return FILE_REFUSED
    except actions.ImportRefused as refused:
        _say_refused(refused.as_json(), as_json=options.json)
        return FILE_REFUSED
    report = [_report(one) for one in done]
    if options.json:
        print(json.dumps({"files": report}, ensure_ascii=False, indent=2))
    else:
        _print(done, dry_run=options.dry_run)
    return SOME_REFUSED if any(one.refused for one in done) else ALL_TAKEN


def _organization(name: str | None) -> Organization:
    rows = Organization.objects.all()
    if name:
        rows = rows.filter(Q(name__iexact=name) | (Q(pk=name) if _is_id(name) else Q(pk=None)))
    found = list(rows[:2])
    if len(found) != 1:
        raise actions.ImportRefused("organization_unknown" if name else "organization_unsaid", name=name or "")
    return found[0]


def _is_id(text: str) -> bool:
    return len(text.replace("-", "")) == 32 and all(letter in "0123456789abcdef-" for letter in text.lower())


def _files(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(one for one in path.iterdir() if one.suffix.lower() in SUFFIXES)
        elif path.is_file():
            found.append(path)
        else:
            raise actions.ImportRefused("no_such_file", file=str(path))
    if not found:
        raise actions.ImportRefused("no_files", file=str(paths[0]))
    return found


def _receive(paths: list[Path], organization: Organization, options: Namespace) -> list[Import]:
    """Store the files, or find the same ones where an earlier run of them was interrupted."""
    now = clock.read()
    with ExitStack() as stack:
        given = [
            actions.GivenFile(
                name=path.name,
                stream=stack.enter_context(path.open("rb")),
                exported_at=dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC),
            )
            for path in paths
        ]
        choices: dict[str, Any] = {"order": options.dates, "decimal": options.decimal}
        if options.partial:
            choices["full"] = False
        choices = {name: value for name, value in choices.items() if value is not None}
        if not options.dry_run and not choices and (begun := actions.begun_with(given, organization=organization)):
            return begun
        return actions.receive(
            given,
            organization=organization,
            by=None,
            now=now,
            source=options.source,
            options=choices,
        )


def _carry_out(runs: list[Import], organization: Organization, *, dry_run: bool) -> list[Import]:
    for one in runs:
        if one.problem:
            raise actions.ImportRefused(**one.problem)
    batch_id = runs[0].batch_id
    if dry_run:
        actions.check_batch(batch_id, organization=organization)
    else:
        actions.queue_batch(batch_id, organization=organization)
        try:
            actions.run_batch(batch_id, organization=organization, clock=clock.read)
        except actions.ImportRefused as refused:
            if refused.code != actions.TAKEN_BACK:
                raise
            jobs.ask_for_figures(str(organization.pk))
            raise TakenBackError(refused.as_json(), actions.files_of(batch_id, organization)) from refused
        jobs.ask_for_figures(str(organization.pk))
    return actions.files_of(batch_id, organization)


def _report(run: Import) -> dict[str, Any]:
    figures = ("rows", "made", "changed", "alone", "refused", "conflicts", "vanished")
    refused = RowOutcome.objects.filter(run=run, verdict=Verdict.REFUSED).order_by("number")
    return {
        "id": str(run.pk),
        "file": run.file_name,
        "kind": run.kind,
        "source": run.source,
        "state": run.state,
        **{name: getattr(run, name) for name in figures},
        "problems": [{"row": row.number, **problem} for row in refused for problem in row.details["problems"]],
    }


def _print(runs: list[Import], *, dry_run: bool) -> None:
    for one in runs:
        print(texts.summary(one, dry_run=dry_run))
        refused = RowOutcome.objects.filter(run=one, verdict=Verdict.REFUSED).order_by("number")
        for row in refused[:SHOWN]:
            for problem in row.details["problems"]:
                print("  " + texts.row_problem(row.number, problem))
        if one.refused > SHOWN:
            print("  " + texts.more_refused(one.refused - SHOWN))


def _say_refused(problem: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"refused": problem | {"says": texts.file_problem(problem)}}, ensure_ascii=False, default=str))
    else:
        print(texts.file_problem(problem), file=sys.stderr)


def _say_taken_back(lost: TakenBackError, *, as_json: bool) -> None:
    """Say which file was lost and what became of each: those before it are in."""
    done = [run for run in lost.runs if run.state == ImportState.DONE]
    waiting = [run.file_name for run in lost.runs if run.state == ImportState.MAPPED]
    if as_json:
        said = {"refused": lost.problem | {"says": texts.file_problem(lost.problem)}}
        print(json.dumps(said | {"files": [_report(run) for run in lost.runs]}, ensure_ascii=False, indent=2))
        return
    _print(done, dry_run=False)
    for sentence in (texts.file_problem(lost.problem), *texts.taken_back(lost.problem, waiting)):
        print(sentence, file=sys.stderr)


def _language() -> str:
    """Return the language of the shell, as far as it is one of ours."""
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return said[:2] if said[:2] in {code for code, _ in settings.LANGUAGES} else settings.LANGUAGE_CODE
