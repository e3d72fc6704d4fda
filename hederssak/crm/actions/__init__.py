"""What can be done to companies, contacts and products. Batches are the rule, a single case is a batch of one."""

from hederssak.crm.actions.accounts import change_accounts, edit_account, make_accounts
from hederssak.crm.actions.contacts import add_contact, change_contacts, edit_contact, make_contacts
from hederssak.crm.actions.drafts import AccountDraft, ContactDraft, Edit, ProductDraft
from hederssak.crm.actions.joining import join_accounts, join_contacts
from hederssak.crm.actions.products import change_products, define_custom_fields, make_products, product_key
from hederssak.crm.actions.silence import Silenced, leave_alone, take_back_leaving_alone
from hederssak.crm.actions.writing import UnknownFieldError, Writing

__all__ = [
    "AccountDraft",
    "ContactDraft",
    "Edit",
    "ProductDraft",
    "Silenced",
    "UnknownFieldError",
    "Writing",
    "add_contact",
    "change_accounts",
    "change_contacts",
    "change_products",
    "define_custom_fields",
    "edit_account",
    "edit_contact",
    "join_accounts",
    "join_contacts",
    "leave_alone",
    "make_accounts",
    "make_contacts",
    "make_products",
    "product_key",
    "take_back_leaving_alone",
]
