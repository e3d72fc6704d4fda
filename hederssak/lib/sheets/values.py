"""Reading a cell's text: numbers, amounts, dates, instants, truth. None for a blank cell, else BadValue."""

from hederssak.lib.sheets.blanks import is_blank
from hederssak.lib.sheets.dates import DateOrder, learn_date_order, parse_date, parse_instant, says_time
from hederssak.lib.sheets.numbers import (
    Amount,
    NumberFormat,
    learn_number_format,
    learn_percent_scale,
    parse_amount,
    parse_number,
    unit_in,
)
from hederssak.lib.sheets.refusals import BadValue
from hederssak.lib.sheets.truths import parse_bool

__all__ = [
    "Amount",
    "BadValue",
    "DateOrder",
    "NumberFormat",
    "is_blank",
    "learn_date_order",
    "learn_number_format",
    "learn_percent_scale",
    "parse_amount",
    "parse_bool",
    "parse_date",
    "parse_instant",
    "parse_number",
    "says_time",
    "unit_in",
]
