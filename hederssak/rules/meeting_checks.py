"""Three checks of a customer meeting: the right customer, the right people, prepared (R7), and its charter (S1).

They are asked as of the meeting's start and kept as they were then. What nobody has answered is `missing`, never a no.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hederssak.rules.fit import Override, Verdict, is_right_customer


class Person(StrEnum):
    """What somebody at the buyer does for a decision; the first three get it made, the next three talk."""

    GO_GETTER = "go_getter"
    TEACHER = "teacher"
    SKEPTIC = "skeptic"
    GUIDE = "guide"
    FRIEND = "friend"
    CLIMBER = "climber"
    BLOCKER = "blocker"
    UNKNOWN = "unknown"


MOBILIZERS = frozenset({Person.GO_GETTER, Person.TEACHER, Person.SKEPTIC})


class Held(StrEnum):
    """What one check says."""

    PASSED = "passed"
    FAILED = "failed"
    MISSING = "missing"


class Lack(StrEnum):
    """What a check asks for."""

    OUT_OF_FIT = "out_of_fit"
    FIT_UNKNOWN = "fit_unknown"
    NO_INVESTMENT = "no_investment"
    INVESTMENT_WHEN = "investment_when"
    INVESTMENT_HOW = "investment_how"
    NOBODY_INVITED = "nobody_invited"
    CAN_NAME_NOBODY = "can_name_nobody"
    NO_DECIDER = "no_decider"
    EXPECTATIONS = "expectations"
    INSIGHT = "insight"
    PICTURE = "picture"
    TACTIC = "tactic"
    COMPETITOR = "competitor"
    PLAN_B = "plan_b"
    NEXT_STEP = "next_step"
    REHEARSAL = "rehearsal"


class CharterLack(StrEnum):
    """The questions of a charter that stand unanswered."""

    PURPOSE = "purpose"
    PEOPLE = "people"
    GOAL = "goal"
    LENGTH = "length"
    AFTER = "after"


class NoInvitation(ValueError):
    """No charter, no invitation; `lacks` are the questions still open."""

    def __init__(self, lacks: tuple[CharterLack, ...]) -> None:
        super().__init__("no_charter")
        self.code, self.lacks = "no_charter", lacks


@dataclass(frozen=True, slots=True)
class Charter:
    """Five questions before a meeting, internal or external.

    `minutes` is how long, `why_so_long` why it can't be shorter; there is no default length. `people` are those who
    come with why each; one whose why is empty is not answered for.
    """

    purpose: str = ""
    people: tuple[tuple[str, str], ...] = ()
    goal: str = ""
    minutes: int | None = None
    why_so_long: str = ""
    after: str = ""

    @property
    def lacks(self) -> tuple[CharterLack, ...]:
        """Return the questions that stand open, in their order."""
        answered = {
            CharterLack.PURPOSE: self.purpose.strip(),
            CharterLack.PEOPLE: self.people and all(name.strip() and why.strip() for name, why in self.people),
            CharterLack.GOAL: self.goal.strip(),
            CharterLack.LENGTH: self.minutes and self.why_so_long.strip(),
            CharterLack.AFTER: self.after.strip(),
        }
        return tuple(question for question, answer in answered.items() if not answer)


@dataclass(frozen=True, slots=True)
class Investment:
    """An investment in sight at the customer: is there one, when, and how we know. `None` = nobody asked."""

    in_sight: bool | None = None
    when: str = ""
    how_known: str = ""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody at the buyer who comes: decides or not, their type, and whether they can name committee or need."""

    decides: bool = False
    person: Person = Person.UNKNOWN
    can_name: bool | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The Wembley sheet: what they expect, insight, how it is shown, tactic, competitor, plan B, what to ask for."""

    expectations: str = ""
    insight: str = ""
    picture: str = ""
    tactic: str = ""
    competitor: str = ""
    plan_b: str = ""
    next_step: str = ""
    is_important: bool = False
    rehearsed: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one meeting at its start.

    `proposal_reached` is whether the opportunity stands at the proposal stage or beyond; `is_first` whether no
    meeting was held on it before. A tender under procurement law is exempt from the check of people.
    """

    fit: Verdict
    override: Override | None
    on: date
    investment: Investment = field(default_factory=Investment)
    guests: tuple[Guest, ...] = ()
    is_first: bool = True
    proposal_reached: bool = False
    is_tender: bool = False
    sheet: Sheet = field(default_factory=Sheet)


