"""The pulse of a meeting: with how much energy people go out, told as a figure of the team (R16)."""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 3
"""With fewer answers a figure would be somebody's own."""
LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True, slots=True)
class Pulse:
    """The mean energy of those who answered, from 1 to 5, and how many that were."""

    energy: float
    answers: int


def pulse_of(energies: Sequence[int]) -> Pulse | None:
    """Return the team's pulse; None where fewer than three have answered: then nothing is shown."""
    if len(energies) < FEWEST:
        return None
    return Pulse(sum(energies) / len(energies), len(energies))
