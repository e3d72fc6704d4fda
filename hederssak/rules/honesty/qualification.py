"""Further on in the funnel than its evidence: unqualified, or the decision maker not met (R12, R7)."""

from hederssak.rules.findings import Finding, Severity, WayOut, figures
from hederssak.rules.honesty.codes import Code
from hederssak.rules.honesty.facts import OpportunityFacts
from hederssak.rules.honesty.standpoint import Standpoint


def unqualified(facts: OpportunityFacts, standpoint: Standpoint) -> Finding | None:
    """Return a flag where an opportunity left the first stage without meeting the mandatory criteria.

    `qualified=None` means that there is nothing to be judged by yet: no flag. Inflated by: ticking
    criteria without evidence, which is why a criterion without evidence is not met.
    """
    if facts.qualified is not False or facts.stage.is_first:
        return None
    return Finding(
        code=Code.UNQUALIFIED,
        since=facts.stage_since,
        figures=figures(stage=facts.stage.key, working_days=standpoint.idle_days(facts, facts.stage_since)),
        severity=Severity.PRESSING if facts.stage.from_proposal else Severity.QUESTION,
        money=facts.amount,
        ways_out=(WayOut.QUALIFY, WayOut.ASK_THE_BUYER, WayOut.PARK, WayOut.LET_GO),
    )


def decision_maker_not_met(facts: OpportunityFacts, standpoint: Standpoint) -> Finding | None:
    """Return a flag from the proposal stage on where no decision maker was met.

    Tenders under procurement law are exempt: there the buyer may not be met. Where nobody has said
    who decides, it is a note.
    """
    if facts.decision_maker_met or facts.is_tender or not facts.stage.from_proposal:
        return None
    is_known = facts.decision_maker_met is not None
    return Finding(
        code=Code.DECISION_MAKER_NOT_MET,
        since=facts.stage_since,
        figures=figures(
            stage=facts.stage.key,
            is_known=is_known,
            working_days=standpoint.idle_days(facts, facts.stage_since),
        ),
        severity=Severity.QUESTION if is_known else Severity.NOTE,
        money=facts.amount,
        ways_out=(WayOut.ADD_DECISION_MAKER, WayOut.BOOK_DECISION_MAKER, WayOut.PARK, WayOut.LET_GO),
    )
