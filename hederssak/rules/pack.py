"""The pack: what a sales meeting is prepared with, as codes and figures that JSON can keep (R16).

It is a function of what was known at one instant. Sentences are said where it is shown, in the
reader's language; what nobody has filled yet stands as an absent section with a code.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hederssak.rules.agenda import Exceptional, TimeBox, choose_exceptions, propose
from hederssak.rules.cases import Candidate, Reason, Told, choose, large
from hederssak.rules.findings import Finding, figures, money_json
from hederssak.rules.honesty.codes import Code
from hederssak.rules.honesty.facts import OpportunityFacts, State
from hederssak.rules.honesty.judge import is_parked, judge, worth_without
from hederssak.rules.honesty.standpoint import Standpoint
from hederssak.rules.money import Money, Rates, RateUnknown, Total, total
from hederssak.rules.progress import Event, Moved, Progress, moved_since
from hederssak.rules.theatre import Line
from hederssak.rules.weeks import Week

FORMAT = 1
_BEFORE_MEETING = (
    Code.MOVED_BEFORE_MEETING,
    Code.MOVED_AROUND_MEETING,
    Code.RAISED_BEFORE_MEETING,
    Code.RAISED_AROUND_MEETING,
)
_STUCK = (Code.NO_BUYER_PROGRESS, Code.PUSHED)
_CASES = {State.WON: Reason.WON, State.LOST: Reason.LOST}


class Absent(StrEnum):
    """Why a section of the pack is empty."""

    NO_GOALS_YET = "no_goals_yet"
    NO_BLOCKS_YET = "no_blocks_yet"
    NO_PROMISES_YET = "no_promises_yet"
    NO_MEETING_YET = "no_meeting_yet"


@dataclass(frozen=True, slots=True)
class Ended:
    """An opportunity that was won, lost or let go in the stretch, with its margin and its reason's code."""

    opportunity: str
    owner: str
    state: State
    on: date
    margin: Money | None = None
    reason: str = ""


@dataclass(frozen=True)
class PackFacts:
    """What was known of one team at `as_of`; `since` is the last sales meeting, or a week before.

    `open` holds parked ones too. `findings` are those of `judge` by opportunity where they were kept
    as of that instant; else they are judged here. A section given as None is absent, an empty one
    is empty. Without `agenda` it is
    the proposed one. `offered` are the deals that somebody volunteered to tell of, `told_lately` those that
    were told in the last months, `chances` what had been told of those that ended.
    """

    team: str
    week: Week
    as_of: datetime
    since: datetime
    standpoint: Standpoint
    currency: str
    rates: Rates
    open: Sequence[OpportunityFacts] = ()
    findings: Mapping[str, Sequence[Finding]] | None = None
    events: Sequence[Event] = ()
    ended: Sequence[Ended] = ()
    meeting_starts_at: datetime | None = None
    minutes: int = 60
    agenda: Sequence[TimeBox] = ()
    promises: Sequence[Mapping[str, Any]] | None = None
    goals: Sequence[Mapping[str, Any]] | None = None
    blocks: Sequence[Mapping[str, Any]] | None = None
    offered: Sequence[Candidate] = ()
    told_lately: Collection[str] = ()
    chances: Mapping[str, Told] = field(default_factory=dict)


def compose(facts: PackFacts) -> dict[str, Any]:
    """Return the pack of one team and week as plain JSON values."""
    awake = [one for one in facts.open if not is_parked(one, facts.standpoint.today)]
    judged = [(one, _findings(facts, one)) for one in awake]
    worths = {one.id: _worth(facts, one) for one in facts.open}
    return {
        "format": FORMAT,
        "team": facts.team,
        "week": str(facts.week),
        "as_of": facts.as_of.isoformat(),
        "since": facts.since.isoformat(),
        "meeting_starts_at": facts.meeting_starts_at and facts.meeting_starts_at.isoformat(),
        "agenda": [_box(box) for box in facts.agenda or propose(facts.minutes)],
        "pipeline": _pipeline(facts, judged),
        "promises": _section(facts.promises, Absent.NO_PROMISES_YET),
        "wins": [_ended(one) for one in _order(facts.ended) if one.state is State.WON],
        "moved": [_moved(one) for one in _weightiest(moved_since(facts.events, facts.since, facts.as_of), worths)],
        "before_meeting": _before_meeting(facts, judged, worths),
        "exceptions": _exceptions(facts, judged, worths),
        "ended": [_ended(one) for one in _order(facts.ended) if one.state is not State.WON],
        "cases": [one.as_json() for one in _cases(facts, judged, worths)],
        "goals": _section(facts.goals, Absent.NO_GOALS_YET),
        "blocks": _section(facts.blocks, Absent.NO_BLOCKS_YET),
        "opportunities": {one.id: _line(one).as_json() for one in facts.open},
    }


