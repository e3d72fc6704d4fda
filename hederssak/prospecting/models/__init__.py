"""The booking hours and what happens in them, one file per noun."""

from hederssak.prospecting.models.blocks import WEEKLY, Block, BlockKind, BlockRule, BlockState, Excuse
from hederssak.prospecting.models.calling import Added, BlockSession, CallAttempt, HitEntry, NewShare
from hederssak.prospecting.models.promises import Assumption, ManagerDuty, Outlook, Promise, Signature
from hederssak.prospecting.models.swaps import Debt, Swap, SwapReason

__all__ = [
    "WEEKLY",
    "Added",
    "Assumption",
    "Block",
    "BlockKind",
    "BlockRule",
    "BlockSession",
    "BlockState",
    "CallAttempt",
    "Debt",
    "Excuse",
    "HitEntry",
    "ManagerDuty",
    "NewShare",
    "Outlook",
    "Promise",
    "Signature",
    "Swap",
    "SwapReason",
]
