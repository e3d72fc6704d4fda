"""Days, weeks and money are written as a reader in Sweden, Finland or Britain would."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from hederssak.lib import formats

TUESDAY = dt.date(2026, 11, 24)
N = "\u00a0"


@pytest.mark.parametrize(
    ("code", "day", "date", "week", "clock"),
    [
        ("sv", "tis 24 nov", "24 nov 2026", f"v.{N}48", "09:05"),
        ("fi", "ti 24.11.", "24.11.2026", f"vk{N}48", "9.05"),
        ("en", "Tue 24 Nov", "24 Nov 2026", f"week{N}48", "09:05"),
    ],
)
def test_days_and_weeks(code: str, day: str, date: str, week: str, clock: str) -> None:
    with translation.override(code):
        assert formats.day(TUESDAY) == day
        assert formats.date(TUESDAY) == date
        assert formats.dates([TUESDAY, TUESDAY]) == [date, date]
        assert formats.week(48) == week
        assert formats.clock(dt.time(9, 5)) == clock


@pytest.mark.parametrize(
    ("code", "amount", "currency", "long", "short"),
    [
        ("sv", 4_123_000, "SEK", f"4{N}123{N}000{N}kr", f"4,1{N}mkr"),
        ("sv", 640_000, "SEK", f"640{N}000{N}kr", f"640{N}tkr"),
        ("sv", 9_500, "SEK", f"9{N}500{N}kr", f"9{N}500{N}kr"),
        ("fi", 4_123_000, "EUR", f"4{N}123{N}000{N}€", f"4,1{N}milj.{N}€"),
        ("fi", 640_000, "EUR", f"640{N}000{N}€", f"640{N}t€"),
        ("en", 4_123_000, "EUR", "€4,123,000", "€4.1M"),
    ],
)
def test_money(code: str, amount: int, currency: str, long: str, short: str) -> None:
    with translation.override(code):
        assert formats.money(Decimal(amount), currency) == long
        assert formats.short_money(Decimal(amount), currency) == short


def test_every_month_is_written_without_stray_dots() -> None:
    for month in range(1, 13):
        day = dt.date(2026, month, 3)
        for code in ("sv", "fi", "en"):
            with translation.override(code):
                assert ".." not in formats.day(day)
                assert not formats.date(day).endswith(".")


@pytest.mark.parametrize(("code", "written"), [("sv", f"40{N}%"), ("fi", f"40{N}%"), ("en", "40%")])
def test_percent(code: str, written: str) -> None:
    with translation.override(code):
        assert formats.percent(0.4) == written


def test_one_instant_can_be_two_days() -> None:
    late = dt.datetime(2026, 11, 24, 23, 30, tzinfo=ZoneInfo("Europe/Stockholm"))
    with translation.override("sv"):
        assert formats.day(late) == "tis 24 nov"
        assert formats.day(late.astimezone(ZoneInfo("Europe/Helsinki"))) == "ons 25 nov"
