"""When a team meets."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from hederssak.cadence.models import Rhythm

FROM, TO = 15, 240


class WeeklyForm(forms.Form):
    """The weekday, the time and the length of the weekly meeting."""

    weekday = forms.TypedChoiceField(
        label=_("Day of the week"), choices=[(day, WEEKDAYS[day]) for day in range(5)], coerce=int
    )
    starts = forms.TimeField(
        label=_("Starts at"),
        widget=forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M"),
        error_messages={"required": _("Say at what time."), "invalid": _("Write the time as 08:30.")},
    )
    minutes = forms.IntegerField(
        label=_("Length in minutes"),
        min_value=FROM,
        max_value=TO,
        widget=forms.NumberInput(attrs={"class": "short", "step": 5}),
        help_text=_("More than half of the time goes to one or two cases; an hour is enough."),
        error_messages={
            "min_value": _("A meeting of less than 15 minutes leaves no time for a case."),
            "max_value": _("Write at most 240 minutes."),
        },
    )

    @classmethod
    def showing(cls, rhythm: Rhythm | None, data: Any = None) -> WeeklyForm:
        """Return the form with the rhythm that stands, or with a Monday morning."""
        return cls(
            data,
            initial={
                "weekday": rhythm.weekday if rhythm else 0,
                "starts": rhythm.starts if rhythm else dt.time(8, 30),
                "minutes": rhythm.minutes if rhythm else 60,
            },
        )
