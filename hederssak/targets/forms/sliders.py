"""Where the sliders stand, read from an address or a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite

from hederssak.targets.models import Funnel
from hederssak.targets.queries.plans import Position
from hederssak.targets.queries.scenarios import Wish

MOST = {"goal": 100_000_000.0, "deal": 100_000_000.0, "net_hours": 400.0, "meeting_hours": 24.0}
LEAST_CHANCE, MOST_CHANCE = 2, 98
SHARES = ("honour", "qualify", "looseness", "drag", "ride")


@dataclass(frozen=True)
class Slider:
    """One slider: its name in the address, where it stands, and how far it goes."""

    name: str
    value: float
    least: float
    most: float
    step: float


def position_in(given: Mapping[str, str], begins: Position, funnel: Funnel) -> Position:
    """Return where the sliders stand; what is not given, or makes no sense, stands where it began."""
    plain = {name: _number(given.get(name), getattr(begins, name), most) for name, most in MOST.items()}
    chances = tuple(
        round(min(max(_number(given.get(f"chance{place}"), begins.chances[place], 100), LEAST_CHANCE), MOST_CHANCE))
        for place in range(len(funnel.stages))
    )
    return replace(begins, **plain, chances=chances)


def sliders_of(begins: Position, at: Position) -> tuple[list[Slider], list[Slider]]:
    """Return the sliders for goal, deal and hours, and those for the chances of the stages."""
    plain = [
        _slider("goal", at.goal, 3 * begins.goal),
        _slider("deal", at.deal, 3 * begins.deal),
        Slider("net_hours", at.net_hours, 0, 200, 1),
        Slider("meeting_hours", at.meeting_hours, 0.5, 8, 0.5),
    ]
    chances = [Slider(f"chance{place}", value, LEAST_CHANCE, MOST_CHANCE, 1) for place, value in enumerate(at.chances)]
    return plain, chances


def _slider(name: str, value: float, most: float) -> Slider:
    step = max(10 ** (len(str(int(most))) - 3), 1)
    return Slider(name, value, step, max(round(most / step) * step, value), step)


def _number(text: str | None, begins: float, most: float) -> float:
    try:
        value = float((text or "").replace(",", "."))
    except ValueError:
        return begins
    return min(value, most) if isfinite(value) and value >= 0 else begins


def wish_in(given: Mapping[str, str], funnel: Funnel, drag: float = 0) -> Wish:
    """Return what a reader tries; what is not given, or makes no sense, is as it is.

    `drag` percent of skipped bookings are made anyway, unless something else is given.
    """
    begins = Wish(target=round(2 * funnel.meetings_a_week) / 2, honour=50, drag=drag)
    found = {name: _number(given.get(name), getattr(begins, name), 100) for name in SHARES}
    weeks = 52 if given.get("weeks") == "52" else 26
    return Wish(target=_number(given.get("target"), begins.target, 100), weeks=weeks, **found)
