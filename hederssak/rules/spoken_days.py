"""When to call back, as one says it: "tors kl 10", "to klo 10", "Thu 10", "imorgon 9", "huomenna", "next week" (R5).

Swedish, Finnish and English are understood at the same time: people mix them, and no word here means two days.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hederssak.rules.weeks import NotAWeek, Week


class NotUnderstood(ValueError):
    """The words name no day and no time; `code` is for texts."""

    code = "not_understood"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A day, and the time where one was said."""

    day: date
    clock: time | None = None


WEEKDAYS = (
    ("mån", "måndag", "ma", "maanantai", "mon", "monday"),
    ("tis", "tisd", "tisdag", "ti", "tiistai", "tue", "tues", "tuesday"),
    ("ons", "onsd", "onsdag", "ke", "keskiviikko", "wed", "weds", "wednesday"),
    ("tor", "tors", "torsd", "torsdag", "to", "torstai", "thu", "thur", "thurs", "thursday"),
    ("fre", "fred", "fredag", "pe", "perjantai", "fri", "friday"),
    ("lör", "lörd", "lördag", "la", "lauantai", "sat", "saturday"),
    ("sön", "sönd", "söndag", "su", "sunnuntai", "sun", "sunday"),
)
MONTHS = (
    ("jan", "januari", "tammi", "tammikuu", "january"),
    ("feb", "februari", "helmi", "helmikuu", "february"),
    ("mar", "mars", "maalis", "maaliskuu", "march"),
    ("apr", "april", "huhti", "huhtikuu"),
    ("maj", "touko", "toukokuu", "may"),
    ("jun", "juni", "kesä", "kesäkuu", "june"),
    ("jul", "juli", "heinä", "heinäkuu", "july"),
    ("aug", "augusti", "elo", "elokuu", "august"),
    ("sep", "sept", "september", "syys", "syyskuu"),
    ("okt", "oktober", "loka", "lokakuu", "oct", "october"),
    ("nov", "november", "marras", "marraskuu"),
    ("dec", "december", "joulu", "joulukuu"),
)
_COUNTED = (
    ("en", "ett", "yksi", "yhden", "a", "an", "one"),
    ("två", "kaksi", "kahden", "two"),
    ("tre", "kolme", "kolmen", "three"),
    ("fyra", "neljä", "neljän", "four"),
    ("fem", "viisi", "viiden", "five"),
    ("sex", "kuusi", "kuuden", "six"),
    ("sju", "seitsemän", "seven"),
    ("åtta", "kahdeksan", "eight"),
    ("nio", "yhdeksän", "nine"),
    ("tio", "kymmenen", "ten"),
    ("elva", "yksitoista", "eleven"),
    ("tolv", "kaksitoista", "twelve"),
)
NUMBERS = {word: number for number, words in enumerate(_COUNTED, 1) for word in words}
PARTS = {
    time(9): ("förmiddag", "förmiddagen", "morgonen", "bitti", "aamulla", "aamupäivällä", "aamupäivä", "morning"),
    time(13): ("lunch", "lounaan", "lounas", "after lunch"),
    time(14): ("eftermiddag", "eftermiddagen", "iltapäivällä", "iltapäivä", "afternoon"),
}
_FILLERS = frozenset(
    "på i den the on at kl klo klockan kello nu jälkeen efter after ring call soita vid um".split()  # noqa: SIM905 (a list of words reads better as words)
)
_ENDINGS = ("kuuta", "kuun", "na", "nä", "lle", "hin", "on", "en", "s")
_PUNCTUATION = re.compile(r"[,;!?()\"]")
_CLOCK = re.compile(r"(?:\b(?:kl|klo|klockan|kello|at)\.?\s*)?\b([01]?\d|2[0-3])[:.]([0-5]\d)\b(?!\.?\d|\.)")
_HOUR = re.compile(r"\b(?:kl|klo|klockan|kello|at)\.?\s*([01]?\d|2[0-3])\b(?![.:/-]?\d)")
_TWELVE = re.compile(r"\b(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?\s*(am|pm)\b")
_HALF = re.compile(r"\b(?:halv|puoli)\s+(\w+)\b")
_BARE_HOUR = re.compile(r"(?:^|\s)([01]?\d|2[0-3])$")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})(?:\.|[./](\d{4}))?(?!\d)")
_NAMED = re.compile(r"\b(\d{1,2})\.?\s+([^\W\d]+)|\b([^\W\d]+)\s+(\d{1,2})(?:st|nd|rd|th)\b")
_WEEK = re.compile(r"\b(?:v|vk|w|vecka|viikko|viikolla|week)\.?\s*(\d{1,2})\b")
_IN_SWEDISH = re.compile(r"\bom\s+(\w+)\s+(min\w*|timm\w*|dag\w*|veck\w*|månad\w*)\b")
_IN_ENGLISH = re.compile(r"\bin\s+(\w+)\s+(min\w*|hours?|days?|weeks?|months?)\b")
_IN_FINNISH = re.compile(r"\b(?:(\w+)\s+)?(min\w*|tunnin|päivän|viikon|kuukauden)\s+(?:päästä|kuluttua)\b")
_TODAY = ("idag", "i dag", "tänään", "today")
_TOMORROW = ("imorgon", "i morgon", "imorron", "huomenna", "huomen", "tomorrow", "tmrw")
_DAY_AFTER = ("i övermorgon", "övermorgon", "ylihuomenna", "day after tomorrow")
_NEXT_WEEK = ("nästa vecka", "ensi viikolla", "ensi viikko", "next week", "ens vk", "nv")
_NEXT_MONTH = ("nästa månad", "ensi kuussa", "ensi kuu", "next month")
_NEXT = ("nästa", "ensi", "next")
LATER = ("senare", "myöhemmin", "later")
LATER_BY = timedelta(hours=2)


