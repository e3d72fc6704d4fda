"""Which column fills which field."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hederssak.imports import actions
from hederssak.imports.forms import IGNORE, KEEP, ReadingForm
from hederssak.imports.models import Import
from hederssak.imports.presets import RecordKind, Target, recognize
from hederssak.imports.queries import pages
from hederssak.imports.texts import file_problem, labels, steps, twice_mapped
from hederssak.imports.views.doors import require_import, require_sight
from hederssak.lib import clock
from hederssak.lib.posted import posted
from hederssak.lib.sheets.writing import OWN_PREFIX
from hederssak.org.middleware import MemberRequest

EXAMPLES = 3
SAMPLE = 60
LONGEST = 40


@dataclass(frozen=True)
class Column:
    """A column as the page shows it: what stands in it, and which field it fills."""

    at: int
    header: str
    examples: Sequence[str]
    chosen: str
    is_open: bool


@require_http_methods(["GET", "POST"])
def columns(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the columns that say something with the field each fills; the others are folded away."""
    require_sight(request.member)
    run = pages.visible_import(request.member, pk)
    require_import(request.member)
    try:
        header, sample = actions.sample_of(run, SAMPLE)
    except actions.ImportRefused as refused:
        messages.error(request, file_problem(refused.as_json()))
        return redirect("imports:batch", batch_id=run.batch_id)
    form = ReadingForm(posted(request), initial=_initial(run))
    if request.method == "POST" and form.is_valid():
        kind = RecordKind(form.cleaned_data["kind"])
        if _save(request, run, form, kind, header, sample):
            return redirect("imports:batch", batch_id=run.batch_id)
    kind_code = str(form["kind"].value() or run.kind)
    shown = _columns(request, run, header, sample)
    context = {
        "run": run,
        "form": form,
        "open_columns": [one for one in shown if one.is_open],
        "folded": [one for one in shown if not one.is_open],
        "targets": _targets(kind_code),
        "ignore": IGNORE,
        "keep": KEEP,
        "step_names": steps(),
        "nav_at": "imports",
    }
    return render(request, "imports/columns.html", context, status=422 if form.errors else 200)


def _initial(run: Import) -> dict[str, Any]:
    return {"kind": run.kind, "full": run.options.get("full", True), "currency": run.organization.currency} | {
        name: run.options[name] for name in ("order", "decimal", "currency") if name in run.options
    }


def _save(
    request: MemberRequest,
    run: Import,
    form: ReadingForm,
    kind: RecordKind,
    header: Sequence[str],
    sample: Sequence[Sequence[str]],
) -> bool:
    """Read the file as was said; another kind of rows is recognized anew, since other fields are asked for."""
    if kind != run.kind:
        found = recognize(header, sample, run.file_name, kind=kind)
        mapping = {column: target.value for column, target in found.mapping.items()}
    else:
        mapping = _mapping(request, run, header)
    try:
        actions.change_reading(
            run,
            kind=kind,
            mapping=mapping,
            options=form.options(),
            by=request.member,
            now=clock.read(),
            save_as=form.cleaned_data["save_as"],
        )
    except actions.TwiceMappedError as twice:
        form.add_error(None, twice_mapped(twice.target, twice.columns))
        return False
    except actions.ImportRefused as refused:
        form.add_error(None, file_problem(refused.as_json()))
        return False
    messages.success(request, _("The columns are read as you said."))
    return True


def _mapping(request: MemberRequest, run: Import, header: Sequence[str]) -> dict[str, str]:
    """Return what the page said; a column that was folded away keeps what it had."""
    mapping: dict[str, str] = {}
    for at, column in enumerate(header):
        said = request.POST.get(f"column-{at}")
        if said is None:
            said = run.mapping.get(column, KEEP)
        if said != KEEP and (said == IGNORE or said in Target._value2member_map_):
            mapping[column] = said
    return mapping


def _columns(
    request: MemberRequest, run: Import, header: Sequence[str], sample: Sequence[Sequence[str]]
) -> list[Column]:
    """Return the columns: those that fill a field, then those with cells; empty ones and what one asked for apart."""
    asked = request.GET.get("open", "")
    shown = []
    few = len(header) <= SAMPLE
    for at, name in enumerate(header):
        if name.startswith(OWN_PREFIX):
            continue
        cells = list(dict.fromkeys(row[at].strip() for row in sample if row[at].strip()))
        chosen = str(request.POST.get(f"column-{at}") or run.mapping.get(name, KEEP))
        is_open = chosen != KEEP or asked in {"all", str(at)} or bool(cells and few)
        shown.append(Column(at, name, [cell[:LONGEST] for cell in cells[:EXAMPLES]], chosen, is_open))
    return sorted(shown, key=lambda one: (one.chosen in {KEEP, IGNORE}, not one.examples, one.at))


def _targets(kind: str) -> list[tuple[str, str]]:
    """Return the fields that a file of this kind can fill, by name in the reader's language."""
    if kind not in RecordKind._value2member_map_:
        return []
    found = [(f"{kind}.{name}", labels.field(name)) for name in actions.fields_of(RecordKind(kind))]
    return sorted(found, key=lambda pair: pair[1].casefold())
