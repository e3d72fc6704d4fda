"""A goal as it is written, and a manager's suggestion."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hederssak.goals import texts
from hederssak.goals.actions.goals import GoalDraft
from hederssak.goals.models import GoalSpan
from hederssak.lib.fields import AmountField, DayField
from hederssak.rules.goals.periods import Unit

UNITS = [(unit.value, label) for unit, label in texts.UNITS.items()]
OUT_OF_RANGE = _("Write an amount above zero.")


class AmountForm(forms.Form):
    """An amount for the week or month that a day lies in."""

    span = forms.ChoiceField(choices=GoalSpan.choices, widget=forms.HiddenInput)
    day = DayField(widget=forms.HiddenInput)
    unit = forms.ChoiceField(label=_("Counted in"), choices=UNITS, required=False)
    amount = AmountField(
        label=_("The goal"),
        min_value=1,
        max_value=10**12,
        error_messages={"required": OUT_OF_RANGE, "min_value": OUT_OF_RANGE, "max_value": OUT_OF_RANGE},
    )

    def draft(self) -> GoalDraft:
        """Return what the action takes."""
        given: dict[str, Any] = self.cleaned_data
        return GoalDraft(
            span=GoalSpan(given["span"]),
            day=given["day"],
            amount=given["amount"],
            unit=Unit(given["unit"] or Unit.MARGIN),
            action=given.get("action", ""),
        )


class GoalForm(AmountForm):
    """A rep's own goal, and the one thing that will carry it."""

    action = forms.CharField(
        label=_("The one thing that will carry it"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Such as: meet the decision maker at three companies")}),
    )


class SuggestionForm(AmountForm):
    """What a manager would suggest, and why."""

    words = forms.CharField(label=_("A word about why"), max_length=300, required=False)


class AnswerForm(forms.Form):
    """Take what is asked or suggested, or stay."""

    taken = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda said: said == "yes")