def summarize(pack: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a list of packs says of one: how much moved, was won and is asked about, and the margins."""
    pipeline, meetings = pack["pipeline"], pack["before_meeting"]
    return {
        "open": pipeline["open"],
        "flagged": pipeline["flagged"],
        "unknown": pipeline["all"]["unknown"],
        "all": pipeline["all"]["sum"],
        "without_flagged": pipeline["without_flagged"]["sum"],
        "won": len(pack["wins"]),
        "progressed": sum(bool(one["progress"]) for one in pack["moved"]),
        "let_go": sum(one["state"] == State.LET_GO for one in pack["ended"]),
        "before_meeting": len(meetings) if isinstance(meetings, list) else 0,
    }


_Judged = Sequence[tuple[OpportunityFacts, Sequence[Finding]]]
_Worths = Mapping[str, Decimal | None]
_RANK = {progress: rank for rank, progress in enumerate(Progress)}


def _findings(facts: PackFacts, one: OpportunityFacts) -> Sequence[Finding]:
    return judge(one, facts.standpoint) if facts.findings is None else facts.findings.get(one.id, ())


def _pipeline(facts: PackFacts, judged: _Judged) -> dict[str, Any]:
    today = facts.standpoint.today
    worth = worth_without(judged, rates=facts.rates, currency=facts.currency, on=today)
    parked = [one.worth for one in facts.open if is_parked(one, today)]
    return {
        "open": len(judged),
        "flagged": sum(any(finding.is_flag for finding in findings) for _, findings in judged),
        "parked": len(parked),
        "assumed": sum(one.margin is not None and one.margin.assumed for one, _ in judged),
        "all": _total(worth.all),
        "without_flagged": _total(worth.without),
        "asleep": _total(total(parked, facts.rates, facts.currency, today)),
        "by_code": {code: _total(part) for code, part in worth.by_code.items()},
    }


def _weightiest(moved: Iterable[Moved], worths: _Worths) -> list[Moved]:
    """Return what moved, the weightiest progress first, then the larger margin; activity alone comes last."""

    def order(one: Moved) -> tuple[int, Decimal]:
        first = one.progress[0].progress if one.progress else None
        return _RANK[first] if first else len(_RANK), -(worths.get(one.opportunity) or Decimal(0))

    return sorted(moved, key=order)


def _before_meeting(facts: PackFacts, judged: _Judged, worths: _Worths) -> Any:
    """Return what was moved shortly before a meeting, the larger margin first."""
    if not facts.standpoint.meetings:
        return {"absent": Absent.NO_MEETING_YET.value}
    judged = sorted(judged, key=lambda pair: -(worths[pair[0].id] or Decimal(0)))
    return [
        _about(one, [finding for finding in findings if finding.code in _BEFORE_MEETING])
        for one, findings in judged
        if any(finding.code in _BEFORE_MEETING for finding in findings)
    ]


def _exceptions(facts: PackFacts, judged: _Judged, worths: _Worths) -> dict[str, Any]:
    flagged = {one.id: (one, findings) for one, findings in judged if any(f.is_flag for f in findings)}
    asked = (Exceptional(one.id, one.owner, tuple(findings), worths[one.id]) for one, findings in flagged.values())
    chosen = [flagged[one.opportunity] for one in choose_exceptions(asked, facts.minutes)]
    return {"chosen": [_about(*one) for one in chosen], "of": len(flagged)}


def _cases(facts: PackFacts, judged: _Judged, worths: _Worths) -> list[Candidate]:
    """Return the deals to tell: what is volunteered, what ended, and what is large and stands still."""
    ended = [
        Candidate(
            one.opportunity,
            one.owner,
            _CASES[one.state],
            _weight(facts, one.margin),
            facts.chances.get(one.opportunity),
            one.on,
        )
        for one in facts.ended
        if one.state in _CASES
    ]
    weighty = large({one.id: worths[one.id] for one, _ in judged})
    stuck = [
        Candidate(one.id, one.owner, Reason.STUCK, worths[one.id], since=min(since, default=None))
        for one, findings in judged
        if one.id in weighty and (flags := [it for it in findings if it.is_flag and it.code in _STUCK])
        for since in [[it.since for it in flags if it.since]]
    ]
    return choose([*facts.offered, *ended, *stuck], told=facts.told_lately)


def _worth(facts: PackFacts, one: OpportunityFacts) -> Decimal | None:
    return _weight(facts, one.worth)


def _weight(facts: PackFacts, worth: Money | None) -> Decimal | None:
    """Return what it weighs in the team's money; None for the unknown and for what has no rate: no comparison."""
    if worth is None:
        return None
    try:
        return facts.rates.convert(worth, facts.currency, facts.standpoint.today).amount
    except RateUnknown:
        return None


def _about(one: OpportunityFacts, findings: Iterable[Finding]) -> dict[str, Any]:
    return {
        "opportunity": one.id,
        "owner": one.owner,
        "findings": [finding.as_json() for finding in findings],
    }


def _moved(moved: Moved) -> dict[str, Any]:
    return {
        "opportunity": moved.opportunity,
        "progress": [figures(what=event.progress, subject=event.subject, at=event.at) for event in moved.progress],
        "activity": {what.value: count for what, count in moved.activity.items()},
    }


def _ended(one: Ended) -> dict[str, Any]:
    return {
        "opportunity": one.opportunity,
        "owner": one.owner,
        "state": one.state.value,
        "on": one.on.isoformat(),
        "margin": money_json(one.margin),
        "reason": one.reason,
    }


def _order(ended: Iterable[Ended]) -> list[Ended]:
    return sorted(ended, key=lambda one: (one.on, one.opportunity))


def _line(one: OpportunityFacts) -> Line:
    step = one.next_step
    due = step.due if step and step.done_on is None else None
    return Line(one.owner, one.stage.key, one.close_date, one.amount, due)


def _total(part: Total) -> dict[str, Any]:
    return {
        "sum": money_json(part.sum),
        "cases": part.cases,
        "unknown": part.unknown,
        "unconverted": [money_json(money) for money in part.unconverted],
    }


def _box(box: TimeBox) -> dict[str, Any]:
    named = {"title": box.title} if box.title else {}
    return {"item": box.item.value, "minutes": box.minutes} | named


def _section(given: Sequence[Mapping[str, Any]] | None, absent: Absent) -> Any:
    return {"absent": absent.value} if given is None else [dict(one) for one in given]
