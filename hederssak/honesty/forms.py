"""Words back to a flag, and the answer to them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ObjectionForm(forms.Form):
    """Why the system is wrong here."""

    why = forms.CharField(
        label=_("What is it that the system does not know?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    """Whether the objection holds, and a word about it."""

    upheld = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda said: said == "yes")
    answer = forms.CharField(max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        """Return what the action takes."""
        return super().clean() or self.cleaned_data
