"""Template words for days, weeks and money, as the reader's country writes them, and for the pages of records."""

import datetime as dt
import uuid
from decimal import Decimal
from zoneinfo import ZoneInfo

from django import template

from hederssak.lib import formats
from hederssak.lib.addresses import address_of, place

register = template.Library()


@register.simple_tag
def address(route: str, pk: uuid.UUID | None = None) -> str:
    """Write the address of a record's page, or of one that is no record's, faster than `url` does."""
    return place(route) if pk is None else address_of(route, pk)


@register.filter
def day(value: dt.date | None) -> str:
    """Write a day near the present; nothing for nothing."""
    return formats.day(value) if value else ""


@register.filter
def full_date(value: dt.date | None) -> str:
    """Write a day with its year; nothing for nothing."""
    return formats.date(value) if value else ""


@register.filter
def local_day(value: dt.datetime | None, zone: str) -> str:
    """Write the day of an instant in a time zone."""
    return formats.day(value.astimezone(ZoneInfo(zone))) if value else ""


@register.filter
def local_clock(value: dt.datetime | None, zone: str) -> str:
    """Write the time of day of an instant in a time zone."""
    return formats.clock(value.astimezone(ZoneInfo(zone))) if value else ""


@register.filter
def money(value: Decimal | None, currency: str) -> str:
    """Write an amount; a dash for the unknown, which is not zero."""
    return "–" if value is None else formats.money(value, currency)


@register.filter
def short_money(value: Decimal | None, currency: str) -> str:
    """Write an amount to be taken in at a glance; a dash for the unknown."""
    return "–" if value is None else formats.short_money(value, currency)


@register.filter
def number(value: float | None) -> str:
    """Write a number with the reader's separators."""
    return "" if value is None else formats.number(value)


@register.filter
def week(value: int) -> str:
    """Write an ISO week's number."""
    return formats.week(value)


@register.filter
def spelled(value: int) -> str:
    """Write a number as running text has it: in words up to twelve."""
    return formats.spelled(value)


@register.filter
def local_date(value: dt.datetime | None, zone: str) -> str:
    """Write the day of an instant in a time zone, with its year."""
    return formats.date(value.astimezone(ZoneInfo(zone))) if value else ""
