"""The sentences of this room: why a file or a row was refused, what was expected, what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from hederssak.imports.models import Import
from hederssak.imports.texts.headlines import batch_headline, rows_headline, steps, twice_mapped, undone, work_of

FILE_SENTENCES: Mapping[str, str] = {
    "empty_file": gettext_noop("The file is empty. Export it again and see that it holds a table."),
    "binary": gettext_noop("This is no table that can be read. A CSV or Excel file is expected."),
    "not_a_table": gettext_noop("This is a web page or a data file, not a table. A CSV or Excel file is expected."),
    "wrong_encoding": gettext_noop(
        "Row %(row)s holds characters that don't belong to the encoding %(encoding)s. Save the file as CSV UTF-8."
    ),
    "no_rows": gettext_noop("There is a header, but no row beneath it."),
    "one_column": gettext_noop(
        "Only one column was found (%(column)s). Columns are expected between commas, semicolons or tabs."
    ),
    "too_many_columns": gettext_noop("There are %(columns)s columns; at most %(limit)s can be read."),
    "unpacks_too_large": gettext_noop("The workbook is larger than what can be taken in. Save it as CSV instead."),
    "encrypted": gettext_noop("The workbook is locked with a password. Save it without one."),
    "damaged": gettext_noop("The workbook is damaged and can't be read to its end. Export it again."),
    "line_too_long": gettext_noop("Row %(row)s is longer than any row of a table. A quote may be missing."),
    "cell_too_large": gettext_noop("A cell in row %(row)s is larger than what can be read. A quote may be missing."),
    "unclosed_quote": gettext_noop("A quote that opens in row %(row)s is never closed, so the rest can't be read."),
    "no_such_sheet": gettext_noop("The workbook has no sheet named %(sheet)s."),
    "unreadable": gettext_noop("The stored file is gone or can't be read any more. Give it again."),
    "taken_back": gettext_noop(
        "The stored file was gone, or could not be read to its end. What it had written is taken back. Give it again."
    ),
    "kind_unknown": gettext_noop(
        "The columns don't tell what the rows are. Say whether they are opportunities, companies, contacts, meetings, "
        "activities, products or owners."
    ),
    "column_missing": gettext_noop("A column for %(fields)s is expected, and none was found."),
    "another_import": gettext_noop("Another import is running. Wait until it is done, then try again."),
    "older_than_last": gettext_noop(
        "A newer file of the same kind (%(newer)s) is in already. An older one would bring old values back."
    ),
    "already_run": gettext_noop("The file is in already; how it is read can't be changed any more."),
    "not_undoable": gettext_noop("This import has written nothing that could be undone."),
    "no_such_file": gettext_noop("There is no such file or folder."),
    "no_files": gettext_noop("There is no CSV or Excel file in the folder."),
    "organization_unknown": gettext_noop("There is no organization named %(name)s."),
    "organization_unsaid": gettext_noop("There are several organizations. Say which one with --organization."),
    "too_large": gettext_noop("The file has %(size)s MB; at most %(limit)s MB can be uploaded."),
}
ROW_SENTENCES: Mapping[str, str] = {
    "too_few_cells": gettext_noop("the row has fewer cells than the header; %(cells)s are expected"),
    "too_many_cells": gettext_noop("the row has more cells than the header; %(cells)s are expected"),
    "not_a_number": gettext_noop("“%(text)s” is not a number; 12 500 or 12500,50 is expected"),
    "number_ambiguous": gettext_noop("“%(text)s” can be read in two ways; say which sign the decimals have"),
    "number_out_of_range": gettext_noop("“%(text)s” is larger than any such number can be"),
    "amount_too_large": gettext_noop("“%(text)s” is too large for an amount; less than 10 000 000 000 is expected"),
    "amount_negative": gettext_noop("“%(text)s” is less than zero; an amount of zero or more is expected"),
    "not_a_date": gettext_noop("“%(text)s” is not a date; 2026-11-24 or 24.11.2026 is expected"),
    "date_ambiguous": gettext_noop("“%(text)s” can be read in two ways; say whether the day or the month comes first"),
    "date_order_conflict": gettext_noop("“%(text)s” is no date in the order that the rest of the column has"),
    "date_out_of_range": gettext_noop("“%(text)s” is no date between 1980 and 2100"),
    "not_a_truth_value": gettext_noop("“%(text)s” is neither yes nor no"),
    "currency_unclear": gettext_noop("“%(text)s” is no currency; three letters such as SEK or EUR are expected"),
    "key_missing": gettext_noop("the row has neither an id nor a name to know it by"),
    "name_missing": gettext_noop("the name is missing"),
    "start_missing": gettext_noop("the day is missing"),
    "ends_before_start": gettext_noop("it ends before it starts"),
    "caller_ambiguous": gettext_noop("two members are named “%(text)s”; write the e-mail of who calls"),
    "caller_missing": gettext_noop("nobody is named who calls, and the company is nobody's"),
    "caller_unknown": gettext_noop("“%(text)s” is nobody who sells here; write the name or e-mail of who calls"),
    "hit_do_not_contact": gettext_noop("%(text)s has asked not to be contacted"),
    "hit_has_left": gettext_noop("%(text)s has left the company"),
    "hit_no_number": gettext_noop("%(text)s has no number to call"),
    "hit_out_of_fit": gettext_noop("%(text)s's company is out of fit, and no exception lets it in"),
    "hit_with_colleague": gettext_noop("%(text)s is on a colleague's HIT list"),
    "duplicate_key": gettext_noop("“%(text)s” stands in row %(first)s already; each row of a file is expected once"),
}
NOTE_SENTENCES: Mapping[str, str] = {
    "owner_ambiguous": gettext_noop("two members are named “%(text)s”; the owner is left as it was"),
    "account_ambiguous": gettext_noop("several companies are named “%(text)s”; none was taken"),
    "account_unknown": gettext_noop("no company with the id “%(text)s” is known; import the companies too"),
    "contact_ambiguous": gettext_noop("several people there are called “%(text)s”; none was taken"),
    "contact_unknown": gettext_noop("no contact “%(text)s” is known; import the contacts too"),
    "opportunity_unknown": gettext_noop("no opportunity “%(text)s” is known; import the opportunities too"),
    "hit_called_already": gettext_noop("was on the list and has left it; who was called is not put back"),
    "hit_listed_already": gettext_noop("stands on that list already"),
    "hit_taken_meanwhile": gettext_noop(
        "could not be put on the list any more: somebody was faster, or it was refused"
    ),
    "let_go_here": gettext_noop("it was let go here; the file has it in the stage “%(text)s”"),
    "gone_here": gettext_noop("the record is gone here"),
    "same_record": gettext_noop("another row of the file is the same record"),
}
FIELDS: Mapping[str, str] = {
    "external_id": gettext_noop("id"),
    "name": gettext_noop("name"),
    "first_name": gettext_noop("first name"),
    "last_name": gettext_noop("last name"),
    "email": gettext_noop("e-mail"),
    "starts_at": gettext_noop("start"),
    "subject": gettext_noop("subject"),
}
KINDS: Mapping[str, Callable[[int], str]] = {
    "opportunity": lambda count: ngettext("%(count)s opportunity", "%(count)s opportunities", count),
    "account": lambda count: ngettext("%(count)s company", "%(count)s companies", count),
    "contact": lambda count: ngettext("%(count)s contact", "%(count)s contacts", count),
    "product": lambda count: ngettext("%(count)s product", "%(count)s products", count),
    "owner": lambda count: ngettext("%(count)s owner", "%(count)s owners", count),
    "meeting": lambda count: ngettext("%(count)s meeting", "%(count)s meetings", count),
    "activity": lambda count: ngettext("%(count)s activity", "%(count)s activities", count),
    "hit_list": lambda count: ngettext("%(count)s person to call", "%(count)s people to call", count),
}


def figure(count: int) -> str:
    """Return a number as the reader's language writes it: 8 800."""
    return number_format(count, use_l10n=True, force_grouping=True)


