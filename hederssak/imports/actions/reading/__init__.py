"""What the rows of a file say, before anything is compared with what stands here."""

from hederssak.imports.actions.reading.columns import IGNORE, Columns, Said, columns_of, custom_keys
from hederssak.imports.actions.reading.problems import TAKEN_BACK, ImportRefused, Problem
from hederssak.imports.actions.reading.surveying import survey

__all__ = ["IGNORE", "TAKEN_BACK", "Columns", "ImportRefused", "Problem", "Said", "columns_of", "custom_keys", "survey"]
