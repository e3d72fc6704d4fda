"""All presets, in the order in which a tie is broken."""

from __future__ import annotations

from hederssak.imports.presets.dictionary import Preset
from hederssak.imports.presets.generic import GENERIC_PRESET
from hederssak.imports.presets.maven import MAVEN

PRESETS: tuple[Preset, ...] = (MAVEN, GENERIC_PRESET)
