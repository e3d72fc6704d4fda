"""Money that knows its currency, and what is known, converted or assumed about it (DATA.md, imports).

Unknown is not 0: a sum says what it left out, and a margin that was worked out says that it was.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from typing import Self

_CENT = Decimal("0.01")


class CurrencyMismatch(ValueError):
    """Raised where two currencies would be added or compared without a rate."""

    code = "currency_mismatch"


class RateUnknown(LookupError):
    """Raised where no rate of a currency is known on or before a day."""

    code = "rate_unknown"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217, as `SEK`); compares and adds within its currency only."""

    amount: Decimal
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Self:
        """Return money from a whole number, text or a Decimal; a float would lie about its cents."""
        return cls(Decimal(amount), currency)

    def __add__(self, other: Self) -> Self:
        return type(self)(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.amount - self._same(other), self.currency)

    def __mul__(self, factor: Decimal | int) -> Self:
        return type(self)(self.amount * factor, self.currency)

    def __neg__(self) -> Self:
        return type(self)(-self.amount, self.currency)

    def __lt__(self, other: Self) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Self) -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: Self) -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: Self) -> bool:
        return self.amount >= self._same(other)

    def rounded(self) -> Self:
        """Return it to the cent, halves to even, so that many roundings don't drift."""
        return type(self)(self.amount.quantize(_CENT, ROUND_HALF_EVEN), self.currency)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def _same(self, other: Self) -> Decimal:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} need a rate between them")
        return other.amount


@dataclass(frozen=True, order=True, slots=True)
class Rate:
    """What one unit of `currency` is worth in the base currency, from a day on until the next rate."""

    currency: str
    since: date
    value: Decimal

    def __post_init__(self) -> None:
        if self.value <= 0:
            raise ValueError(f"a rate is above 0, not {self.value}")


@dataclass(frozen=True)
class Rates:
    """Dated rates against one base currency, entered by hand (DATA.md, imports)."""

    base: str
    rates: tuple[Rate, ...] = ()

    def on(self, currency: str, day: date) -> Decimal:
        """Return the base value of one unit on a day: the newest rate not after it.

        Raises RateUnknown where the first rate is later than the day: a rate is never carried back.
        """
        if currency == self.base:
            return Decimal(1)
        dated = self._by_currency.get(currency, ())
        at = bisect_right(dated, day, key=lambda rate: rate.since)
        if at == 0:
            raise RateUnknown(f"no rate of {currency} on or before {day}")
        return dated[at - 1].value

    def convert(self, money: Money, currency: str, on: date) -> Money:
        """Return money in another currency by the rates of a day, rounded to the cent."""
        if money.currency == currency:
            return money
        value = money.amount * self.on(money.currency, on) / self.on(currency, on)
        return Money(value, currency).rounded()

    @cached_property
    def _by_currency(self) -> dict[str, tuple[Rate, ...]]:
        found: dict[str, list[Rate]] = defaultdict(list)
        for rate in sorted(self.rates):
            found[rate.currency].append(rate)
        return {currency: tuple(dated) for currency, dated in found.items()}


@dataclass(frozen=True, slots=True)
class Total:
    """A sum in one currency, and what could not go into it."""

    sum: Money
    cases: int = 0
    unknown: int = 0
    unconverted: tuple[Money, ...] = field(default=())


def sums(amounts: Iterable[Money]) -> dict[str, Money]:
    """Return one sum per currency, currencies in alphabetic order; nothing in, nothing out."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for money in amounts:
        found[money.currency] += money.amount
    return {currency: Money(found[currency], currency) for currency in sorted(found)}


def total(amounts: Iterable[Money | None], rates: Rates, currency: str, on: date) -> Total:
    """Return the sum in one currency; the unknown are counted, what has no rate is set beside it."""
    amount, cases, unknown = Decimal(), 0, 0
    unconverted: list[Money] = []
    for money in amounts:
        if money is None:
            unknown += 1
            continue
        try:
            amount += rates.convert(money, currency, on).amount
            cases += 1
        except RateUnknown:
            unconverted.append(money)
    return Total(Money(amount, currency), cases, unknown, tuple(sums(unconverted).values()))


@dataclass(frozen=True, slots=True)
class Margin:
    """A contribution margin, and whether it was stated or assumed by a rate of the revenue."""

    money: Money
    assumed: bool
    rate: Decimal | None = None


def margin_of(revenue: Money | None, stated: Money | None, rate: Decimal | None) -> Margin | None:
    """Return the stated margin, else revenue x the organization's rate, marked assumed, else None.

    A stated margin of 0 is a margin; an unknown revenue leaves the margin unknown, not 0.
    """
    if stated is not None:
        return Margin(stated, assumed=False)
    if revenue is None or rate is None:
        return None
    return Margin((revenue * rate).rounded(), assumed=True, rate=rate)
