"""What is done for a sales meeting before it begins."""

from hederssak.salesmeetings.actions.freezing import NotYetError, freeze, freeze_due
from hederssak.salesmeetings.actions.looking import look_at_pack
from hederssak.salesmeetings.actions.preparing import prepare, prepare_packs

__all__ = ["NotYetError", "freeze", "freeze_due", "look_at_pack", "prepare", "prepare_packs"]
