"""The booking hours and what happens in them, one file per noun."""

from hederssak.prospecting.models.blocks import Block, BlockKind, BlockRule, BlockState, Excuse
from hederssak.prospecting.models.swaps import Debt, Swap, SwapReason

__all__ = [
    "Block",
    "BlockKind",
    "BlockRule",
    "BlockState",
    "Debt",
    "Excuse",
    "Swap",
    "SwapReason",
]
