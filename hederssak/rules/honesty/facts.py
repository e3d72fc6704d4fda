"""What is known about one open opportunity when it is judged: plain values, no rows."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from hederssak.rules.money import Margin, Money


class State(StrEnum):
    """Where an opportunity has ended, or that it has not."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    LET_GO = "let_go"


class Field(StrEnum):
    """The fields whose history is judged."""

    CLOSE_DATE = "close_date"
    AMOUNT = "amount"
    STAGE = "stage"


class SourceKind(StrEnum):
    """How we learned of a change, and so how sharply it is dated."""

    PAGE = "page"
    CRM_HISTORY = "crm_history"
    EXPORT = "export"


Value = date | Decimal | int | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One change of one field: it happened in (`after`, `before`] and was learned at `known_at`.

    A source with timestamps gives `after == before`; two exports a week apart give a week; the
    first export gives no `after` at all. Instants are aware UTC. Values are days for the close
    date, Decimals in the opportunity's currency for the amount, positions for the stage.
    """

    field: Field
    old: Value
    new: Value
    after: datetime | None
    before: datetime
    known_at: datetime
    by_rep: bool = True
    source_kind: SourceKind = SourceKind.PAGE

    @property
    def is_point(self) -> bool:
        """Return whether the instant itself is known."""
        return self.after == self.before


@dataclass(frozen=True, slots=True)
class Stage:
    """The stage that an opportunity stands in, as its organization drew its funnel; positions from 1."""

    key: str
    position: int
    is_first: bool = False
    from_proposal: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step, or the last one where `done_on` is set; agreed means that the buyer said yes to it."""

    due: date
    agreed_with_buyer: bool = False
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class OpportunityFacts:
    """One opportunity as of an instant. None means unknown, everywhere, and is never read as 0 or no.

    `changes` are in the order in which they happened. `buyer_events` are dated events at the buyer
    (a board meeting, a budget decision) that somebody named. `last_buyer_progress_on` is R13's day.
    `country` is the buyer's, ISO 3166. `parked_until` stands from parking until somebody decides
    after the wake-up date; where they decided to go on, `awake_since` is that day.
    """

    id: str
    owner: str
    stage: Stage
    created_on: date
    stage_since: date
    state: State = State.OPEN
    amount: Money | None = None
    margin: Margin | None = None
    close_date: date | None = None
    qualified: bool | None = None
    is_tender: bool = False
    next_step: NextStep | None = None
    last_buyer_progress_on: date | None = None
    decision_maker_met: bool | None = None
    parked_until: date | None = None
    awake_since: date | None = None
    amount_basis_stated: bool = False
    segment: str = ""
    country: str = ""
    buyer_events: tuple[date, ...] = ()
    changes: tuple[FieldChange, ...] = ()

    @property
    def worth(self) -> Money | None:
        """Return what it weighs in a pipeline: its contribution margin; unknown without one, whatever its revenue."""
        return None if self.margin is None else self.margin.money

    def awake(self, since: date) -> date:
        """Return the later of a day and the last waking: a clock does not count what was slept."""
        return max(day for day in (since, self.parked_until, self.awake_since) if day is not None)
