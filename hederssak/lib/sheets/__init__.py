"""Reading and writing tables in files: CSV, XLSX and XLS.

with open_sheet(path) as sheet:
    for row in sheet.rows():
        parse_number(row.values[3])
"""

from hederssak.lib.sheets.escaping import escape_for_export
from hederssak.lib.sheets.header import Note
from hederssak.lib.sheets.opening import open_sheet
from hederssak.lib.sheets.refusals import BadValue, SheetRefused
from hederssak.lib.sheets.sheet import Row, Sheet, fingerprint
from hederssak.lib.sheets.source import Limits

__all__ = [
    "BadValue",
    "Limits",
    "Note",
    "Row",
    "Sheet",
    "SheetRefused",
    "escape_for_export",
    "fingerprint",
    "open_sheet",
]
