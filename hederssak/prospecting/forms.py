"""What is asked for a swap, for times of one's own, and for the weekly hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from hederssak.meetings.models import CustomerMeeting
from hederssak.prospecting.actions import Time
from hederssak.prospecting.models import BlockRule, SwapReason
from hederssak.prospecting.texts import swaps as texts
from hederssak.rules.blocks import Slot

BETWEEN = "/"
SHORTEST, LONGEST = 30, 240


class TimesForm(forms.Form):
    """One or two times, written as their starts; whether they fit is the rule's to say."""

    times = forms.CharField(error_messages={"required": _("Choose the times.")})

    def __init__(self, data: Any = None, *, minutes: int) -> None:
        """Take how long each of the times is."""
        super().__init__(data)
        self.minutes = minutes

    def clean_times(self) -> list[Slot]:
        """Return the times as slots."""
        try:
            starts = [dt.datetime.fromisoformat(part) for part in self.cleaned_data["times"].split(BETWEEN)]
        except ValueError as error:
            raise forms.ValidationError(_("Choose the times.")) from error
        if any(start.tzinfo is None for start in starts):
            raise forms.ValidationError(_("Choose the times."))
        return [Slot.at(start.astimezone(dt.UTC), self.minutes) for start in starts]

    @staticmethod
    def written(slots: Sequence[Slot]) -> str:
        """Return times as the form posts them."""
        return BETWEEN.join(slot.starts_at.isoformat(timespec="minutes") for slot in slots)


class SwapForm(TimesForm):
    """Why an hour can't be kept, what else the customer was offered, and the two times for it."""

    reason = forms.ChoiceField(
        label=_("Why can't the hour be kept?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why the hour can't be kept.")},
    )
    offered = forms.CharField(
        label=_("Which other times did you offer the customer?"),
        max_length=300,
        error_messages={"required": _("Write which other times you offered the customer.")},
    )
    meeting = forms.ChoiceField(label=_("Which visit takes the hour?"), widget=forms.RadioSelect, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        minutes: int,
        reasons: Sequence[SwapReason],
        meetings: Sequence[CustomerMeeting],
    ) -> None:
        """Take the organization's reasons and the visits that lie over the hour."""
        super().__init__(data, minutes=minutes)
        self.reasons = {str(row.pk): row for row in reasons}
        self.meetings = {str(row.pk): row for row in meetings}
        self._choices("reason", [(key, texts.reason(row)) for key, row in self.reasons.items()])
        self._choices("meeting", [(key, row.title) for key, row in self.meetings.items()])
        if len(self.meetings) == 1:
            self.initial["meeting"] = next(iter(self.meetings))
        if not self.meetings:
            del self.fields["meeting"]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (the two fields above)
        field.choices = choices

    @property
    def swap(self) -> dict[str, Any]:
        """Return what was said, as the action takes it."""
        given = self.cleaned_data
        return {
            "replacements": given["times"],
            "reason": given["reason"],
            "offered": given["offered"],
            "meeting": given.get("meeting"),
        }

    def clean_reason(self) -> SwapReason:
        """Return the reason's row."""
        return self.reasons[self.cleaned_data["reason"]]

    def clean_meeting(self) -> CustomerMeeting | None:
        """Return the visit, if one was named."""
        return self.meetings.get(self.cleaned_data["meeting"])


class PreparationForm(forms.Form):
    """What was prepared for an hour, or in it."""

    preparation = forms.CharField(
        label=_("Prepared"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whom you will call and why now. It also counts as what was done in the hour."),
    )


class RuleForm(forms.Form):
    """A weekly time, for one member or the whole team, from a day on."""

    whom = forms.ChoiceField(label=_("For whom"))
    weekday = forms.TypedChoiceField(
        label=_("Day of the week"), choices=[(day, WEEKDAYS[day]) for day in range(5)], coerce=int
    )
    starts = forms.TimeField(
        label=_("Starts at"),
        widget=forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M"),
        error_messages={"required": _("Say at what time."), "invalid": _("Write the time as 08:30.")},
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=120,
        widget=forms.NumberInput(attrs={"class": "short", "step": 15}),
        error_messages={
            "min_value": _("In less than half an hour nobody gets going."),
            "max_value": _("Write at most 240 minutes; two shorter hours work better than one long."),
        },
    )
    first = forms.DateField(
        label=_("From"),
        widget=forms.DateInput(attrs={"type": "date", "class": "medium"}, format="%Y-%m-%d"),
        error_messages={"required": _("Say from which day."), "invalid": _("Write the date as 2026-11-24.")},
    )

    def __init__(
        self, data: Any = None, *, today: dt.date, whom: list[tuple[str, str]], rule: BlockRule | None = None
    ) -> None:
        """Take who can be chosen, and the rule that is to be changed."""
        tomorrow = today + dt.timedelta(days=1)
        known = {"weekday": rule.weekday, "starts": rule.starts, "minutes": rule.minutes} if rule else {}
        super().__init__(data, initial={"first": tomorrow, "starts": dt.time(9), **known})
        self.today = today
        field = self.fields["whom"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (the field above)
        field.choices = whom
        if rule:
            del self.fields["whom"]

    def clean_first(self) -> dt.date:
        """Return the first day; the past stays what it was."""
        first: dt.date = self.cleaned_data["first"]
        if first < self.today:
            raise forms.ValidationError(_("What has been stays as it was: choose today or a later day."))
        return first

    @property
    def time(self) -> Time:
        """Return the weekly time."""
        return Time(*(self.cleaned_data[name] for name in ("weekday", "starts", "minutes")))


class ReasonForm(forms.Form):
    """A reason in the organization's own words."""

    text = forms.CharField(
        label=_("Another reason"), max_length=120, error_messages={"required": _("Write the reason in a few words.")}
    )
