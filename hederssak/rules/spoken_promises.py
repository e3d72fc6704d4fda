"""A promise as it is typed in the meeting: "@Anna offert till Kemi ons" (R16).

Swedish, Finnish and English are understood alike. Who is meant stands after @; without it the promise is the writer's
own. The day stands last; without it the promise is for the next meeting.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hederssak.rules.names import fold
from hederssak.rules.spoken_days import MONTHS, NUMBERS, WEEKDAYS, NotUnderstood, Spoken, understand

LONGEST = 300


class Unread(StrEnum):
    """Why words make no promise."""

    NOTHING_PROMISED = "nothing_promised"
    TOO_LONG = "too_long"
    NOBODY_OF_THAT_NAME = "nobody_of_that_name"
    WHICH_ONE = "which_one"
    ONE_OWNER_EACH = "one_owner_each"
    DAY_PASSED = "day_passed"


class NotAPromise(ValueError):
    """The words make no promise; `code` says why, `name` whom they named, `among` who could have been meant."""

    def __init__(self, code: Unread, *, name: str = "", among: Sequence[str] = ()) -> None:
        """Keep what a sentence needs to say what to write instead."""
        super().__init__(code.value)
        self.code = code
        self.name = name
        self.among = tuple(among)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the team, as they can be named."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Read:
    """A promise out of words; `is_day_said` is false where it is for the next meeting."""

    owner: str
    words: str
    day: date
    is_day_said: bool


_MENTION = re.compile(r"(?<!\S)@\s*(\S.*)?")
_EDGES = " ,;:–-"
_LEADS = frozenset("på i den the on till senast by before innan until viimeistään ennen to nu".split())  # noqa: SIM905 (a list of words reads better as words)
"""Words that lead over to the day and say nothing once it is taken out; "to" only where a day follows."""
_AFTER = frozenset(("mennessä",))
_OF_A_DAY = frozenset(
    (
        *("nästa", "ensi", "next", "vecka", "v", "v.", "vk", "vk.", "viikko", "viikolla", "week", "w"),
        *("i", "om", "in", "den", "kl", "klo", "kello", "klockan", "at"),
        *NUMBERS,
        *(name for names in (*MONTHS, *WEEKDAYS) for name in names),
    )
)
_MOST_WORDS_OF_A_DAY = 5


def read_promise(
    text: str, *, team: Iterable[Person], writer: str, now: datetime, next_meeting: date | None = None
) -> Read:
    """Return whose promise the words are, what is promised and for which day; `now` is the team's local time.

    Without a next meeting, a promise without a day is for the same weekday of next week.

    Raises:
        NotAPromise: nobody or several of the team are meant, nothing is promised, or its day has passed.
    """
    plain = " ".join(text.split())
    if len(plain) > LONGEST:
        raise NotAPromise(Unread.TOO_LONG)
    owner, rest = _take_owner(plain, list(team), writer)
    words, spoken = _take_day(rest, now)
    if not words.strip(_EDGES + "."):
        raise NotAPromise(Unread.NOTHING_PROMISED)
    day = spoken.day if spoken else next_meeting or date.fromordinal(now.date().toordinal() + 7)
    if day < now.date():
        raise NotAPromise(Unread.DAY_PASSED)
    return Read(owner, words, day, is_day_said=spoken is not None)


def _take_owner(text: str, team: list[Person], writer: str) -> tuple[str, str]:
    """Return who is meant, and the words without the name."""
    mention = _MENTION.search(text)
    if mention is None:
        return writer, text
    before, after = text[: mention.start()].rstrip(_EDGES), (mention[1] or "").split()
    if not after:
        raise NotAPromise(Unread.NOBODY_OF_THAT_NAME, among=[one.name for one in team])
    owner, length = _who(after, team)
    rest = " ".join(after[length:]).lstrip(_EDGES)
    if _MENTION.search(rest):
        raise NotAPromise(Unread.ONE_OWNER_EACH)
    return owner, f"{before} {rest}".strip()


def _who(words: list[str], team: list[Person]) -> tuple[str, int]:
    """Return whom the first words name, and how many words that took: a whole name before a first name."""
    typed = [fold(word.strip(",;:.!?")) for word in words]
    whole = [one for one in team if (name := fold(one.name).split()) and typed[: len(name)] == name]
    if len(whole) == 1:
        return whole[0].id, len(whole[0].name.split())
    found = [one for one in team if fold(one.name).split()[:1] == typed[:1]]
    found = found or [one for one in team if len(typed[0]) > 2 and fold(one.name).startswith(typed[0])]
    if len(found) > 1 and len(typed) > 1 and typed[1]:
        nearer = [one for one in found if fold(one.name).split()[-1].startswith(typed[1])]
        if len(nearer) == 1:
            return nearer[0].id, 2
    if len(found) == 1:
        return found[0].id, 1
    code = Unread.WHICH_ONE if found else Unread.NOBODY_OF_THAT_NAME
    raise NotAPromise(code, name=words[0].strip(",;:.!?"), among=[one.name for one in found or team])


def _take_day(text: str, now: datetime) -> tuple[str, Spoken | None]:
    """Return the words without the day they end with; one with a time of day keeps its words, the time is in them."""
    words = text.split()
    last = len(words)
    while last and words[last - 1].strip(".,!").casefold() in _AFTER:
        last -= 1
    found: tuple[int, Spoken] | None = None
    for count in range(1, min(_MOST_WORDS_OF_A_DAY, last) + 1):
        first = last - count
        if found and not _belongs(words[first]):
            break
        spoken = _day_of(words[first:last], now)
        if spoken and (found is None or spoken != found[1]):
            found = first, spoken
    if found is None:
        return text.strip(_EDGES), None
    first, spoken = found
    if spoken.clock is not None:
        return text.strip(_EDGES), spoken
    while first and words[first - 1].strip(".,").casefold() in _LEADS:
        first -= 1
    return " ".join(words[:first]).rstrip(_EDGES), spoken


def _day_of(words: list[str], now: datetime) -> Spoken | None:
    """Return the day that these words are, all of them: no bare number, and none whose last word is about no day."""
    spoken = _understood(words, now)
    if spoken is None or not any(_is_word_of_day(word) for word in words):
        return None
    return None if len(words) > 1 and _understood(words[:-1], now) == spoken else spoken


def _belongs(word: str) -> bool:
    bare = word.strip(".,").casefold()
    return bare in _OF_A_DAY or bare in _LEADS or bare.rstrip(".:").isdigit()


def _is_word_of_day(word: str) -> bool:
    """Return whether a word can be (of) a day: anything but a number that is no date."""
    return any(sign.isalpha() for sign in word) or sum(sign in "./-" for sign in word.rstrip(".")) > 0


def _understood(words: list[str], now: datetime) -> Spoken | None:
    try:
        return understand(" ".join(words), now=now)
    except NotUnderstood:
        return None
