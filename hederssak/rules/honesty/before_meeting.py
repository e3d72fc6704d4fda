"""Moved, or raised, shortly before a sales meeting (R12): said only where it is certain.

The whole interval of a change must lie between the frozen pack and the start. Where it only may,
the answer is "between Mon and Mon", a note. A dated event at the buyer, or the member's own rhythm,
explains a move: that is a note as well.
"""

from collections.abc import Callable
from decimal import Decimal

from hederssak.rules.findings import Figure, Finding, Severity, WayOut, figures
from hederssak.rules.honesty.codes import Code, Explanation
from hederssak.rules.honesty.facts import Field, FieldChange, OpportunityFacts
from hederssak.rules.honesty.moves import Move, changes_of, has_buyer_event, net_move
from hederssak.rules.honesty.rhythm import Rhythm
from hederssak.rules.honesty.standpoint import Standpoint
from hederssak.rules.honesty.windows import MeetingWindow

_Counts = Callable[[Move], bool]


def moved_before_meeting(facts: OpportunityFacts, standpoint: Standpoint) -> Finding | None:
    """Return a flag where the close date was pushed between the last frozen pack and its meeting.

    Inflated by: pushing two days before instead; `pushed` counts it all the same.
    """
    certain, vague = Code.MOVED_BEFORE_MEETING, Code.MOVED_AROUND_MEETING
    return _judge(facts, standpoint, Field.CLOSE_DATE, _is_push, (certain, vague))


def raised_before_meeting(facts: OpportunityFacts, standpoint: Standpoint) -> Finding | None:
    """Return a flag where the amount was raised then; a first amount is no raise."""
    certain, vague = Code.RAISED_BEFORE_MEETING, Code.RAISED_AROUND_MEETING
    return _judge(facts, standpoint, Field.AMOUNT, _is_raise, (certain, vague))


def _judge(
    facts: OpportunityFacts,
    standpoint: Standpoint,
    field: Field,
    counts: _Counts,
    codes: tuple[Code, Code],
) -> Finding | None:
    if not standpoint.meetings or not facts.changes:
        return None
    changes = changes_of(facts, field)
    for meeting in reversed(standpoint.meetings[-standpoint.asked_about :]):
        if changes and changes[-1].before > meeting.frozen_at:
            finding = _about(meeting, changes, facts, standpoint, counts, codes)
            if finding is not None:
                return finding
    return None


def _about(
    meeting: MeetingWindow,
    changes: list[FieldChange],
    facts: OpportunityFacts,
    standpoint: Standpoint,
    counts: _Counts,
    codes: tuple[Code, Code],
) -> Finding | None:
    if move := _move_inside(meeting, changes, counts):
        times = sum(_move_inside(window, changes, counts) is not None for window in standpoint.meetings)
        return _certain(facts, standpoint, meeting, codes[0], move, times)
    for change in changes:
        move = net_move([change])
        if move and counts(move) and meeting.touches(change) and not meeting.holds(change):
            return _vague(facts, standpoint, meeting, codes[1], move)
    return None


def _move_inside(window: MeetingWindow, changes: list[FieldChange], counts: _Counts) -> Move | None:
    move = net_move([change for change in changes if window.holds(change)])
    return move if move and counts(move) else None


def _certain(
    facts: OpportunityFacts, standpoint: Standpoint, meeting: MeetingWindow, code: Code, move: Move, times: int
) -> Finding:
    rhythms = standpoint.raising if code is Code.RAISED_BEFORE_MEETING else standpoint.rhythms
    rhythm = rhythms.get(facts.owner)
    explanation = _explanation(facts, rhythm, move)
    return Finding(
        code=code,
        since=standpoint.day_of(move.before),
        figures=_evidence(move, meeting)
        | _rhythm_figures(rhythm)
        | figures(times=times, meetings=len(standpoint.meetings), explained_by=explanation),
        severity=Severity.NOTE if explanation else Severity.QUESTION,
        money=facts.amount,
        ways_out=(WayOut.NAME_BUYER_EVENT, WayOut.ASK_THE_BUYER, WayOut.STATE_BASIS, WayOut.LET_GO),
    )


def _vague(facts: OpportunityFacts, standpoint: Standpoint, meeting: MeetingWindow, code: Code, move: Move) -> Finding:
    return Finding(
        code=code,
        since=None if move.after is None else standpoint.day_of(move.after),
        figures=_evidence(move, meeting),
        severity=Severity.NOTE,
        money=facts.amount,
    )


def _explanation(facts: OpportunityFacts, rhythm: Rhythm | None, move: Move) -> Explanation | None:
    if has_buyer_event(move, facts.buyer_events):
        return Explanation.BUYER_EVENT
    return Explanation.RHYTHM if rhythm and rhythm.explains else None


def _evidence(move: Move, meeting: MeetingWindow) -> dict[str, Figure]:
    minutes = int((meeting.starts_at - move.before).total_seconds()) // 60
    return figures(
        old=move.old,
        new=move.new,
        days=move.days,
        after=move.after,
        before=move.before,
        minutes_before_start=max(minutes, 0),
        meeting_starts_at=meeting.starts_at,
    )


def _rhythm_figures(rhythm: Rhythm | None) -> dict[str, Figure]:
    if rhythm is None or not rhythm.is_known:
        return figures(usual_share=None)
    return figures(
        usual_share=round(rhythm.usual_share, 3),
        pushing_days=rhythm.pushing_days,
        pushing_days_before_meetings=rhythm.pushing_days_before_meetings,
    )


def _is_push(move: Move) -> bool:
    return move.days > 0


def _is_raise(move: Move) -> bool:
    return isinstance(move.old, Decimal) and isinstance(move.new, Decimal) and move.new > move.old
