"""The buying committee (R7): whether it is complete, and what is missing in it, step by step.

It is complete when each decision step has a person who decides, a stance and a way to reach them, and who is left
aside is so for a reason. Beyond that, a whole committee can still be weak: one thread, talkers only, a blocker alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hederssak.rules.findings import Finding, Severity, figures
from hederssak.rules.meeting_checks import MOBILIZERS, Person

TALKERS = frozenset({Person.GUIDE, Person.FRIEND, Person.CLIMBER})
THREAD_DAYS = 40
"""Working days in which more than one person should have been met."""


class Stance(StrEnum):
    """Where somebody at the buyer stands on the matter."""

    FOR = "for"
    NEUTRAL = "neutral"
    AGAINST = "against"
    UNKNOWN = "unknown"


class Influence(StrEnum):
    """How much somebody's word weighs in the decision."""

    HIGH = "high"
    SOME = "some"
    LOW = "low"
    UNKNOWN = "unknown"


class Gap(StrEnum):
    """What a committee lacks. The first six keep it from being complete, the others make a complete one weak."""

    NOBODY = "nobody"
    NO_STEPS = "no_steps"
    STEP_EMPTY = "step_empty"
    STEP_UNDECIDED = "step_undecided"
    STANCE_UNKNOWN = "stance_unknown"
    NO_WAY = "no_way"
    DECIDER_NOT_MET = "decider_not_met"
    SINGLE_THREADED = "single_threaded"
    ONLY_TALKERS = "only_talkers"
    NO_MOBILIZER = "no_mobilizer"
    BLOCKER_ALONE = "blocker_alone"


KEEP_FROM_WHOLE = frozenset(
    {Gap.NOBODY, Gap.NO_STEPS, Gap.STEP_EMPTY, Gap.STEP_UNDECIDED, Gap.STANCE_UNKNOWN, Gap.NO_WAY}
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the decision: what is decided there."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at the buyer in the decision. `step` is the key of the step they belong to.

    `has_way` is whether it is known how to reach them or who can take us there; `left_aside` the reason why they are
    not sought on purpose; `met_on` the day on which we last sat with them about it.
    """

    key: str
    name: str
    step: str | None = None
    decides: bool = False
    blocks: bool = False
    person: Person = Person.UNKNOWN
    stance: Stance = Stance.UNKNOWN
    influence: Influence = Influence.UNKNOWN
    has_way: bool = False
    left_aside: str = ""
    met_on: date | None = None

    @property
    def is_blocker(self) -> bool:
        """Return whether they stand in the way: by their part, their type, or a stance against with much weight."""
        heavy = self.stance is Stance.AGAINST and self.influence is Influence.HIGH
        return self.blocks or self.person is Person.BLOCKER or heavy

    @property
    def is_aside(self) -> bool:
        """Return whether they are left aside for a reason."""
        return bool(self.left_aside.strip())


@dataclass(frozen=True, slots=True)
class Decision:
    """How a company decides: its steps in order and its people.

    `since` is the first day that counts as lately, `THREAD_DAYS` working days ago. A tender under procurement law
    is exempt from everything that asks whom we met.
    """

    steps: Sequence[Step]
    seats: Sequence[Seat]
    since: date
    proposal_reached: bool = False
    is_tender: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What a committee lacks, the most pressing first."""

    gaps: tuple[Finding, ...]

    @property
    def is_complete(self) -> bool:
        """Return whether each step has a person, a stance and a way (R7); a complete committee may still be weak."""
        return not any(gap.code in KEEP_FROM_WHOLE for gap in self.gaps)


def look_at(decision: Decision) -> Standing:
    """Return what the committee lacks (R7)."""
    if not decision.seats:
        missing = [Finding(Gap.NOBODY), *([] if decision.steps else [Finding(Gap.NO_STEPS)])]
        return Standing((*missing, *(_of_step(Gap.STEP_EMPTY, step) for step in decision.steps)))
    sought = [seat for seat in decision.seats if not seat.is_aside]
    found = [*_steps(decision), *_each(sought)]
    if not decision.is_tender:
        found += _strength(decision, sought)
    found += _blockers(sought)
    return Standing(tuple(sorted(found, key=lambda gap: (-gap.severity.weight, _ORDER[Gap(gap.code)]))))


def is_threat(gap: Finding) -> bool:
    """Return whether a gap threatens the deal itself rather than asks for a word about somebody."""
    return gap.severity is Severity.PRESSING


_ORDER = {gap: place for place, gap in enumerate(Gap)}


def _steps(decision: Decision) -> list[Finding]:
    if not decision.steps:
        return [Finding(Gap.NO_STEPS)]
    found = []
    for step in decision.steps:
        here = [seat for seat in decision.seats if seat.step == step.key]
        if not here:
            found.append(_of_step(Gap.STEP_EMPTY, step))
        elif not any(seat.decides for seat in here):
            found.append(_of_step(Gap.STEP_UNDECIDED, step))
    return found


def _of_step(gap: Gap, step: Step) -> Finding:
    return Finding(gap, figures=figures(step=step.key, name=step.name))


def _each(sought: Sequence[Seat]) -> list[Finding]:
    """Return whose stance nobody knows, and to whom no way is known; whom we have met, we can reach."""
    unsaid = [seat for seat in sought if seat.stance is Stance.UNKNOWN]
    unreached = [seat for seat in sought if not seat.has_way and seat.met_on is None]
    pairs = ((Gap.STANCE_UNKNOWN, unsaid), (Gap.NO_WAY, unreached))
    return [_of_people(gap, people) for gap, people in pairs if people]


def _strength(decision: Decision, sought: Sequence[Seat]) -> list[Finding]:
    found = []
    deciders = [seat for seat in sought if seat.decides]
    if deciders and not any(seat.met_on for seat in deciders):
        severity = Severity.PRESSING if decision.proposal_reached else Severity.QUESTION
        found.append(_of_people(Gap.DECIDER_NOT_MET, deciders, severity=severity))
    lately = [seat for seat in decision.seats if seat.met_on and seat.met_on >= decision.since]
    if len(lately) == 1:
        found.append(_of_people(Gap.SINGLE_THREADED, lately, days=THREAD_DAYS, of=len(sought)))
    if sought and not any(seat.person in MOBILIZERS for seat in sought):
        only = all(seat.person in TALKERS for seat in sought)
        found.append(_of_people(Gap.ONLY_TALKERS if only else Gap.NO_MOBILIZER, sought))
    return found


def _blockers(sought: Sequence[Seat]) -> list[Finding]:
    """Return who stands in the way and was neither met nor left aside for a reason."""
    alone = [seat for seat in sought if seat.is_blocker and seat.met_on is None]
    return [_of_people(Gap.BLOCKER_ALONE, alone, severity=Severity.PRESSING)] if alone else []


def _of_people(gap: Gap, seats: Sequence[Seat], *, severity: Severity = Severity.QUESTION, **more: int) -> Finding:
    known = figures(people=[seat.key for seat in seats], names=[seat.name for seat in seats], **more)
    return Finding(gap, figures=known, severity=severity)