def file_problem(problem: Mapping[str, Any]) -> str:
    """Return why a file was refused, its name first."""
    figures = dict(problem)
    if "fields" in figures:
        figures["fields"] = _one_of(figures["fields"])
    sentence = FILE_SENTENCES[problem["code"]]
    said = _(sentence) % figures
    return f"{problem['file']}: {said}" if problem.get("file") else said


def row_problem(row: int, problem: Mapping[str, Any]) -> str:
    """Return why a row was refused: its number, the column, what stands there, what was expected."""
    figures = {"row": row, "column": problem.get("column", ""), "problem": reason(problem)}
    if figures["column"]:
        return _("Row %(row)s, column “%(column)s”: %(problem)s.") % figures
    return _("Row %(row)s: %(problem)s.") % figures


def reason(problem: Mapping[str, Any]) -> str:
    """Return the bare reason, without row and column."""
    sentence = ROW_SENTENCES[problem["code"]]
    return _(sentence) % {"text": "", **problem}


def note(said: Mapping[str, Any]) -> str:
    """Return what a person should know of a row that was taken."""
    sentence = NOTE_SENTENCES[said["code"]]
    return _(sentence) % {"text": "", **said}


def taken_back(problem: Mapping[str, Any], waiting: Sequence[str]) -> list[str]:
    """Return what has become of the rows of a file that was taken back, and which files have not been begun."""
    said = [undone(problem["removed"], problem["restored"])]
    if problem["spared"]:
        stays = ngettext(
            "%(count)s thing stays, because somebody has touched it since.",
            "%(count)s things stay, because somebody has touched them since.",
            problem["spared"],
        )
        said.append(stays % {"count": figure(problem["spared"])})
    if waiting:
        said.append(_("Not begun: %(files)s.") % {"files": ", ".join(waiting)})
    return said


def more_refused(count: int) -> str:
    """Say that the list of refused rows goes on."""
    return ngettext("%(count)s more row was refused.", "%(count)s more rows were refused.", count) % {
        "count": figure(count)
    }


def rows_of(run: Import) -> str:
    """Return how many rows of what a file holds: `8 800 opportunities`."""
    count = run.rows or 0
    return KINDS[run.kind](count) % {"count": figure(count)}


def summary(run: Import, *, dry_run: bool) -> str:
    """Return what became of a file in a line, or what would."""
    figures = {name: figure(getattr(run, name)) for name in ("made", "changed", "alone", "refused")}
    figures |= {"file": run.file_name, "rows": rows_of(run)}
    if dry_run:
        return (
            _(
                "%(file)s, %(rows)s: %(made)s would be made, %(changed)s changed, %(alone)s left alone, "
                "%(refused)s refused."
            )
            % figures
        )
    return (
        _("%(file)s, %(rows)s: %(made)s made, %(changed)s changed, %(alone)s left alone, %(refused)s refused.")
        % figures
    )


def _one_of(names: list[str]) -> str:
    words = [_(FIELDS.get(name, name)) for name in names]
    return _("%(first)s or %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]} if words[1:] else words[0]


__all__ = [
    "batch_headline",
    "file_problem",
    "more_refused",
    "note",
    "reason",
    "row_problem",
    "rows_headline",
    "steps",
    "summary",
    "taken_back",
    "twice_mapped",
    "work_of",
]
