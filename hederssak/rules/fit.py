"""Fit: whether a company is one to sell to, by criteria the organization has written (R6).

A criterion is a fact about the company, or a question that somebody judged with evidence. What is not known is
never read as no: an unknown verdict says what to find out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum


class Operator(StrEnum):
    """How a fact is held against what was written."""

    ONE_OF = "one_of"
    NONE_OF = "none_of"
    CONTAINS = "contains"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"


class Answer(StrEnum):
    """What is known of one criterion."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What follows for the company."""

    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"


NUMERIC = frozenset({Operator.AT_LEAST, Operator.AT_MOST, Operator.BETWEEN})
_VALUES_WANTED = {Operator.CONTAINS: 1, Operator.AT_LEAST: 1, Operator.AT_MOST: 1, Operator.BETWEEN: 2}


class BadCriterion(ValueError):
    """A criterion can't be asked as it is written; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of the company, an operator and the values it is held against, as text.

    `ONE_OF`, `NONE_OF` and `CONTAINS` compare without regard to case; the others read decimal numbers.

    Raises:
        BadCriterion: `no_values`, `too_many_values`, `not_a_number` or `upside_down`.
    """

    field: str
    operator: Operator
    values: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise BadCriterion("no_values")
        wanted = _VALUES_WANTED.get(self.operator, len(self.values))
        if len(self.values) != wanted:
            raise BadCriterion("no_values" if len(self.values) < wanted else "too_many_values")
        if self.operator in NUMERIC:
            numbers = [_number(value) for value in self.values]
            if None in numbers:
                raise BadCriterion("not_a_number")
            if self.operator is Operator.BETWEEN and Decimal(self.values[0]) > Decimal(self.values[1]):
                raise BadCriterion("upside_down")

    def ask(self, value: object) -> Answer:
        """Return whether a company with this value meets it; None and empty text are unknown."""
        if value is None or value == "":
            return Answer.UNKNOWN
        if self.operator in NUMERIC:
            return self._ask_number(_number(value))
        given, wanted = str(value).strip().casefold(), [text.strip().casefold() for text in self.values]
        if self.operator is Operator.CONTAINS:
            return _answer(wanted[0] in given)
        return _answer((given in wanted) is (self.operator is Operator.ONE_OF))

    def _ask_number(self, number: Decimal | None) -> Answer:
        if number is None:
            return Answer.UNKNOWN
        limits = [Decimal(value) for value in self.values]
        if self.operator is Operator.AT_LEAST:
            return _answer(number >= limits[0])
        if self.operator is Operator.AT_MOST:
            return _answer(number <= limits[0])
        return _answer(limits[0] <= number <= limits[1])


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: a fact to look up, or a question to judge where `fact` is None.

    `weight` is a whole number from 0; a mandatory criterion decides alone when the answer is no.
    """

    key: str
    fact: Fact | None = None
    weight: int = 1
    is_mandatory: bool = False

    def __post_init__(self) -> None:
        if self.weight < 0:
            raise BadCriterion("negative_weight")


@dataclass(frozen=True, slots=True)
class Profile:
    """The ideal customer's profile: criteria, and the share of their weight that is enough (0 to 1)."""

    criteria: tuple[Criterion, ...]
    enough: Decimal = Decimal("0.6")

    def __post_init__(self) -> None:
        if not 0 <= self.enough <= 1:
            raise BadCriterion("share_out_of_range")


@dataclass(frozen=True, slots=True)
class Judgment:
    """What somebody answered to a question, and how they know; without evidence it does not count."""

    answer: Answer
    evidence: str = ""

    @property
    def counts(self) -> Answer:
        """Return the answer, unknown where no evidence stands beside it."""
        return self.answer if self.evidence.strip() else Answer.UNKNOWN


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one company with the answer per criterion.

    `least` and `most` are the shares of weight it has for certain and could have if all that is unknown were yes;
    `to_find_out` are the unknown criteria that can still change the verdict, weightiest first.
    """

    verdict: Verdict
    answers: Mapping[str, Answer]
    least: Decimal
    most: Decimal
    to_find_out: tuple[str, ...] = ()

    @property
    def against(self) -> tuple[str, ...]:
        """Return the criteria answered no, in the profile's order."""
        return tuple(key for key, answer in self.answers.items() if answer is Answer.NO)


