"""The sentence that stands above a page of imports."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.imports.models import Import, ImportState
from hederssak.imports.texts.labels import field, kind
from hederssak.lib.formats import number

FIGURES = ("made", "changed", "alone", "refused")


def steps() -> list[str]:
    """Return the steps of bringing files in."""
    return [_("Files"), _("Columns"), _("Trial"), _("Result")]


def batch_headline(runs: Sequence[Import]) -> str:
    """Return how a batch stands, in a sentence."""
    states = {run.state for run in runs}
    stuck = sum(run.state in {ImportState.UPLOADED, ImportState.REFUSED} for run in runs)
    if stuck:
        said = ngettext("One file can't be taken as it is.", "%(count)s files can't be taken as they are.", stuck)
        return said % {"count": number(stuck)}
    if at_work := _at_work(states):
        return at_work
    if lost := sum(run.state == ImportState.UNDONE and bool(run.problem) for run in runs):
        said = ngettext(
            "One file could not be read to its end. What it had written is taken back; give it again.",
            "%(count)s files could not be read to their end. What they had written is taken back; give them again.",
            lost,
        )
        return said % {"count": number(lost)}
    if ImportState.MAPPED in states:
        said = ngettext("One file is ready to be tried.", "%(count)s files are ready to be tried.", len(runs))
        return said % {"count": number(len(runs))}
    if states == {ImportState.UNDONE}:
        return _undone(runs)
    return _sum(runs, is_trial=ImportState.CHECKED in states)


def _at_work(states: set[str]) -> str:
    if states & {ImportState.CHECKING}:
        return _("The files are being tried. Nothing is written yet.")
    if states & {ImportState.QUEUED, ImportState.RUNNING}:
        return _("The files are being written. You can go on working.")
    return _("The import is being undone. You can go on working.") if ImportState.UNDOING in states else ""


def rows_headline(run: Import) -> str:
    """Return what became of a file's rows, or would."""
    return _sum([run], is_trial=run.state in {ImportState.CHECKED, ImportState.CHECKING})


def _sum(runs: Sequence[Import], *, is_trial: bool) -> str:
    counted = [run for run in runs if run.state != ImportState.UNDONE]
    figures = {name: sum(getattr(run, name) for run in counted) for name in FIGURES}
    said = [_clause(name, count, is_trial=is_trial) for name, count in figures.items() if count]
    if not said:
        return _("There was no row to take.")
    told = _("%(first)s and %(last)s") % {"first": ", ".join(said[:-1]), "last": said[-1]} if said[1:] else said[0]
    return f"{told[0].upper()}{told[1:]}."


def _clause(name: str, count: int, *, is_trial: bool) -> str:
    """Return what becomes, or became, of so many rows; what became of none goes unsaid."""
    trial, done = {
        "made": (
            ngettext("%(count)s row would be new", "%(count)s rows would be new", count),
            ngettext("%(count)s row is new", "%(count)s rows are new", count),
        ),
        "changed": (
            ngettext("%(count)s would change", "%(count)s would change", count),
            ngettext("%(count)s has changed", "%(count)s have changed", count),
        ),
        "alone": (
            ngettext("%(count)s would stay as it is", "%(count)s would stay as they are", count),
            ngettext("%(count)s stays as it was", "%(count)s stay as they were", count),
        ),
        "refused": (
            ngettext("%(count)s would be refused", "%(count)s would be refused", count),
            ngettext("%(count)s was refused", "%(count)s were refused", count),
        ),
    }[name]
    return (trial if is_trial else done) % {"count": number(count)}


def _undone(runs: Sequence[Import]) -> str:
    told = [run.undone or {} for run in runs]
    return undone(*(sum(one.get(name, 0) for one in told) for name in ("removed", "restored")))


def undone(removed: int, restored: int) -> str:
    """Say what an undoing took away and gave back."""
    figures = {"removed": number(removed), "restored": number(restored)}
    return _("Undone: %(removed)s records are gone again, %(restored)s values are as they were.") % figures


def twice_mapped(target: str, columns: Sequence[str]) -> str:
    """Say that two columns were to fill one field."""
    figures = {"field": field(target.partition(".")[2]), "columns": ", ".join(columns)}
    return _("Only one column can fill “%(field)s”: %(columns)s. Choose one of them.") % figures


def work_of(run: Import) -> str:
    """Say what the worker is at."""
    figures = {"file": run.file_name, "kind": kind(run.kind)}
    if run.state == ImportState.CHECKING:
        return _("Trying %(file)s") % figures
    if run.state == ImportState.UNDOING:
        return _("Undoing %(file)s") % figures
    if run.state == ImportState.QUEUED:
        return _("%(file)s waits for its turn") % figures
    return _("Writing %(file)s") % figures
