"""From which deal a meeting can learn: told freely, ended against the odds, or large and standing still (R16)."""

from enum import StrEnum


class Reason(StrEnum):
    """Why a deal is offered as a case, what teaches most first."""

    VOLUNTEERED = "volunteered"
    WON = "won"
    LOST = "lost"
    STUCK = "stuck"
