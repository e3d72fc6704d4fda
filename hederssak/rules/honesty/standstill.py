"""Standstill: no progress on the buyer's side, moved back, or asleep past its wake-up date (R12)."""

from hederssak.rules.findings import Finding, Severity, WayOut, figures
from hederssak.rules.honesty.codes import Code
from hederssak.rules.honesty.facts import Field, OpportunityFacts
from hederssak.rules.honesty.moves import daily_moves
from hederssak.rules.honesty.standpoint import Standpoint


def no_buyer_progress(facts: OpportunityFacts, standpoint: Standpoint) -> Finding | None:
    """Return a flag where the buyer has done nothing for longer than in 9 of 10 won opportunities.

    Counted in working days against this stage's limit, from the last progress in any stage: a
    click to another stage starts no new clock. A step ahead that the buyer agreed to is a reason to
    wait. Inflated by: activity of our own, which is no progress (R13).
    """
    step = facts.next_step
    if step and step.agreed_with_buyer and step.done_on is None and step.due >= standpoint.today:
        return None
    since = facts.awake(facts.last_buyer_progress_on or facts.created_on)
    idle = standpoint.idle_days(facts, since)
    limit = standpoint.thresholds.idle_in(facts.stage.key)
    if idle <= limit.value:
        return None
    return Finding(
        code=Code.NO_BUYER_PROGRESS,
        since=since,
        figures=figures(
            working_days=idle,
            limit=limit.value,
            **limit.sureness,
            stage=facts.stage.key,
            ever=facts.last_buyer_progress_on is not None,
        ),
        severity=Severity.PRESSING if idle > 2 * limit.value else Severity.QUESTION,
        money=facts.amount,
        ways_out=(WayOut.ASK_THE_BUYER, WayOut.ADD_NEXT_STEP, WayOut.PARK, WayOut.LET_GO),
    )


def moved_back(facts: OpportunityFacts, standpoint: Standpoint) -> Finding | None:
    """Return a flag where the last move of the stage was backward and nothing has come of it since.

    Putting right a wrong click the same day is no move back; progress on the buyer's side since
    answers the question. Moving back is honest: the flag asks what the buyer said, no more.
    """
    if not facts.changes:
        return None
    moves = daily_moves(facts, Field.STAGE)
    if not moves:
        return None
    last = moves[-1]
    if not isinstance(last.old, int) or not isinstance(last.new, int) or last.new >= last.old:
        return None
    day = standpoint.day_of(last.before)
    if facts.last_buyer_progress_on is not None and facts.last_buyer_progress_on > day:
        return None
    return Finding(
        code=Code.MOVED_BACK,
        since=day,
        figures=figures(old=last.old, new=last.new, after=last.after, before=last.before),
        money=facts.amount,
        ways_out=(WayOut.ASK_THE_BUYER, WayOut.QUALIFY, WayOut.PARK, WayOut.LET_GO),
    )


def wake_up_passed(facts: OpportunityFacts, standpoint: Standpoint) -> Finding | None:
    """Return a note from the wake-up date of a parked opportunity on: time to decide."""
    if facts.parked_until is None or standpoint.today < facts.parked_until:
        return None
    return Finding(
        code=Code.WAKE_UP_PASSED,
        since=facts.parked_until,
        figures=figures(parked_until=facts.parked_until),
        severity=Severity.NOTE,
        money=facts.amount,
        ways_out=(WayOut.ADD_NEXT_STEP, WayOut.PARK, WayOut.LET_GO),
    )
