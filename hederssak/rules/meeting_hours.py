"""The hours and expenses of a meeting, by what an organization says that such meetings take (R10)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from hederssak.rules.useless import Hours

MOST_HOURS = Decimal(40)
MOST_HOURLY = Decimal(100_000)
MOST_EXPENSES = Decimal(1_000_000)
LONGEST_DAY = Decimal(10)
"""A fair in the calendar from morning to evening over three days is no 60 hours of meeting."""
USUAL_HOURLY = {"SEK": 700, "NOK": 750, "DKK": 500, "EUR": 65, "GBP": 55, "USD": 75}
REMOTE_WORDS = ("teams", "zoom", "meet", "video", "webb", "online", "distans", "telefon", "puhelin", "etä")
_CENT = Decimal("0.01")


class NotANorm(ValueError):
    """An hour, a cost or a town that no cost can be made of; `what` is the field, `code` what is wrong with it."""

    def __init__(self, what: str, code: str) -> None:
        super().__init__(f"{what}: {code}")
        self.what, self.code = what, code


class Kind(StrEnum):
    """Which meeting it is: the first on an opportunity, a later one, or one about no opportunity."""

    FIRST = "first"
    LATER = "later"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Distance:
    """Hours there and back, and what that costs beside them."""

    hours: Decimal
    expenses: Decimal = Decimal(0)


NOWHERE = Distance(Decimal(0))


@dataclass(frozen=True, slots=True)
class Norms:
    """What an organization counts with: money for an hour, hours by kind of meeting, hours and expenses by town.

    `hourly_of` are members' own rates by key, `towns` are looked up without regard to case. Zero is an answer.
    """

    hourly: Decimal
    prepare: Mapping[Kind, Decimal]
    after: Mapping[Kind, Decimal]
    usual: Distance
    proposal_hours: Decimal
    towns: Mapping[str, Distance] = field(default_factory=dict)
    hourly_of: Mapping[object, Decimal] = field(default_factory=dict)
    remote_words: tuple[str, ...] = REMOTE_WORDS

    def hourly_for(self, member: object) -> Decimal:
        """Return what an hour of a member costs."""
        return self.hourly_of.get(member, self.hourly)


def usual_norms(currency: str) -> Norms:
    """Return what holds until somebody says otherwise."""
    return Norms(
        hourly=Decimal(USUAL_HOURLY.get(currency, USUAL_HOURLY["EUR"])),
        prepare={Kind.FIRST: Decimal("1.5"), Kind.LATER: Decimal(1), Kind.OTHER: Decimal("0.5")},
        after={Kind.FIRST: Decimal("0.5"), Kind.LATER: Decimal("0.5"), Kind.OTHER: Decimal("0.25")},
        usual=Distance(Decimal(1)),
        proposal_hours=Decimal(6),
    )


def require_hours(what: str, value: Decimal) -> None:
    """Raise NotANorm unless this is a number of hours that one meeting can take."""
    _require(what, value, MOST_HOURS)


def require_hourly(what: str, value: Decimal) -> None:
    """Raise NotANorm unless an hour can cost this."""
    _require(what, value, MOST_HOURLY)


def require_expenses(what: str, value: Decimal) -> None:
    """Raise NotANorm unless a journey can cost this."""
    _require(what, value, MOST_EXPENSES)


def town_key(town: str) -> str:
    """Return a town's name as it is looked up."""
    return " ".join(town.split()).casefold()


def distance_of(norms: Norms, *, town: str, title: str) -> Distance:
    """Return how far a meeting was: nowhere if its title says that it was held from a desk, else by its town."""
    words = {word.strip(".,:;()-–/").casefold() for word in title.replace("/", " ").split()}
    if words & {word.casefold() for word in norms.remote_words}:
        return NOWHERE
    return norms.towns.get(town_key(town), norms.usual)


def hours_of(norms: Norms, *, kind: Kind, distance: Distance, starts: datetime, ends: datetime, days: int) -> Hours:
    """Return the own hours of a meeting between two instants that touches so many calendar days.

    Instants are aware, so that a change of the clock adds and takes nothing.
    """
    long = Decimal(int((ends - starts).total_seconds())) / 3600
    most = LONGEST_DAY * max(days, 1)
    return Hours(
        meeting=min(max(long, Decimal(0)), most).quantize(_CENT),
        preparation=norms.prepare[kind],
        travel=distance.hours,
        follow_up=norms.after[kind],
    )


def days_touched(first: date, last: date) -> int:
    """Return how many calendar days lie between two, both counted."""
    return (last - first).days + 1


def words_of(text: str) -> tuple[str, ...]:
    """Return the words that were written with commas or spaces between them, each once."""
    return tuple(dict.fromkeys(word.casefold() for word in text.replace(",", " ").split()))


def one_of_each(towns: Iterable[str]) -> None:
    """Raise NotANorm where a town is named twice."""
    keys = [town_key(town) for town in towns]
    if len(set(keys)) < len(keys):
        raise NotANorm("town", "twice")


def _require(what: str, value: Decimal, most: Decimal) -> None:
    if not value.is_finite() or value < 0:
        raise NotANorm(what, "negative")
    if value > most:
        raise NotANorm(what, "too_much")