@dataclass(frozen=True, slots=True)
class Override:
    """A manager let a company in although it is out, for a reason, until a day (included)."""

    until: date


@dataclass(frozen=True, slots=True)
class Move:
    """A company whose verdict another version of the profile changes."""

    account: str
    before: Verdict
    after: Verdict


def judge(profile: Profile, values: Mapping[str, object], judgments: Mapping[str, Judgment]) -> Judged:
    """Return the verdict on one company (R6).

    `values` are its fields by name, `judgments` what was answered by the criterion's key. A profile without criteria
    lets everyone in: nothing was asked. Once a company is in or out, nothing that is found out later of what was
    unknown can change it.
    """
    answers = {one.key: _answer_to(one, values, judgments) for one in profile.criteria}
    total = sum(one.weight for one in profile.criteria)
    least = _share(profile, answers, {Answer.YES}, total)
    most = _share(profile, answers, {Answer.YES, Answer.UNKNOWN}, total)
    mandatory = {answers[one.key] for one in profile.criteria if one.is_mandatory}
    if Answer.NO in mandatory or most < profile.enough:
        return Judged(Verdict.OUT, answers, least, most)
    if Answer.UNKNOWN not in mandatory and least >= profile.enough:
        return Judged(Verdict.IN, answers, least, most)
    return Judged(Verdict.UNKNOWN, answers, least, most, _to_find_out(profile, answers, least))


def may_be_called(judged: Judged, override: Override | None, today: date) -> bool:
    """Return whether a company may enter a HIT list: in, unknown, or let in until a day that has not passed."""
    return judged.verdict is not Verdict.OUT or (override is not None and today <= override.until)


def is_right_customer(verdict: Verdict, override: Override | None, today: date) -> bool:
    """Return whether the company is one to meet (R7): in, or let in for the time being. Unknown is not yet right."""
    return verdict is Verdict.IN or (override is not None and today <= override.until)


def moves(before: Mapping[str, Verdict], after: Mapping[str, Verdict]) -> list[Move]:
    """Return whom another version moves, those who leave first; companies only one side knows are left out."""
    found = [
        Move(account, verdict, after[account])
        for account, verdict in before.items()
        if account in after and after[account] is not verdict
    ]
    return sorted(found, key=lambda move: (_ORDER[move.after], _ORDER[move.before], move.account))


_ORDER = {Verdict.OUT: 0, Verdict.UNKNOWN: 1, Verdict.IN: 2}


def _answer_to(one: Criterion, values: Mapping[str, object], judgments: Mapping[str, Judgment]) -> Answer:
    if one.fact is not None:
        return one.fact.ask(values.get(one.fact.field))
    judgment = judgments.get(one.key)
    return judgment.counts if judgment else Answer.UNKNOWN


def _share(profile: Profile, answers: Mapping[str, Answer], counted: Iterable[Answer], total: int) -> Decimal:
    if not total:
        return Decimal(1)
    return Decimal(sum(one.weight for one in profile.criteria if answers[one.key] in counted)) / total


def _to_find_out(profile: Profile, answers: Mapping[str, Answer], least: Decimal) -> tuple[str, ...]:
    unknown = [one for one in profile.criteria if answers[one.key] is Answer.UNKNOWN]
    if least >= profile.enough:
        unknown = [one for one in unknown if one.is_mandatory]
    matter = [one for one in unknown if one.is_mandatory or one.weight]
    return tuple(one.key for one in sorted(matter, key=lambda one: (not one.is_mandatory, -one.weight)))


def _answer(holds: bool) -> Answer:  # noqa: FBT001 (a truth becomes an answer; a name would say no more)
    return Answer.YES if holds else Answer.NO


def _number(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
