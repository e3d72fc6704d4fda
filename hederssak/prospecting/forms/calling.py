"""What is asked when a call has ended, and on the HIT list."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from hederssak.lib.rows import codes_of
from hederssak.prospecting.queries.filling import MOST
from hederssak.rules.attempts import Outcome

LONGEST = 480


class OutcomeForm(forms.Form):
    """What was pressed: the key was made where it was, `at` is in milliseconds of the epoch."""

    key = forms.UUIDField()
    entry = forms.UUIDField()
    outcome = forms.ChoiceField(choices=codes_of(Outcome))
    at = forms.IntegerField(required=False, min_value=0, max_value=10**14)
    note = forms.CharField(required=False, max_length=300)
    when = forms.CharField(required=False, max_length=120)
    late = forms.BooleanField(required=False)

    def pressed_at(self, now: dt.datetime) -> dt.datetime:
        """Return when it was pressed: now, where the page could not tell."""
        at = self.cleaned_data["at"]
        return dt.datetime.fromtimestamp(at / 1000, tz=dt.UTC) if at else now


class BookingForm(forms.Form):
    """When the meeting is, and its charter: five questions, filled as far as can be derived (R7)."""

    slot = forms.CharField(required=False)
    own_time = forms.DateTimeField(
        required=False, input_formats=["%Y-%m-%dT%H:%M"], widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    minutes = forms.IntegerField(
        min_value=10, max_value=LONGEST, error_messages={"required": _("Say how long the meeting is to take.")}
    )
    purpose = forms.CharField(max_length=300, error_messages={"required": _("Say what the meeting is for.")})
    why_they = forms.CharField(max_length=200, error_messages={"required": _("Say why this person.")})
    goal = forms.CharField(max_length=300, error_messages={"required": _("Say what it is a step towards.")})
    why_so_long = forms.CharField(max_length=300, error_messages={"required": _("Say why it can't be shorter.")})
    after = forms.CharField(max_length=300, error_messages={"required": _("Say what follows.")})

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        """Read times as the clock on the member's wall."""
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        """Find the start: one's own time, or one of those that were offered."""
        data = super().clean() or {}
        own = data.get("own_time")
        starts_at = own.replace(tzinfo=self.zone).astimezone(dt.UTC) if own else _instant(data.get("slot") or "")
        if starts_at is None and not self.errors.get("own_time"):
            self.add_error("own_time", _("Choose when the meeting is."))
        data["starts_at"] = starts_at
        return data


class FillForm(forms.Form):
    """From which companies to fill the list."""

    count = forms.IntegerField(min_value=1, max_value=MOST, initial=12, label=_("How many"))
    relation = forms.ChoiceField(
        required=False,
        label=_("Which companies"),
        choices=[("", _("New ones and customers")), ("new", _("New ones")), ("customers", _("Customers"))],
    )
    least_employees = forms.IntegerField(required=False, min_value=0, label=_("Employees, at least"))
    most_employees = forms.IntegerField(required=False, min_value=0, label=_("Employees, at most"))
    industry = forms.CharField(required=False, max_length=80, label=_("Industry"))
    city = forms.CharField(required=False, max_length=80, label=_("City"))
    mine_only = forms.BooleanField(required=False, label=_("My own companies only"))


class PasteForm(forms.Form):
    """Lines from a sheet or a letter."""

    text = forms.CharField(
        max_length=20_000,
        label=_("One person on each line"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("An e-mail address, a number, or a name and a company. Paste straight from a sheet."),
        error_messages={"required": _("Paste at least one line.")},
    )


def _instant(text: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
