"""What is done for a sales meeting before it begins."""

from hederssak.salesmeetings.actions.freezing import NotYetError, freeze, freeze_due
from hederssak.salesmeetings.actions.looking import look_at_pack

__all__ = ["NotYetError", "freeze", "freeze_due", "look_at_pack"]