def understand(words: str, *, now: datetime) -> Spoken:
    """Return the day and the time that are meant by plain words at `now`, which is local time.

    A weekday is the next one after today; today only with a time that is still ahead. A date without a year is the
    next such date. What names a time that has passed today means tomorrow.

    Raises:
        NotUnderstood: Nothing in the words names a day or a time.
    """
    text = " ".join(unicodedata.normalize("NFC", _PUNCTUATION.sub(" ", words)).casefold().split())
    if any(_has(text, word) for word in LATER) and not any(sign.isdigit() for sign in text):
        return _at(now + LATER_BY)
    if ahead := _ahead(text, now):
        return ahead
    clock, rest = _take_clock(text)
    day = _day(rest, now, clock)
    if day is None and clock is None and (bare := _BARE_HOUR.search(rest)):
        clock, rest = time(int(bare[1])), rest[: bare.start()]
        day = _day(rest, now, clock)
    elif clock is None and (bare := _BARE_HOUR.search(_without_dates(rest))):
        clock = time(int(bare[1]))
        day = _day(rest[: rest.rindex(bare[1])], now, clock) or day
    if day is None:
        if clock is None or _leftover(rest):
            raise NotUnderstood(words)
        day = now.date() if clock > now.time() else now.date() + timedelta(days=1)
    return Spoken(day, clock)


def _ahead(text: str, now: datetime) -> Spoken | None:
    """Return what "in two weeks" and its like mean; minutes and hours give a time, too."""
    match = _IN_SWEDISH.search(text) or _IN_ENGLISH.search(text) or _IN_FINNISH.search(text)
    if match is None:
        return None
    count = _count(match[1] or "1")
    if count is None:
        return None
    unit, clock = match[2], _take_clock(text)[0]
    if unit.startswith("min"):
        return _at(now + timedelta(minutes=count))
    if unit.startswith(("timm", "hour", "tunn")):
        return _at(now + timedelta(hours=count))
    if unit.startswith(("mån", "month", "kuuk")):
        return Spoken(_same_day(now.date(), months=count), clock)
    days = count if unit.startswith(("dag", "day", "päiv")) else 7 * count
    return Spoken(now.date() + timedelta(days=days), clock)


def _day(text: str, now: datetime, clock: time | None) -> date | None:
    """Return the day that the words name, None where they name none."""
    today = now.date()
    fixed: tuple[tuple[tuple[str, ...], Callable[[], date]], ...] = (
        (_DAY_AFTER, lambda: today + timedelta(days=2)),
        (_TOMORROW, lambda: today + timedelta(days=1)),
        (_TODAY, lambda: today),
        (_NEXT_MONTH, lambda: _same_day(today.replace(day=1), months=1)),
    )
    for phrases, day in fixed:
        if any(_has(text, phrase) for phrase in phrases):
            return day()
    return _dated(text, today) or _weekday(text, now, clock)


