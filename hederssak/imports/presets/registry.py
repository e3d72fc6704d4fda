"""All presets, in the order in which a tie is broken."""

from __future__ import annotations

from hederssak.imports.presets.calendar_file import CALENDAR_FILE
from hederssak.imports.presets.dictionary import Preset
from hederssak.imports.presets.dynamics import DYNAMICS
from hederssak.imports.presets.generic import GENERIC_PRESET
from hederssak.imports.presets.hubspot import HUBSPOT
from hederssak.imports.presets.lime import LIME
from hederssak.imports.presets.maven import MAVEN
from hederssak.imports.presets.odoo import ODOO
from hederssak.imports.presets.office24 import OFFICE24
from hederssak.imports.presets.pipedrive import PIPEDRIVE
from hederssak.imports.presets.salesforce import SALESFORCE
from hederssak.imports.presets.superoffice import SUPEROFFICE
from hederssak.imports.presets.upsales import UPSALES

PRESETS: tuple[Preset, ...] = (
    HUBSPOT,
    PIPEDRIVE,
    SALESFORCE,
    DYNAMICS,
    SUPEROFFICE,
    LIME,
    UPSALES,
    ODOO,
    OFFICE24,
    CALENDAR_FILE,
    MAVEN,
    GENERIC_PRESET,
)
