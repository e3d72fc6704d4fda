"""An honest opportunity, and one way to spoil it at a time.

It is Wednesday 2026-11-18 in week 47. The team met on Monday at 08:30 in Stockholm.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hederssak.rules.findings import Finding
from hederssak.rules.honesty.facts import Field, FieldChange, NextStep, OpportunityFacts, Stage, Value
from hederssak.rules.honesty.judge import judge
from hederssak.rules.honesty.standpoint import Standpoint
from hederssak.rules.honesty.windows import MeetingWindow
from hederssak.rules.money import Money, margin_of

STOCKHOLM = ZoneInfo("Europe/Stockholm")
TODAY = date(2026, 11, 18)
MARGIN_RATE = Decimal("0.3")
MEETING = MeetingWindow.before(datetime(2026, 11, 16, 8, 30, tzinfo=STOCKHOLM))

NEW = Stage("new", 1, is_first=True)
DIALOGUE = Stage("dialogue", 2)
PROPOSAL = Stage("proposal", 3, from_proposal=True)


def on(day: int, hour: int = 12, minute: int = 0, month: int = 11) -> datetime:
    """Return an instant of 2026 on Stockholm's clock."""
    return datetime(2026, month, day, hour, minute, tzinfo=STOCKHOLM).astimezone(UTC)


def opportunity(**spoiled: Any) -> OpportunityFacts:
    """Return an opportunity that nothing can be asked about, but for what is spoiled."""
    honest: dict[str, Any] = {
        "id": "one",
        "owner": "anna",
        "stage": PROPOSAL,
        "created_on": date(2026, 9, 1),
        "stage_since": date(2026, 11, 2),
        "amount": Money.of(100_000, "SEK"),
        "close_date": date(2026, 12, 15),
        "qualified": True,
        "next_step": NextStep(date(2026, 11, 25)),
        "last_buyer_progress_on": date(2026, 11, 10),
        "decision_maker_met": True,
        "segment": "industry",
    }
    values = {**honest, **spoiled}
    return OpportunityFacts(**{"margin": margin_of(values["amount"], None, MARGIN_RATE), **values})


def standpoint(**different: Any) -> Standpoint:
    """Return a standpoint on TODAY after the team's meeting."""
    return Standpoint(**{"today": TODAY, "meetings": (MEETING,), "zone": STOCKHOLM, **different})


def change(field: Field, old: Value, new: Value, at: datetime, *, after: datetime | None = None) -> FieldChange:
    """Return a change known to the instant, or, with `after`, only to an interval."""
    return FieldChange(field, old, new, after or at, at, at)


def push(old: date, new: date, at: datetime, *, after: datetime | None = None) -> FieldChange:
    return change(Field.CLOSE_DATE, old, new, at, after=after)


def weekly_pushes(times: int, *, days: int = 14, last: datetime | None = None) -> tuple[FieldChange, ...]:
    """Return pushes a week apart, the last on Thursday 12 November, ending at the honest close date."""
    end, at = date(2026, 12, 15), last or on(12)
    pushes = [
        push(end - timedelta(days=days * (n + 1)), end - timedelta(days=days * n), at - timedelta(weeks=n))
        for n in range(times)
    ]
    return tuple(reversed(pushes))


def raised(old: int, new: int, at: datetime) -> FieldChange:
    return change(Field.AMOUNT, Decimal(old), Decimal(new), at)


def found(facts: OpportunityFacts, at: Standpoint | None = None) -> dict[str, Finding]:
    """Return what there is to ask or note, by code."""
    return {finding.code: finding for finding in judge(facts, at or standpoint())}


def flags(facts: OpportunityFacts, at: Standpoint | None = None) -> set[str]:
    """Return the codes of what is asked; notes are left out."""
    return {code for code, finding in found(facts, at).items() if finding.is_flag}
