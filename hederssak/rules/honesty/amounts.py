"""The amount: missing, or far above what is won in its segment (R12)."""

from hederssak.rules.findings import Finding, Severity, WayOut, figures
from hederssak.rules.honesty.codes import Code
from hederssak.rules.honesty.facts import Field, OpportunityFacts
from hederssak.rules.honesty.moves import changes_of
from hederssak.rules.honesty.standpoint import Standpoint


def amount_without_basis(facts: OpportunityFacts, standpoint: Standpoint) -> Finding | None:
    """Return a flag where the amount is above 3 x the median won in its segment and nobody said why.

    Not judged with fewer than 10 won opportunities, or in a currency other than the median's: give
    converted amounts. Inflated by: a basis of three words, which stands to be read beside it.
    """
    limit = standpoint.thresholds.median_of(facts.segment)
    if facts.amount is None or facts.amount_basis_stated or limit is None:
        return None
    times = standpoint.thresholds.times_median
    if facts.amount.currency != limit.value.currency or facts.amount <= limit.value * times:
        return None
    changes = changes_of(facts, Field.AMOUNT)
    return Finding(
        code=Code.AMOUNT_WITHOUT_BASIS,
        since=standpoint.day_of(changes[-1].before) if changes else facts.created_on,
        figures=figures(
            amount=facts.amount,
            median=limit.value,
            times=times,
            cases=limit.cases,
            low=limit.low,
            high=limit.high,
            segment=facts.segment if facts.segment in standpoint.thresholds.medians else None,
        ),
        money=facts.amount,
        ways_out=(WayOut.STATE_BASIS, WayOut.SET_AMOUNT, WayOut.LET_GO),
    )


def no_amount(facts: OpportunityFacts, standpoint: Standpoint) -> Finding | None:
    """Return a flag where nobody has said how much; in the first stage it is only noted.

    An amount of 0 is a claim (a pilot for nothing), not an unknown.
    """
    del standpoint
    if facts.amount is not None:
        return None
    return Finding(
        code=Code.NO_AMOUNT,
        since=facts.stage_since,
        figures=figures(stage=facts.stage.key),
        severity=Severity.NOTE if facts.stage.is_first else Severity.QUESTION,
        ways_out=(WayOut.SET_AMOUNT, WayOut.ASK_THE_BUYER, WayOut.LET_GO),
    )
