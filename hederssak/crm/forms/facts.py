"""The facts of a company and of a person there, as one writes them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hederssak.crm import texts
from hederssak.crm.models import Account, Contact, Relationship
from hederssak.lib.fields import AmountField, DayField


class AccountForm(forms.ModelForm[Account]):
    """The plain facts of a company. Whose it is and what an import brought beside them are not changed here."""

    relationship = forms.ChoiceField(label=_("What they are to us"))
    revenue = AmountField(label=_("Revenue"), max_digits=18, decimal_places=2, min_value=0, required=False)

    class Meta:
        model = Account
        fields = (
            "name",
            "relationship",
            "org_number",
            "industry",
            "employees",
            "revenue",
            "city",
            "country",
            "website",
        )
        labels = {
            "name": _("Name"),
            "org_number": _("Organization number"),
            "industry": _("Industry"),
            "employees": _("Employees"),
            "city": _("City"),
            "country": _("Country"),
            "website": _("Website"),
        }
        widgets = {"employees": forms.NumberInput(attrs={"class": "short"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say what a company can be to us in the reader's language."""
        super().__init__(*args, **kwargs)
        field = self.fields["relationship"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [(code, texts.relationship(code)) for code in Relationship]


class ContactForm(forms.ModelForm[Contact]):
    """A person at a company, and how to reach them."""

    left_on = DayField(label=_("Left the company on"), required=False)

    class Meta:
        model = Contact
        fields = ("name", "title", "email", "phone", "mobile", "left_on")
        labels = {
            "name": _("Name"),
            "title": _("Title"),
            "email": _("E-mail"),
            "phone": _("Phone"),
            "mobile": _("Mobile"),
        }
        widgets = {"email": forms.EmailInput(), "phone": forms.TextInput(attrs={"type": "tel"})}
