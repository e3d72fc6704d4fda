"""All flags over one opportunity, and what the pipeline is worth without the flagged (R12)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hederssak.rules.findings import Finding
from hederssak.rules.honesty.amounts import amount_without_basis, no_amount
from hederssak.rules.honesty.before_meeting import moved_before_meeting, raised_before_meeting
from hederssak.rules.honesty.dates import close_date_past, no_close_date, pushed
from hederssak.rules.honesty.facts import OpportunityFacts, State
from hederssak.rules.honesty.next_step import next_step_past, no_next_step
from hederssak.rules.honesty.qualification import decision_maker_not_met, unqualified
from hederssak.rules.honesty.standpoint import Standpoint
from hederssak.rules.honesty.standstill import moved_back, no_buyer_progress, wake_up_passed
from hederssak.rules.money import Money, Rates, Total, total

Flag = Callable[[OpportunityFacts, Standpoint], Finding | None]

FLAGS: tuple[Flag, ...] = (
    close_date_past,
    no_close_date,
    pushed,
    moved_before_meeting,
    raised_before_meeting,
    no_next_step,
    next_step_past,
    no_buyer_progress,
    unqualified,
    decision_maker_not_met,
    amount_without_basis,
    no_amount,
    moved_back,
    wake_up_passed,
)


def judge(facts: OpportunityFacts, standpoint: Standpoint) -> list[Finding]:
    """Return what there is to ask or note about an open opportunity, in the order of FLAGS.

    Parked ones sleep until their wake-up date; closed ones are not judged.
    """
    if facts.state is not State.OPEN or is_parked(facts, standpoint.today):
        return []
    return [finding for flag in FLAGS if (finding := flag(facts, standpoint)) is not None]


def is_parked(facts: OpportunityFacts, today: date) -> bool:
    """Return whether an opportunity sleeps; on its wake-up date it is awake."""
    return facts.parked_until is not None and today < facts.parked_until


@dataclass(frozen=True, slots=True)
class Worth:
    """A pipeline's margin in all, of the flagged, of the rest, and of each code.

    The codes overlap: one opportunity may carry several, so they don't add up to `flagged`.
    """

    all: Total
    flagged: Total
    without: Total
    by_code: Mapping[str, Total]


def worth_without(
    judged: Iterable[tuple[OpportunityFacts, Sequence[Finding]]],
    *,
    rates: Rates,
    currency: str,
    on: date,
) -> Worth:
    """Return what margin judged opportunities hold with and without the flagged, by the day's rates.

    Notes are no flags. Unknown margins are counted in each total, never taken as 0.
    """
    flagged: list[Money | None] = []
    rest: list[Money | None] = []
    by_code: dict[str, list[Money | None]] = defaultdict(list)
    for facts, findings in judged:
        codes = {finding.code for finding in findings if finding.is_flag}
        (flagged if codes else rest).append(facts.worth)
        for code in codes:
            by_code[code].append(facts.worth)

    def sum_of(margins: Iterable[Money | None]) -> Total:
        return total(margins, rates, currency, on)

    codes_first = {code: sum_of(by_code[code]) for code in sorted(by_code)}
    return Worth(sum_of([*flagged, *rest]), sum_of(flagged), sum_of(rest), codes_first)
