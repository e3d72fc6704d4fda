"""Other people's calendars: each is read or refused with a reason, none stops us, none takes long."""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hederssak.calendars import texts
from hederssak.calendars.providers.protocol import Refused, Span, Window
from hederssak.calendars.providers.reading import read_calendar

ZONE = ZoneInfo("Europe/Helsinki")
WINDOW = Window(dt.datetime(2026, 11, 1, tzinfo=ZONE), dt.datetime(2027, 5, 1, tzinfo=ZONE), ZONE)
YEARS = (1997, 2005, 2014, 2020, 2026)
SHARED = Path(os.environ.get("HEDERSSAK_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
FIXTURES = SHARED / "ics_fixtures"


def window_of(year: int) -> Window:
    return Window(dt.datetime(year, 1, 1, tzinfo=ZONE), dt.datetime(year + 1, 1, 1, tzinfo=ZONE), ZONE)


def read(*lines: str, head: tuple[str, ...] = (), window: Window = WINDOW) -> list[Span]:
    """Read one event, by its lines."""
    body = ["BEGIN:VCALENDAR", *head, "BEGIN:VEVENT", "UID:one", *lines, "END:VEVENT", "END:VCALENDAR"]
    reading = read_calendar("\r\n".join(body).encode(), window)
    assert reading.left_out == 0
    return sorted((span for spans in reading.spans.values() for span in spans), key=lambda span: span.starts_at)


def helsinki(month: int, day: int, hour: int = 0, *, year: int = 2026) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=ZONE)


@pytest.mark.skipif(
    not FIXTURES.is_dir() and not os.environ.get("CI"), reason="the shared calendars are not beside the repository"
)
def test_every_calendar_of_the_collection_is_read_or_refused_with_a_reason_within_a_second() -> None:
    paths = sorted(FIXTURES.glob("*.ics"))
    assert len(paths) == 198
    slow: list[str] = []
    unsaid: list[tuple[str, str]] = []
    read_at_all = 0
    for path in paths:
        text = path.read_bytes()
        try:
            for year in YEARS:
                began = time.process_time()
                read_calendar(text, window_of(year))
                slow += [path.name] if time.process_time() - began > 1 else []
            read_at_all += 1
        except Refused as refused:
            if texts.problem(refused.code) == texts.problem("unheard of"):
                unsaid.append((path.name, refused.code))
    assert (slow, unsaid) == ([], [])
    assert read_at_all >= 170


def test_an_event_without_end_takes_no_time_and_a_day_without_end_the_day() -> None:
    (moment,) = read("DTSTART:20261124T090000Z")
    assert moment.starts_at == moment.ends_at
    (day,) = read("DTSTART;VALUE=DATE:20261124")
    assert (day.starts_at, day.ends_at, day.all_day) == (helsinki(11, 24), helsinki(11, 25), True)


def test_a_floating_time_is_the_readers_own_clock() -> None:
    (span,) = read("DTSTART:20261124T090000", "DTEND:20261124T100000")
    assert span.starts_at == helsinki(11, 24, 9)


def test_a_zone_that_nobody_knows_is_the_readers_own_clock_too() -> None:
    (span,) = read("DTSTART;TZID=Middle-earth/Shire:20261124T090000", "DURATION:PT1H")
    assert (span.starts_at, span.ends_at) == (helsinki(11, 24, 9), helsinki(11, 24, 10))


def test_outlooks_names_of_zones_are_known() -> None:
    (span,) = read('DTSTART;TZID="W. Europe Standard Time":20261124T090000', "DURATION:PT1H")
    assert span.starts_at == helsinki(11, 24, 10)


def test_a_calendar_that_states_its_zone_once_is_read_in_it() -> None:
    (span,) = read("DTSTART:20261124T090000", "DURATION:PT1H", head=("X-WR-TIMEZONE:Europe/Stockholm",))
    assert span.starts_at == helsinki(11, 24, 10)


def test_a_weekly_nine_o_clock_stays_nine_when_the_clocks_change() -> None:
    spans = read("DTSTART;TZID=Europe/Helsinki:20270318T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3")
    assert [span.starts_at.astimezone(ZONE).hour for span in spans] == [9, 9, 9]
    assert [span.starts_at.hour for span in spans] == [7, 7, 6]


def test_days_that_are_taken_out_and_added_are_followed() -> None:
    spans = read(
        "DTSTART;TZID=Europe/Helsinki:20261102T090000",
        "DURATION:PT1H",
        "RRULE:FREQ=WEEKLY;COUNT=3",
        "EXDATE;TZID=Europe/Helsinki:20261109T090000",
        "RDATE;TZID=Europe/Helsinki:20261211T090000",
    )
    assert [span.starts_at for span in spans] == [helsinki(11, 2, 9), helsinki(11, 16, 9), helsinki(12, 11, 9)]


def test_an_instance_that_was_moved_keeps_the_name_of_its_first_time() -> None:
    spans = read(
        "DTSTART:20261102T070000Z",
        "DURATION:PT1H",
        "RRULE:FREQ=WEEKLY;COUNT=2",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:one",
        "RECURRENCE-ID:20261109T070000Z",
        "DTSTART:20261110T120000Z",
        "DURATION:PT2H",
    )
    assert [(span.recurrence, span.starts_at) for span in spans] == [
        ("20261102T070000Z", helsinki(11, 2, 9)),
        ("20261109T070000Z", helsinki(11, 10, 14)),
    ]


@pytest.mark.parametrize("line", ["STATUS:CANCELLED", "X-NOTHING:1"])
def test_what_was_called_off_is_not_there(line: str) -> None:
    assert len(read("DTSTART:20261124T090000Z", "DURATION:PT1H", line)) == (line == "X-NOTHING:1")


@pytest.mark.parametrize("line", ["TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"])
def test_what_is_marked_as_free_is_marked_here(line: str) -> None:
    (span,) = read("DTSTART:20261124T090000Z", "DURATION:PT1H", line)
    assert span.is_free


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSECOND=0,1,2,3,4,5,6,7,8,9",
    ],
)
def test_a_rule_that_would_never_end_costs_no_time_and_no_other_event(rule: str) -> None:
    lines = ["BEGIN:VCALENDAR"]
    for uid, more in (("bomb", f"RRULE:{rule}"), ("fine", "X-NOTHING:1")):
        lines += ["BEGIN:VEVENT", f"UID:{uid}", "DTSTART:20261124T090000Z", "DURATION:PT1H", more, "END:VEVENT"]
    began = time.process_time()
    reading = read_calendar("\r\n".join([*lines, "END:VCALENDAR"]).encode(), WINDOW)
    assert time.process_time() - began < 1
    assert (reading.left_out, sorted(reading.spans)) == (1, ["fine"])


