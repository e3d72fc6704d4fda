"""Days away, quiet days and working days."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hederssak.org.models import Member
from hederssak.org.queries import weekdays_of
from hederssak.rules.worktime import Period

WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
LONGEST = dt.timedelta(days=3 * 366)


def day_field(label: Any) -> forms.DateField:
    """Return a field for one day, with the browser's own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class DaysForm(forms.Form):
    """Days from one to another, both included."""

    first = day_field(_("First day"))
    last = day_field(_("Last day"))

    def clean(self) -> dict[str, Any]:
        """See that the days go forward, and not on for ever."""
        given = self.cleaned_data
        if "first" in given and "last" in given:
            if given["last"] < given["first"]:
                self.add_error("last", _("The last day comes before the first. Change one of them."))
            elif given["last"] - given["first"] > LONGEST:
                self.add_error("last", _("That is more than three years. Write a shorter time."))
        return given

    def period(self) -> Period:
        """Return the days."""
        return Period(self.cleaned_data["first"], self.cleaned_data["last"])


class AbsenceForm(DaysForm):
    """Days away; there is no field for why."""

    share = forms.TypedChoiceField(
        label=_("How much of each day"),
        coerce=int,
        choices=[(100, _("whole days")), (75, "75 %"), (50, "50 %"), (25, "25 %")],
    )


class QuietForm(DaysForm):
    """Days in which every clock of the organization stands still."""

    name = forms.CharField(label=_("What it is"), max_length=120)


class WorkingDaysForm(forms.Form):
    """On which weekdays somebody works, and how much."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Working days"),
        coerce=int,
        choices=list(enumerate(WEEKDAYS)),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Mark at least one day.")},
    )
    weekly_hours = forms.DecimalField(
        label=_("Hours a week"), min_value=Decimal(1), max_value=Decimal(80), decimal_places=1
    )

    def __init__(self, given: QueryDict | None = None, *, member: Member) -> None:
        """Begin with what holds now."""
        start = {"weekdays": sorted(weekdays_of(member)), "weekly_hours": f"{member.weekly_hours.normalize():f}"}
        super().__init__(given, initial=start)
