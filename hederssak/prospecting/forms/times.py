"""What is asked for times that make up for others, and for a swap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hederssak.meetings.models import CustomerMeeting
from hederssak.prospecting.models import SwapReason
from hederssak.prospecting.texts import swaps as texts
from hederssak.rules.blocks import Slot

BETWEEN = "/"


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
