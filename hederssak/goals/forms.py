"""A goal as it is written, and a manager's suggestion."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hederssak.goals import texts
from hederssak.goals.actions.goals import GoalDraft
from hederssak.goals.actions.quotas import QuotaDraft
from hederssak.goals.models import GoalSpan
from hederssak.lib.fields import AmountField, DayField
from hederssak.lib.ordered import ByName
from hederssak.org.models import Member, Organization, Role, Team
from hederssak.rules.goals.periods import Unit
from hederssak.rules.goals.quotas import Span

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


class QuotaForm(forms.Form):
    """What is asked of somebody in a month, a quarter or a year."""

    whose = forms.ChoiceField(label=_("Whose"))
    span = forms.ChoiceField(label=_("For"), choices=[(span.value, label) for span, label in texts.SPANS.items()])
    day = DayField(label=_("From"), help_text=_("Any day of the month, quarter or year."))
    unit = forms.ChoiceField(label=_("Counted in"), choices=UNITS)
    amount = AmountField(
        label=_("Quota"),
        min_value=0,
        max_value=10**12,
        help_text=_("Zero takes a quota away."),
        error_messages={"required": _("Write an amount, or zero.")},
    )

    def __init__(self, data: Any = None, *, organization: Organization, initial: dict[str, Any] | None = None) -> None:
        """Offer the teams and the members who sell."""
        super().__init__(data, initial=initial)
        teams = Team.objects.filter(organization=organization).order_by(ByName("name"))
        reps = Member.objects.filter(organization=organization, role=Role.REP, left_on=None).order_by(ByName("name"))
        self.rows: dict[str, Member | Team] = {str(row.pk): row for row in (*teams, *reps)}
        self.fields["whose"].choices = [(key, str(row)) for key, row in self.rows.items()]  # type: ignore[attr-defined] # a ChoiceField

    def draft(self) -> QuotaDraft:
        """Return what the action takes."""
        given = self.cleaned_data
        return QuotaDraft(
            whose=self.rows[given["whose"]],
            span=Span(given["span"]),
            day=given["day"],
            unit=Unit(given["unit"]),
            amount=given["amount"],
        )


class QuotaFileForm(forms.Form):
    """A file of quotas."""

    file = forms.FileField(
        label=_("A file of quotas"),
        help_text=_(
            "XLSX or CSV with the columns Who (name, e-mail or team), Period (2026, 2026-Q4 or 2026-11), Amount and,"
            " if not margin, Unit."
        ),
        max_length=200,
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse a file that is larger than the operator allows."""
        given: UploadedFile[Any] = self.cleaned_data["file"]
        if (given.size or 0) > settings.UPLOAD_LIMIT_MB * 1_000_000:
            raise forms.ValidationError(_("The file is too large. Divide it in two."))
        return given
