"""What is asked for the weekly hours, and for a reason to swap one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from hederssak.prospecting.actions import Time
from hederssak.prospecting.models import BlockKind, BlockRule

SHORTEST, LONGEST = 30, 240


class RuleForm(forms.Form):
    """A weekly time, for one member or the whole team, from a day on."""

    whom = forms.ChoiceField(label=_("For whom"))
    kind = forms.TypedChoiceField(
        label=_("What for"),
        choices=[(BlockKind.REGULAR, _("Booking meetings")), (BlockKind.PLANNING, _("Filling the HIT list"))],
        initial=BlockKind.REGULAR,
        coerce=BlockKind,
        empty_value=BlockKind.REGULAR,
        required=False,
    )
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
            del self.fields["whom"], self.fields["kind"]

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


class ShareForm(forms.Form):
    """How much of each HIT list is kept for new companies."""

    percent = forms.IntegerField(
        label=_("Percent of each list for companies that have not bought yet"),
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "short", "step": 5}),
        error_messages={
            "required": _("Write a number from 0 to 100."),
            "invalid": _("Write a number from 0 to 100."),
            "min_value": _("Write a number from 0 to 100."),
            "max_value": _("Write a number from 0 to 100."),
        },
    )
