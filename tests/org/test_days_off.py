"""One country's days off are the library's own, and cost no other country."""

import datetime as dt
import json
import subprocess
import sys

import pytest

from hederssak.org.queries.days_off import days_off

ASKED = ("SE", "FI", "NO", "DK", "DE", "GB", "US")
PLAIN = f"""
import holidays, json
print(json.dumps({{
    country: sorted(day.isoformat() for day in holidays.country_holidays(country, years=2026, categories=off))
    for country in {ASKED}
    for off in [[one for one in ("public", "de_facto") if one in getattr(holidays, country).supported_categories]]
}}))
"""
OURS = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "hederssak.config.settings_test"
import django
django.setup()
from hederssak.org.queries.days_off import days_off
assert days_off("SE", 2026)
sys.exit("holidays.countries.sweden" not in sys.modules or "holidays.countries.zimbabwe" in sys.modules)
"""


def test_they_are_the_librarys() -> None:
    said = json.loads(subprocess.run([sys.executable, "-c", PLAIN], check=True, capture_output=True).stdout)
    assert {country: sorted(day.isoformat() for day in days_off(country, 2026)) for country in ASKED} == said


@pytest.mark.parametrize("country", ["XX", "", "Sweden", "date"])
def test_where_no_country_is_known_there_are_none(country: str) -> None:
    assert days_off(country, 2026) == frozenset()


def test_a_process_reads_the_country_that_it_asks_for_alone() -> None:
    assert subprocess.run([sys.executable, "-c", OURS], check=False).returncode == 0


def test_midsummer_eve_is_off_by_custom() -> None:
    assert dt.date(2026, 6, 19) in days_off("SE", 2026)
