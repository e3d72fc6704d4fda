"""The pages of imports: admins bring files in, directors watch, nobody else knows of them."""

from hederssak.imports.views.batches import batch, check, drop, index, run, undo
from hederssak.imports.views.columns import columns
from hederssak.imports.views.questions import questions, settle
from hederssak.imports.views.receiving import new
from hederssak.imports.views.rows import refused, rows

__all__ = [
    "batch",
    "check",
    "columns",
    "drop",
    "index",
    "new",
    "questions",
    "refused",
    "rows",
    "run",
    "settle",
    "undo",
]
