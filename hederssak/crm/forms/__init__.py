"""What people write about companies."""

from hederssak.crm.forms.facts import AccountForm, ContactForm
from hederssak.crm.forms.fit import AnswerForm, AskForm, DecideForm, ProfileForm, criterion_forms

__all__ = ["AccountForm", "AnswerForm", "AskForm", "ContactForm", "DecideForm", "ProfileForm", "criterion_forms"]
