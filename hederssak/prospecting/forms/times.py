"""What is asked for times that make up for others, and for a swap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from hederssak.meetings.models import CustomerMeeting
from hederssak.prospecting.models import SwapReason
from hederssak.prospecting.texts import swaps as texts
from hederssak.rules.blocks import Slot
from hederssak.rules.debts import FOR_ONE

BETWEEN = "/"


class TimesForm(forms.Form):
    """Some times, as their starts: chosen among those offered, or own ones by the clock of a zone.

    Whether they fit is the rule's to say. Own times win, once they are written in full.
    """

    times = forms.CharField(required=False)

    def __init__(self, data: Any = None, *, minutes: int, zone: ZoneInfo, count: int) -> None:
        """Take how long each of the times is, whose clock it is, and how many are to be chosen."""
        super().__init__(data)
        self.minutes, self.zone, self.count = minutes, zone, count
        written = data.getlist("own") if data is not None else []
        self.own = [*written, *[""] * count][:count]

    def clean_times(self) -> list[Slot]:
        """Return the times as slots."""
        if any(self.own):
            starts = [start.replace(tzinfo=self.zone) for start in self._starts(self.own)]
        else:
            starts = self._starts(self.cleaned_data["times"].split(BETWEEN))
        if any(start.tzinfo is None for start in starts) or len(starts) != self.count:
            raise forms.ValidationError(_("Choose the times."))
        return [Slot.at(start.astimezone(dt.UTC), self.minutes) for start in starts]

    def _starts(self, written: Sequence[str]) -> list[dt.datetime]:
        try:
            return [dt.datetime.fromisoformat(one) for one in written]
        except ValueError as error:
            raise forms.ValidationError(_("Choose the times.")) from error

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
        zone: ZoneInfo,
        reasons: Sequence[SwapReason],
        meetings: Sequence[CustomerMeeting],
    ) -> None:
        """Take the organization's reasons and the visits that lie over the hour."""
        super().__init__(data, minutes=minutes, zone=zone, count=FOR_ONE)
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
