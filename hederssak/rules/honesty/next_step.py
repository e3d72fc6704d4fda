"""The next step: none, or its date passed (R12)."""

from hederssak.rules.findings import Finding, WayOut, figures
from hederssak.rules.honesty.codes import Code
from hederssak.rules.honesty.facts import OpportunityFacts
from hederssak.rules.honesty.standpoint import Standpoint

_WAYS_OUT = (WayOut.ADD_NEXT_STEP, WayOut.ASK_THE_BUYER, WayOut.PARK, WayOut.LET_GO)


def no_next_step(facts: OpportunityFacts, standpoint: Standpoint) -> Finding | None:
    """Return a flag where no step is open, a working day after the last one, the creation or waking up.

    Inflated by: steps with no buyer in them; R13 counts only those agreed with the buyer.
    """
    step = facts.next_step
    if step is not None and step.done_on is None:
        return None
    since = facts.awake(facts.created_on if step is None or step.done_on is None else step.done_on)
    if not standpoint.is_over(facts, since):
        return None
    return Finding(
        code=Code.NO_NEXT_STEP,
        since=since,
        figures=figures(working_days=standpoint.idle_days(facts, since), had_one=step is not None),
        money=facts.amount,
        ways_out=_WAYS_OUT,
    )


def next_step_past(facts: OpportunityFacts, standpoint: Standpoint) -> Finding | None:
    """Return a flag where the open step's day has passed: Friday's step is late from Monday on."""
    step = facts.next_step
    if step is None or step.done_on is not None or not standpoint.is_over(facts, step.due):
        return None
    return Finding(
        code=Code.NEXT_STEP_PAST,
        since=step.due,
        figures=figures(due=step.due, working_days=standpoint.idle_days(facts, step.due)),
        money=facts.amount,
        ways_out=_WAYS_OUT,
    )
