"""What CRM systems call their columns, and recognizing a file by them.

found = recognize(sheet.header, [row.values for row in sheet.sample()], sheet.name)
found.mapping  # {"Deal Name": Target.OPPORTUNITY_NAME, ...}
"""

from hederssak.imports.presets.dictionary import unit_of
from hederssak.imports.presets.index import Match
from hederssak.imports.presets.recognition import Alternative, Recognition, header_key, recognize
from hederssak.imports.presets.registry import PRESETS
from hederssak.imports.presets.targets import Holds, RecordKind, Target
from hederssak.imports.presets.words import ActivityWord, State, activity_of, is_done, state_of

__all__ = [
    "PRESETS",
    "ActivityWord",
    "Alternative",
    "Holds",
    "Match",
    "Recognition",
    "RecordKind",
    "State",
    "Target",
    "activity_of",
    "header_key",
    "is_done",
    "recognize",
    "state_of",
    "unit_of",
]