def _weekday(text: str, now: datetime, clock: time | None) -> date | None:
    """Return the weekday that is named, in the week that is named; a week alone is its Monday."""
    today = now.date()
    said = next((day for word in text.split() for day, names in enumerate(WEEKDAYS) if _is_one_of(word, names)), None)
    if week := _WEEK.search(text):
        return _in_week(int(week[1]), said or 0, today)
    if any(_has(text, phrase) for phrase in (*_NEXT_WEEK, *_NEXT)):
        is_week = any(_has(text, phrase) for phrase in _NEXT_WEEK)
        return Week.of(today).next().days[said or 0] if is_week or said is not None else None
    if said is None:
        return None
    days = (said - today.weekday()) % 7
    if days == 0 and (clock is None or clock <= now.time()):
        days = 7
    return today + timedelta(days=days)


def _dated(text: str, today: date) -> date | None:
    """Return a date written in figures or with the month's name; without a year, the next one."""
    if match := _ISO.search(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DOTTED.search(text):
        return _next_date(int(match[1]), int(match[2]), today, int(match[3]) if match[3] else None)
    for match in _NAMED.finditer(text):
        name, number = (match[2], match[1]) if match[1] else (match[3], match[4])
        month = next((place for place, names in enumerate(MONTHS, 1) if _is_one_of(name, names)), None)
        if month:
            return _next_date(int(number), month, today, None)
    return None


def _take_clock(text: str) -> tuple[time | None, str]:
    """Return the time of day that is said, and the words without it."""
    if match := _TWELVE.search(text):
        hour = int(match[1]) % 12 + (12 if match[3] == "pm" else 0)
        return time(hour, int(match[2] or 0)), _without(text, match)
    if match := _HALF.search(text):
        half_to = _count(match[1])
        if half_to is not None and 1 <= half_to <= 24:
            return time(half_to - 1, 30), _without(text, match)
    if match := _CLOCK.search(text):
        return time(int(match[1]), int(match[2])), _without(text, match)
    if match := _HOUR.search(text):
        return time(int(match[1])), _without(text, match)
    for clock, names in PARTS.items():
        if found := next((name for name in names if _has(text, name)), None):
            return clock, " ".join(text.replace(found, " ").split())
    return None, text


def _without(text: str, match: re.Match[str]) -> str:
    return " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())


def _without_dates(text: str) -> str:
    """Return the words without dates and numbers of weeks, so that what is left of figures is an hour."""
    for pattern in (_ISO, _DOTTED, _WEEK):
        text = pattern.sub("·", text)
    months = "|".join(name for names in MONTHS for name in names)
    return re.sub(rf"\b\d{{1,2}}\.?\s+(?:{months})\w*", "·", text)


def _leftover(text: str) -> bool:
    return any(word.strip(".") not in _FILLERS for word in text.split())


def _is_one_of(word: str, names: tuple[str, ...]) -> bool:
    """Return whether a word is one of these names, in any of the forms that it takes: torsdagen, torstaina."""
    bare = word.strip(".:")
    return any(bare == name or any(bare == name + ending for ending in _ENDINGS) for name in names)


def _has(text: str, phrase: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) is not None


def _count(word: str) -> int | None:
    return int(word) if word.isdigit() and len(word) <= 3 else NUMBERS.get(word)


def _in_week(number: int, weekday: int, today: date) -> date | None:
    """Return a day of the next ISO week of that number that is not over."""
    for year in (today.isocalendar().year, today.isocalendar().year + 1):
        try:
            day = Week(year, number).days[weekday]
        except NotAWeek:
            continue
        if day >= today:
            return day
    return None


def _next_date(day: int, month: int, today: date, year: int | None) -> date | None:
    if year is not None:
        return _date(year, month, day)
    found = (_date(today.year + ahead, month, day) for ahead in range(9))  # 29 February comes within eight years
    return next((one for one in found if one is not None and one >= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _same_day(day: date, *, months: int) -> date:
    """Return the same day of a later month, its last day where it is shorter."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return next(found for number in range(day.day, 0, -1) if (found := _date(year, month, number)))


def _at(instant: datetime) -> Spoken:
    return Spoken(instant.date(), instant.time().replace(second=0, microsecond=0))