@dataclass(frozen=True, slots=True)
class Check:
    """What one check says, and what it lacks."""

    held: Held
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True, slots=True)
class Checks:
    """The three checks of a meeting."""

    customer: Check
    people: Check
    prepared: Check

    @property
    def is_right(self) -> bool:
        """Return whether it is a right meeting: right customer and right people (R7)."""
        return self.customer.held is Held.PASSED and self.people.held is Held.PASSED

    @property
    def failed(self) -> tuple[Lack, ...]:
        """Return what speaks against it, of customer and people."""
        return tuple(
            lack for check in (self.customer, self.people) if check.held is not Held.PASSED for lack in check.lacks
        )


def check(facts: Facts) -> Checks:
    """Return the three checks as of the meeting's start (R7)."""
    return Checks(_customer(facts), _people(facts), _prepared(facts.sheet))


def require_charter(charter: Charter) -> None:
    """Refuse an invitation whose charter is not whole (S1).

    Raises:
        NoInvitation: With the open questions.
    """
    if charter.lacks:
        raise NoInvitation(charter.lacks)


def _customer(facts: Facts) -> Check:
    if not is_right_customer(facts.fit, facts.override, facts.on):
        if facts.fit is Verdict.OUT:
            return Check(Held.FAILED, (Lack.OUT_OF_FIT,))
        return Check(Held.MISSING, (Lack.FIT_UNKNOWN, *_investment_lacks(facts.investment)))
    if facts.investment.in_sight is False:
        return Check(Held.FAILED, (Lack.NO_INVESTMENT,))
    lacks = _investment_lacks(facts.investment)
    return Check(Held.MISSING if lacks else Held.PASSED, lacks)


def _investment_lacks(investment: Investment) -> tuple[Lack, ...]:
    if investment.in_sight is None:
        return (Lack.INVESTMENT_WHEN, Lack.INVESTMENT_HOW)
    asked = ((Lack.INVESTMENT_WHEN, investment.when), (Lack.INVESTMENT_HOW, investment.how_known))
    return tuple(lack for lack, answer in asked if not answer.strip())


def _people(facts: Facts) -> Check:
    if facts.is_tender:
        return Check(Held.PASSED)
    if not facts.guests:
        return Check(Held.MISSING, (Lack.NOBODY_INVITED,))
    if any(guest.decides or guest.person in MOBILIZERS for guest in facts.guests):
        return Check(Held.PASSED)
    if facts.proposal_reached:
        unknown = any(guest.person is Person.UNKNOWN for guest in facts.guests)
        return Check(Held.MISSING if unknown else Held.FAILED, (Lack.NO_DECIDER,))
    if any(guest.can_name for guest in facts.guests):
        return Check(Held.PASSED)
    unknown = any(guest.can_name is None for guest in facts.guests)
    return Check(Held.MISSING if unknown else Held.FAILED, (Lack.CAN_NAME_NOBODY,))


def _prepared(sheet: Sheet) -> Check:
    asked = (
        (Lack.EXPECTATIONS, sheet.expectations),
        (Lack.INSIGHT, sheet.insight),
        (Lack.PICTURE, sheet.picture),
        (Lack.TACTIC, sheet.tactic),
        (Lack.COMPETITOR, sheet.competitor),
        (Lack.PLAN_B, sheet.plan_b),
        (Lack.NEXT_STEP, sheet.next_step),
    )
    lacks = tuple(lack for lack, answer in asked if not answer.strip())
    if sheet.is_important and not sheet.rehearsed:
        lacks += (Lack.REHEARSAL,)
    return Check(Held.MISSING if lacks else Held.PASSED, lacks)
