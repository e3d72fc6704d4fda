"""What can be asked about companies and the people there."""

from hederssak.crm.queries.listing import AccountWish, listed_accounts, owners_of_accounts
from hederssak.crm.queries.story import account_story

__all__ = ["AccountWish", "account_story", "listed_accounts", "owners_of_accounts"]
