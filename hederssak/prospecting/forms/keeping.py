"""What is asked for one hour."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PreparationForm(forms.Form):
    """What was prepared for an hour, or in it."""

    preparation = forms.CharField(
        label=_("Prepared"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whom you will call and why now. It also counts as what was done in the hour."),
    )
