"""The booking hours and what happens in them, one file per noun."""

from hederssak.prospecting.models.blocks import Block, BlockKind, BlockRule, BlockState, Excuse
from hederssak.prospecting.models.promises import Assumption, ManagerDuty, Outlook, Promise, Signature
from hederssak.prospecting.models.swaps import Debt, Swap, SwapReason

__all__ = [
    "Assumption",
    "Block",
    "BlockKind",
    "BlockRule",
    "BlockState",
    "Debt",
    "Excuse",
    "ManagerDuty",
    "Outlook",
    "Promise",
    "Signature",
    "Swap",
    "SwapReason",
]
