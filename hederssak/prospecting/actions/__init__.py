"""What changes booking hours: one file per noun."""

from hederssak.prospecting.actions.debts import recount
from hederssak.prospecting.actions.keeping import (
    NotNowError,
    excuse_for_company,
    may_excuse,
    say_here,
    take_back_excuse,
    write_preparation,
)
from hederssak.prospecting.actions.making import make_blocks
from hederssak.prospecting.actions.reasons import add_reason, ensure_reasons, retire_reason
from hederssak.prospecting.actions.rules import (
    RuleClashError,
    Time,
    change_rule,
    end_rule,
    may_set_blocks,
    set_rule,
)
from hederssak.prospecting.actions.settling import excuse_absent, settle_blocks
from hederssak.prospecting.actions.swaps import move_replacement, plan_owed, swap_block, undo_swap

__all__ = [
    "NotNowError",
    "RuleClashError",
    "Time",
    "add_reason",
    "change_rule",
    "end_rule",
    "ensure_reasons",
    "excuse_absent",
    "excuse_for_company",
    "make_blocks",
    "may_excuse",
    "may_set_blocks",
    "move_replacement",
    "plan_owed",
    "recount",
    "retire_reason",
    "say_here",
    "set_rule",
    "settle_blocks",
    "swap_block",
    "take_back_excuse",
    "undo_swap",
    "write_preparation",
]
