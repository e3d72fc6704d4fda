"""The public holidays of a country, without the other two hundred and fifty countries.

The library imports every country as soon as one is asked for: a third of a second, and thirty megabytes in the web
process and in the worker each. Its folder of countries is therefore made known as a package that imports nothing by
itself, so that a country's own module is all that is read.
"""

from __future__ import annotations

import datetime as dt
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import holidays
from holidays.constants import DE_FACTO, PUBLIC
from holidays.registry import EntityLoader

COUNTRIES = "holidays.countries"


@lru_cache(maxsize=1024)
def days_off(country: str, year: int) -> frozenset[dt.date]:
    """Return a year's days off, those by custom too (midsummer eve in Sweden); none where the country is not known."""
    if country not in set(EntityLoader.get_country_codes()):
        return frozenset()
    _open_without_importing_all()
    known = getattr(holidays, country).supported_categories
    categories = tuple(category for category in (PUBLIC, DE_FACTO) if category in known)
    return frozenset(holidays.country_holidays(country, years=year, categories=categories))


def _open_without_importing_all() -> None:
    if COUNTRIES not in sys.modules:
        package = ModuleType(COUNTRIES)
        package.__path__ = [str(Path(holidays.__file__).parent / "countries")]
        sys.modules[COUNTRIES] = package
