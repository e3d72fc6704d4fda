"""Which way a figure goes, by its code; and how a month was left (R15). The figures are the estimates' work."""

from enum import StrEnum


class State(StrEnum):
    """As the estimates call it; each has its next action."""

    STEEP_RISE = "steep_rise"
    RISE = "rise"
    LEVEL = "level"
    FALL = "fall"
    STEEP_FALL = "steep_fall"
    NONE = "none"
    CANNOT_TELL = "cannot_tell"


UP = frozenset({State.STEEP_RISE, State.RISE})
DOWN = frozenset({State.STEEP_FALL, State.FALL, State.NONE})


class Left(StrEnum):
    """How a month was left: whether its goal was reached, and on the way up or down."""

    REACHED_UP = "reached_up"
    REACHED_LEVEL = "reached_level"
    REACHED_DOWN = "reached_down"
    MISSED_UP = "missed_up"
    MISSED_LEVEL = "missed_level"
    MISSED_DOWN = "missed_down"


def left(*, reached: bool, state: State) -> Left | None:
    """Return how a month was left; None where the direction cannot be told, which is the normal case."""
    if state is State.CANNOT_TELL:
        return None
    way = "up" if state in UP else "down" if state in DOWN else "level"
    return Left(f"{'reached' if reached else 'missed'}_{way}")