def test_a_calendar_that_breaks_off_gives_the_events_that_are_whole() -> None:
    lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:one", "DTSTART:20261124T090000Z", "END:VEVENT", "BEGIN:VEVENT"]
    assert list(read_calendar("\r\n".join(lines).encode(), WINDOW).spans) == ["one"]


def test_a_calendar_of_nothing_but_taken_times_is_read() -> None:
    lines = ["BEGIN:VCALENDAR", "BEGIN:VFREEBUSY", "FREEBUSY:20261124T070000Z/PT1H,20261125T070000Z/20261125T080000Z"]
    lines += ["FREEBUSY;FBTYPE=FREE:20261126T070000Z/PT1H", "END:VFREEBUSY", "END:VCALENDAR"]
    (spans,) = read_calendar("\r\n".join(lines).encode(), WINDOW).spans.values()
    assert [span.starts_at for span in spans] == [helsinki(11, 24, 9), helsinki(11, 25, 9)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web_page"),
        (b"Not here", "no_calendar"),
        (b"BEGIN:VTODO\r\nEND:VTODO\r\n", "no_calendar"),
        (b"x" * 20_000_001, "too_large"),
        (b"/etc/passwd", "no_calendar"),
    ],
)
def test_what_is_no_calendar_is_refused_with_a_reason(text: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_calendar(text, WINDOW)
    assert refused.value.code == code
