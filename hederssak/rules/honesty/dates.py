"""The close date: missing, passed, or pushed again and again (R12)."""

from hederssak.rules.findings import Finding, Severity, WayOut, figures
from hederssak.rules.honesty.codes import Code
from hederssak.rules.honesty.facts import OpportunityFacts
from hederssak.rules.honesty.moves import pushes
from hederssak.rules.honesty.standpoint import Standpoint

LONG_PAST = 20
_WAYS_OUT = (WayOut.SET_DATE, WayOut.ADD_NEXT_STEP, WayOut.PARK, WayOut.LET_GO)


def close_date_past(facts: OpportunityFacts, standpoint: Standpoint) -> Finding | None:
    """Return a flag where the close date has passed, a working day's grace given.

    Inflated by: moving the date by a week each week, which `pushed` counts.
    """
    if facts.close_date is None or not standpoint.is_over(facts, facts.close_date):
        return None
    late = standpoint.idle_days(facts, facts.close_date)
    return Finding(
        code=Code.CLOSE_DATE_PAST,
        since=facts.close_date,
        figures=figures(close_date=facts.close_date, working_days=late),
        severity=Severity.PRESSING if late > LONG_PAST else Severity.QUESTION,
        money=facts.amount,
        ways_out=_WAYS_OUT,
    )


def no_close_date(facts: OpportunityFacts, standpoint: Standpoint) -> Finding | None:
    """Return a flag where nobody has said when; in the first stage it is only noted."""
    del standpoint
    if facts.close_date is not None:
        return None
    return Finding(
        code=Code.NO_CLOSE_DATE,
        since=facts.stage_since,
        figures=figures(stage=facts.stage.key),
        severity=Severity.NOTE if facts.stage.is_first else Severity.QUESTION,
        money=facts.amount,
        ways_out=_WAYS_OUT,
    )


def pushed(facts: OpportunityFacts, standpoint: Standpoint) -> Finding | None:
    """Return a flag where the close date was pushed more often than won opportunities here are.

    Pushes that a dated event at the buyer explains don't count, nor a slip put right the same day,
    nor a date moved nearer. Inflated by: writing a far date at once, which the cycle length shows.
    """
    limit = standpoint.thresholds.pushes
    if len(facts.changes) < limit.value:
        return None
    moves = pushes(facts)
    if len(moves) < limit.value:
        return None
    return Finding(
        code=Code.PUSHED,
        since=standpoint.day_of(moves[0].before),
        figures=figures(
            times=len(moves),
            days=sum(move.days for move in moves),
            first=moves[0].old,
            now=facts.close_date,
            limit=limit.value,
            **limit.sureness,
        ),
        severity=Severity.PRESSING if len(moves) >= 2 * limit.value else Severity.QUESTION,
        money=facts.amount,
        ways_out=(WayOut.ASK_THE_BUYER, WayOut.NAME_BUYER_EVENT, *_WAYS_OUT),
    )
