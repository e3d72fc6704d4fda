"""A call-back's day and time, as one says it, in three languages."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.spoken_days import MONTHS, WEEKDAYS, NotUnderstood, Spoken, understand

NOW = dt.datetime.fromisoformat("2026-11-18T09:20")  # a Wednesday morning in week 47
THURSDAY, FRIDAY = dt.date(2026, 11, 19), dt.date(2026, 11, 20)


def day(month: int, number: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


@pytest.mark.parametrize(
    ("words", "spoken"),
    [
        ("tors kl 10", Spoken(THURSDAY, dt.time(10))),
        ("to klo 10", Spoken(THURSDAY, dt.time(10))),
        ("Thu 10", Spoken(THURSDAY, dt.time(10))),
        ("Torsdag 10:30", Spoken(THURSDAY, dt.time(10, 30))),
        ("torstaina klo 10.30", Spoken(THURSDAY, dt.time(10, 30))),
        ("on Thursday at 10", Spoken(THURSDAY, dt.time(10))),
        ("Sat 10:00", Spoken(day(11, 21), dt.time(10))),  # its last letters are no "at"
        ("imorgon 9", Spoken(THURSDAY, dt.time(9))),
        ("i morgon bitti", Spoken(THURSDAY, dt.time(9))),
        ("huomenna", Spoken(THURSDAY)),
        ("huomenna iltapäivällä", Spoken(THURSDAY, dt.time(14))),
        ("tomorrow after lunch", Spoken(THURSDAY, dt.time(13))),
        ("i övermorgon", Spoken(FRIDAY)),
        ("ylihuomenna klo 8.15", Spoken(FRIDAY, dt.time(8, 15))),
        ("idag 15", Spoken(NOW.date(), dt.time(15))),
        ("tänään klo 15", Spoken(NOW.date(), dt.time(15))),
        ("today 3pm", Spoken(NOW.date(), dt.time(15))),
        ("i eftermiddag", Spoken(NOW.date(), dt.time(14))),
        ("kl 14", Spoken(NOW.date(), dt.time(14))),
        ("8.30", Spoken(THURSDAY, dt.time(8, 30))),
        ("14", Spoken(NOW.date(), dt.time(14))),
        ("next week", Spoken(day(11, 23))),
        ("nästa vecka", Spoken(day(11, 23))),
        ("ensi viikolla", Spoken(day(11, 23))),
        ("nästa tisdag kl 9", Spoken(day(11, 24), dt.time(9))),
        ("ensi tiistaina 9", Spoken(day(11, 24), dt.time(9))),
        ("next Friday", Spoken(day(11, 27))),
        ("fredag nästa vecka", Spoken(day(11, 27))),
        ("ons", Spoken(day(11, 25))),
        ("ons kl 15", Spoken(NOW.date(), dt.time(15))),
        ("ke klo 8", Spoken(day(11, 25), dt.time(8))),
        ("v 49", Spoken(day(11, 30))),
        ("vk 49 to klo 13", Spoken(day(12, 3), dt.time(13))),
        ("week 53", Spoken(day(12, 28))),
        ("torsdag v. 2", Spoken(day(1, 14, 2027))),
        ("om två veckor", Spoken(day(12, 2))),
        ("kahden viikon päästä klo 9", Spoken(day(12, 2), dt.time(9))),
        ("in 3 days", Spoken(day(11, 21))),
        ("om en månad", Spoken(day(12, 18))),
        ("viikon päästä", Spoken(day(11, 25))),
        ("om 20 min", Spoken(NOW.date(), dt.time(9, 40))),
        ("tunnin päästä", Spoken(NOW.date(), dt.time(10, 20))),
        ("in an hour", Spoken(NOW.date(), dt.time(10, 20))),
        ("later", Spoken(NOW.date(), dt.time(11, 20))),
        ("3.12.", Spoken(day(12, 3))),
        ("3.12. klo 9.30", Spoken(day(12, 3), dt.time(9, 30))),
        ("3/12 10", Spoken(day(12, 3), dt.time(10))),
        ("2026-12-03 14:00", Spoken(day(12, 3), dt.time(14))),
        ("3 dec kl 9", Spoken(day(12, 3), dt.time(9))),
        ("3. joulukuuta", Spoken(day(12, 3))),
        ("December 3rd", Spoken(day(12, 3))),
        ("7 jan", Spoken(day(1, 7, 2027))),
        ("nästa månad", Spoken(day(12, 1))),
        ("halv elva", Spoken(NOW.date(), dt.time(10, 30))),
        ("tors halv 11", Spoken(THURSDAY, dt.time(10, 30))),
        ("to puoli 11", Spoken(THURSDAY, dt.time(10, 30))),
        ("ring på fredag!", Spoken(FRIDAY)),
        ("snart", None),
        ("", None),
        ("hälsa honom", None),
        ("32.12.", None),
    ],
)
def test_plain_words_name_a_day(words: str, spoken: Spoken | None) -> None:
    if spoken is None:
        with pytest.raises(NotUnderstood):
            understand(words, now=NOW)
    else:
        assert understand(words, now=NOW) == spoken


HOURS = st.integers(0, 23)
INSTANTS = st.datetimes(dt.datetime.fromisoformat("2026-01-01"), dt.datetime.fromisoformat("2033-12-31"))


@given(INSTANTS, st.integers(0, 6), st.data())
def test_a_weekday_is_that_weekday_within_the_next_seven_days(
    now: dt.datetime, wanted: int, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(WEEKDAYS[wanted]))
    said = understand(name, now=now)
    assert said.day.weekday() == wanted
    assert 1 <= (said.day - now.date()).days <= 7
    assert said.clock is None


@given(INSTANTS, st.integers(0, 6), HOURS, st.sampled_from(["kl {}", "klo {}", "at {}", "{}", "{}:00"]), st.data())
def test_with_an_hour_it_is_never_in_the_past(
    now: dt.datetime, wanted: int, hour: int, form: str, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(WEEKDAYS[wanted]))
    said = understand(f"{name} {form.format(hour)}", now=now)
    assert said.clock == dt.time(hour)
    assert dt.datetime.combine(said.day, said.clock) > now
    assert said.day.weekday() == wanted


@given(INSTANTS, HOURS, st.integers(0, 59))
def test_a_time_alone_is_the_next_time_the_clock_shows_it(now: dt.datetime, hour: int, minute: int) -> None:
    said = understand(f"kl {hour}.{minute:02d}", now=now)
    assert said.clock == dt.time(hour, minute)
    ahead = dt.datetime.combine(said.day, said.clock) - now
    assert dt.timedelta(0) < ahead <= dt.timedelta(days=1)


@given(INSTANTS, st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), st.data())
def test_a_date_without_a_year_is_the_next_such_date(now: dt.datetime, wanted: dt.date, data: st.DataObject) -> None:
    month = data.draw(st.sampled_from(MONTHS[wanted.month - 1]))
    for words in (f"{wanted.day}.{wanted.month}.", f"{wanted.day} {month}"):
        said = understand(words, now=now)
        assert (said.day.month, said.day.day) == (wanted.month, wanted.day)
        assert 0 <= (said.day - now.date()).days <= 366


@given(INSTANTS, st.integers(1, 99))
def test_so_many_days_are_so_many_days(now: dt.datetime, days: int) -> None:
    expected = Spoken(now.date() + dt.timedelta(days=days))
    for words in (f"om {days} dagar", f"in {days} days", f"{days} päivän päästä"):
        assert understand(words, now=now) == expected


@given(INSTANTS, st.text(max_size=40))
def test_whatever_is_written_it_answers_or_says_that_it_did_not_understand(now: dt.datetime, words: str) -> None:
    try:
        said = understand(words, now=now)
    except NotUnderstood:
        return
    assert isinstance(said.day, dt.date)


def test_no_name_means_two_days_or_two_months() -> None:
    for names in (WEEKDAYS, MONTHS):
        every = [name for group in names for name in group]
        assert len(every) == len(set(every))
