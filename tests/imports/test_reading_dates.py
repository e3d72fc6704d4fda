"""Dates are read as people write them; the order of day and month is the column's, never a guess per cell."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.lib.sheets.values import (
    BadValue,
    learn_date_order,
    parse_bool,
    parse_date,
    parse_instant,
    says_time,
)

STOCKHOLM, HELSINKI = ZoneInfo("Europe/Stockholm"), ZoneInfo("Europe/Helsinki")
DAY = date(2026, 11, 24)
DAYS = st.dates(date(1980, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24",
        "2026/11/24",
        "20261124",
        "24.11.2026",
        "24.11.26",
        "24. 11. 2026",
        "2026-11-24T10:30:00Z",
        "2026-11-24 10:30",
        "24 nov 2026",
        "24. marraskuuta 2026",
        "24 marras 2026",
        "24 november 2026",
        "Nov 24, 2026",
        "24-Nov-26",
        "tis 24 nov 2026",
        "Tue, 24 Nov 2026 10:00",
        "46350",
        "46350.75",
        "1795521600000",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize("order", ["dmy", "mdy"])
def test_the_column_settles_day_and_month(order: str) -> None:
    assert parse_date("03/04/2026", order=order) == (date(2026, 4, 3) if order == "dmy" else date(2026, 3, 4))


def test_a_cell_that_can_be_read_in_two_ways_is_refused_without_the_column() -> None:
    for text in ("03/04/2026", "26-11-24"):
        with pytest.raises(BadValue, match="date_ambiguous"):
            parse_date(text)


def test_a_cell_against_its_columns_order_is_refused_not_turned() -> None:
    with pytest.raises(BadValue, match="date_order_conflict"):
        parse_date("24/11/2026", order="mdy")


@pytest.mark.parametrize("text", ["2208-01-01", "1900-01-00", "0000-00-00", "01.01.0001", "0", "1.1.1970"])
def test_a_day_out_of_all_reason_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="date_out_of_range"):
        parse_date(text)


@pytest.mark.parametrize("text", ["hej", "2026-02-30", "31.02.2026", "24 nonsense 2026", "12", "1/2"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_date(text)
    assert caught.value.code in {"not_a_date", "date_out_of_range"}


@pytest.mark.parametrize(
    ("cells", "order", "possible"),
    [
        (["01/02/2026", "24/11/2026"], "dmy", ("dmy",)),
        (["01/02/2026", "11/24/2026"], "mdy", ("mdy",)),
        (["01/02/2026", "03/04/2026"], None, ("dmy", "mdy")),
        (["24/11/2026", "11/24/2026"], None, ()),
        (["26-11-24", "26-12-31"], None, ("dmy", "ymd")),
        (["26-11-24", "99-12-31"], "ymd", ("ymd",)),
        (["2026-11-24", "24.11.2026", "46350", ""], None, ("dmy", "mdy", "ymd")),
    ],
)
def test_a_column_shows_its_order(cells: list[str], order: str | None, possible: tuple[str, ...]) -> None:
    learned = learn_date_order(cells)
    assert (learned.order, learned.possible) == (order, possible)
    assert learned.conflict == (possible == ())


def test_a_time_without_a_zone_gets_the_one_that_was_chosen() -> None:
    assert parse_instant("2026-07-01 10:00", zone=STOCKHOLM) == datetime(2026, 7, 1, 8, tzinfo=UTC)
    assert parse_instant("2026-11-24 10:00", zone=STOCKHOLM) == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert parse_instant("24.11.2026 klo 10.30", zone=HELSINKI) == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def test_a_time_with_its_own_zone_keeps_it() -> None:
    assert parse_instant("2026-11-24T23:30:00+01:00", zone=HELSINKI) == datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    assert parse_instant("2026-11-24T10:30:00.000+0000", zone=HELSINKI) == datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


def test_the_day_of_an_instant_is_the_day_where_the_team_is() -> None:
    assert parse_date("2026-11-24T23:30:00Z", zone=STOCKHOLM) == date(2026, 11, 25)
    assert parse_date("2026-11-24 23:30", zone=STOCKHOLM) == DAY


def test_twelve_hour_clocks_are_read() -> None:
    assert parse_instant("11/24/2026 3:05 PM", order="mdy") == datetime(2026, 11, 24, 15, 5, tzinfo=UTC)
    assert parse_instant("11/24/2026 12:05 AM", order="mdy") == datetime(2026, 11, 24, 0, 5, tzinfo=UTC)
    assert says_time("2026-11-24 10:00")
    assert not says_time("2026-11-24")


@given(day=DAYS)
def test_days_come_back_from_every_way_of_writing(day: date) -> None:
    for text, order in (
        (day.isoformat(), None),
        (f"{day.day}.{day.month}.{day.year}", None),
        (f"{day:%d/%m/%Y}", "dmy"),
        (f"{day.month}/{day.day}/{day.year}", "mdy"),
        (str((day - date(1899, 12, 30)).days), None),
    ):
        assert parse_date(text, order=order) == day


@given(moment=st.datetimes(datetime(1981, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis adds the zone
def test_instants_come_back(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)
    assert parse_instant(whole.isoformat()) == whole
    local = whole.astimezone(STOCKHOLM)
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        assert parse_instant(f"{local:%Y-%m-%d %H:%M:%S}", zone=STOCKHOLM) == whole
    assert parse_instant(whole.isoformat()) - whole == timedelta(0)


@given(st.text(max_size=24))
def test_any_text_is_a_day_a_blank_or_refused(text: str) -> None:
    refused = None
    try:
        parse_date(text, order="dmy")
    except BadValue as error:
        refused = error
    assert refused is None or refused.text == text


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("ja", True),
        ("Kyllä", True),
        ("TRUE", True),
        ("1", True),
        ("x", True),
        ("nej", False),
        ("Ei", False),
        ("0", False),
        ("", None),
    ],
)
def test_yes_and_no_are_read_in_three_languages(text: str, truth: object) -> None:
    assert parse_bool(text) is truth


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(BadValue, match="not_a_truth_value"):
        parse_bool("kanske")
