"""The people of the demo company and their habits. The habits are what the flags are to find."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Habit:
    """How somebody sells. Chances are per occasion; the plain values are an ordinary rep's."""

    leads_a_week: float = 1.95
    qualifies: float = 0.93
    """Chance that the first stage is left with its criteria met."""
    meets_decider: float = 0.9
    leaves_step: float = 0.95
    """Chance that a touch ends with a next step written down."""
    keeps_step: float = 0.97
    """Chance, each day, that a step that is due gets done."""
    lets_go: float = 0.4
    """Chance, each week, that a silent opportunity is let go or parked once it is seen to be silent."""
    pushes_before_meeting: float = 0.0
    """Chance that a close date that comes near is moved in the minutes before the sales meeting."""
    raises_before_meeting: float = 0.0
    """Chance, at each meeting, that one of the amounts is raised just before it."""
    reviews_dates: float = 0.85
    """Chance, in the weekly look, that a date that no longer holds is put right."""
    coffee_a_week: float = 0.4
    """Meetings with customers about nothing."""
    holds: float = 0.94
    """Chance that a booking hour is held."""
    swaps: float = 0.4
    """Chance that one that can't be held is swapped for two in time; else it is missed."""
    slips_for: int = 0
    """For so many weeks before the present the hours slip: one after the other falls out."""
    swapped_weeks_ago: int | None = None
    """So many weeks ago an hour was swapped, whatever chance says: the demo has a receipt to show."""
    optimism: float = 1.0
    """What the time to the close is multiplied with when the first date is set."""


@dataclass(frozen=True, kw_only=True)
class Rep:
    """Somebody who sells; `finnish` is the share of their companies that lie in Finland."""

    name: str
    team: str
    language: str = "sv"
    finnish: float = 0.05
    joined_week: int = 0
    habit: Habit = field(default_factory=Habit)

    @property
    def key(self) -> str:
        """The first name, which no two of them share."""
        return self.name.split(" ", 1)[0].lower()


@dataclass(frozen=True, kw_only=True)
class Lead:
    """Somebody who leads or administers and sells nothing."""

    name: str
    role: str
    team: str = ""
    language: str = "sv"


ANNA = Rep(
    name="Anna Berg",
    team="Norr",
    habit=Habit(
        leads_a_week=1.3, qualifies=1.0, meets_decider=0.98, leaves_step=0.995, keeps_step=0.995, lets_go=0.8,
        reviews_dates=0.97, coffee_a_week=0.2, holds=0.985, swapped_weeks_ago=4,
    ),
)  # fmt: skip
MIKKO = Rep(
    name="Mikko Aalto",
    team="Norr",
    language="fi",
    finnish=0.75,
    habit=Habit(
        pushes_before_meeting=0.8, reviews_dates=0.1, optimism=0.55, lets_go=0.12, holds=0.9, swapped_weeks_ago=0
    ),
)
JONAS = Rep(
    name="Jonas Wik", team="Norr", habit=Habit(leaves_step=0.45, lets_go=0.25, holds=0.93, swaps=0.2, slips_for=4)
)
LENA = Rep(
    name="Lena Hed", team="Norr", habit=Habit(leads_a_week=1.2, coffee_a_week=3.4, lets_go=0.3, holds=0.9, swaps=0.7)
)
SOFIA = Rep(name="Sofia Nordin", team="Norr")
OTTO = Rep(name="Otto Ek", team="Syd")
PETRA = Rep(name="Petra Lundmark", team="Syd", habit=Habit(raises_before_meeting=0.7, lets_go=0.3))
ILKKA = Rep(
    name="Ilkka Rautio", team="Syd", language="fi", finnish=0.5,
    habit=Habit(lets_go=0.05, keeps_step=0.6, reviews_dates=0.6, holds=0.85, swaps=0.2, slips_for=7),
)  # fmt: skip
KARIN = Rep(name="Karin Falk", team="Syd", habit=Habit(leads_a_week=1.6, holds=0.98))
TOBIAS = Rep(
    name="Tobias Strand", team="Syd", joined_week=12, habit=Habit(leads_a_week=2.1, qualifies=0.35, meets_decider=0.4)
)

REPS: tuple[Rep, ...] = (ANNA, MIKKO, JONAS, LENA, SOFIA, OTTO, PETRA, ILKKA, KARIN, TOBIAS)
EVA = Lead(name="Eva Lindqvist", role="manager", team="Norr")
MAJ = Lead(name="Maj Sand", role="manager", team="Syd")
VERA = Lead(name="Vera Holm", role="director")
ADA = Lead(name="Ada Nyman", role="admin", language="en")
LEADS: tuple[Lead, ...] = (EVA, MAJ, VERA, ADA)
