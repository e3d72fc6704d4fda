"""What can be done to an organization and its people; each in one transaction, with its history."""

from hederssak.org.actions.preferences import choose_language
from hederssak.org.actions.set_up import AlreadySetUpError, FirstCompany, WrongSetUpKeyError, set_up, set_up_key

__all__ = [
    "AlreadySetUpError",
    "FirstCompany",
    "WrongSetUpKeyError",
    "choose_language",
    "set_up",
    "set_up_key",
]
