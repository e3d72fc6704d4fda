"""The two root problems (R4): why fewer meetings are booked than agreed, or than desirable.

"There are always two root problems which, each alone or both together, must be put right first": no fixed time, and
no HIT list. Only where neither holds does one look at conversations, and then at the target itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from math import ceil
from typing import Any, Self

from hederssak.rules.erosion import Honour
from hederssak.rules.shares import NO_CASES, Share

HONOUR_LEAST = 0.8
"""Below this honour rate there is no fixed time, only "we book when we have time"."""

ENOUGH_BLOCKS = 3
"""Blocks below which neither the fixed time nor the list is judged."""

ENOUGH_TRIES = 20
"""Attempts below which no conversion is judged."""

NINE_OF_TEN = 0.9


class Root(StrEnum):
    """What holds; `ENOUGH_BOOKED` is no problem, `CANNOT_TELL` says that there is too little to go by."""

    ENOUGH_BOOKED = "enough_booked"
    NO_FIXED_TIME = "no_fixed_time"
    NO_LIST = "no_list"
    BOTH = "both"
    CONVERSION = "conversion"
    OUT_OF_REACH = "out_of_reach"
    CANNOT_TELL = "cannot_tell"


class Short(StrEnum):
    """Against which figure too few are booked."""

    AGREED = "agreed"
    DESIRABLE = "desirable"


class Step(StrEnum):
    """The step of a call at which one falls behind the team."""

    TO_CONVERSATION = "to_conversation"
    TO_MEETING = "to_meeting"


@dataclass(frozen=True, slots=True)
class Calls:
    """What came of the attempts: how many reached somebody who can talk, how many of these became a meeting."""

    attempts: int = 0
    conversations: int = 0
    meetings: int = 0

    @property
    def to_conversation(self) -> Share:
        """Return conversations of attempts."""
        return Share(min(self.conversations, self.attempts), self.attempts)

    @property
    def to_meeting(self) -> Share:
        """Return meetings of conversations."""
        return Share(min(self.meetings, self.conversations), self.conversations)


@dataclass(frozen=True, slots=True)
class Facts:
    """One rep, team or both over a period.

    `callable_at_start` has the number of callable entries at the start of each block; `attempts_per_block` and
    `team_attempts_per_block` what was tried in each held one. `planned_blocks` are those of the whole period.
    """

    booked: int
    agreed: int
    honour: Honour
    desirable: int | None = None
    callable_at_start: Sequence[int] = ()
    attempts_per_block: Sequence[int] = ()
    team_attempts_per_block: Sequence[int] = ()
    calls: Calls = field(default_factory=Calls)
    team_calls: Calls = field(default_factory=Calls)
    planned_blocks: int = 0


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Which root problem holds, and the evidence for it: `list_need` callable entries were wanted at each start."""

    root: Root
    short_of: Short | None
    booked: int
    wanted: int
    honour: Honour
    list_need: int = 0
    short_lists: Share = NO_CASES
    weak_step: Step | None = None
    own: Share = NO_CASES
    team: Share = NO_CASES
    reachable: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON values, as a night's outlook keeps it."""
        return {name: getattr(value, "value", value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Return the diagnosis that `as_json` wrote."""
        return cls(
            root=Root(kept["root"]),
            short_of=Short(kept["short_of"]) if kept["short_of"] else None,
            booked=kept["booked"],
            wanted=kept["wanted"],
            honour=Honour(**kept["honour"]),
            list_need=kept["list_need"],
            short_lists=Share(**kept["short_lists"]),
            weak_step=Step(kept["weak_step"]) if kept["weak_step"] else None,
            own=Share(**kept["own"]),
            team=Share(**kept["team"]),
            reachable=kept["reachable"],
        )


def diagnose(facts: Facts) -> Diagnosis:
    """Say which of the two root problems holds, both, or neither and then what else (R4)."""
    short_of, wanted = _shortfall(facts)
    need = list_need(facts.attempts_per_block, facts.team_attempts_per_block)
    short_lists = Share(sum(there < need for there in facts.callable_at_start), len(facts.callable_at_start))
    evidence = _Evidence(facts, short_of, wanted, need, short_lists)
    if short_of is None:
        return evidence.say(Root.ENOUGH_BOOKED)
    no_time = facts.honour.due >= ENOUGH_BLOCKS and (facts.honour.rate or 0.0) < HONOUR_LEAST
    no_list = short_lists.cases >= ENOUGH_BLOCKS and 2 * short_lists.count > short_lists.cases
    if no_time or no_list:
        return evidence.say(Root.BOTH if no_time and no_list else Root.NO_FIXED_TIME if no_time else Root.NO_LIST)
    return _neither(evidence)


def list_need(own: Sequence[int], team: Sequence[int]) -> int:
    """Return how many callable entries a block needs: the larger of own and team's attempts per block, 9 of 10 times.

    At least one: where nobody has ever called in a block, an empty list is still empty.
    """
    return max(_ninetieth(own), _ninetieth(team), 1)


def _ninetieth(counts: Sequence[int]) -> int:
    ordered = sorted(counts)
    return ordered[ceil(NINE_OF_TEN * len(ordered)) - 1] if ordered else 0


def _shortfall(facts: Facts) -> tuple[Short | None, int]:
    if facts.booked < facts.agreed:
        return Short.AGREED, facts.agreed
    if facts.desirable is not None and facts.booked < facts.desirable:
        return Short.DESIRABLE, facts.desirable
    return None, facts.agreed


@dataclass(frozen=True, slots=True)
class _Evidence:
    facts: Facts
    short_of: Short | None
    wanted: int
    need: int
    short_lists: Share

    def say(self, root: Root, step: Step | None = None, reachable: float | None = None) -> Diagnosis:
        own, team = self.shares(step) if step else (NO_CASES, NO_CASES)
        return Diagnosis(
            root,
            self.short_of,
            self.facts.booked,
            self.wanted,
            self.facts.honour,
            self.need,
            self.short_lists,
            step,
            own,
            team,
            reachable,
        )

    def shares(self, step: Step) -> tuple[Share, Share]:
        own, team = self.facts.calls, self.facts.team_calls
        if step == Step.TO_CONVERSATION:
            return own.to_conversation, team.to_conversation
        return own.to_meeting, team.to_meeting


def _neither(evidence: _Evidence) -> Diagnosis:
    """Return what is left when the time is kept and the list is full: conversion, or a target out of reach (R9).

    Out of reach: even at the upper end of what own calls lead to, all planned blocks would not bring the number.
    A weak step is one whose whole interval lies below the team's share.
    """
    facts = evidence.facts
    if facts.honour.due < ENOUGH_BLOCKS or facts.calls.attempts < ENOUGH_TRIES:
        return evidence.say(Root.CANNOT_TELL)
    for step in Step:
        own, team = evidence.shares(step)
        if own.cases and team.value is not None and own.high < team.value:
            return evidence.say(Root.CONVERSION, step)
    calls = facts.planned_blocks * evidence.need
    reachable = calls * facts.calls.to_conversation.high * facts.calls.to_meeting.high
    if facts.planned_blocks and reachable < evidence.wanted:
        return evidence.say(Root.OUT_OF_REACH, reachable=reachable)
    weakest = Step.TO_MEETING if _least_sure(facts.calls) == Step.TO_MEETING else Step.TO_CONVERSATION
    return evidence.say(Root.CONVERSION, weakest)


def _least_sure(calls: Calls) -> Step:
    """Return the step at which more is lost."""
    talk, book = calls.to_conversation.value or 0.0, calls.to_meeting.value or 0.0
    return Step.TO_MEETING if book < talk else Step.TO_CONVERSATION
