"""Writing a promise, beginning anew, and what a collapse is assumed to cost."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hederssak.prospecting.models import Promise
from hederssak.rules.collapse import Assumed
from hederssak.rules.money import Money
from hederssak.rules.promise import FOLLOW_EVERY, Terms, quarter_of

THIS, NEXT = "this", "next"


def _number(label: Any, most: int, **given: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=1, max_value=most, widget=widget, **given)


class PromiseForm(forms.Form):
    """What a team agrees for a quarter."""

    quarter = forms.ChoiceField(
        label=_("For"), choices=[(THIS, _("this quarter")), (NEXT, _("the next quarter"))], widget=forms.RadioSelect
    )
    blocks = _number(_("Booking hours per person and week"), 10)
    meetings = _number(_("Meetings agreed per person and week"), 50)
    desirable = _number(
        _("Meetings that would be desirable"), 100, required=False, help_text=_("A wish, kept apart from the promise.")
    )
    exceptions = forms.CharField(
        label=_("What counts as an exception"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as: a tender in which the buyer has set the time."),
    )
    follow_every = _number(_("The manager sits in at least every so many weeks"), 12)

    def __init__(self, data: QueryDict | None, *, promise: Promise | None, today: dt.date) -> None:
        super().__init__(data, initial=_beginning(promise))
        self.today = today

    def terms(self) -> Terms:
        """Return what is agreed."""
        given = self.cleaned_data
        return Terms(given["blocks"], given["meetings"], given["desirable"])

    def first_day(self) -> dt.date:
        """Return the day on which it begins: today, or the first of the next quarter."""
        if self.cleaned_data["quarter"] == THIS:
            return self.today
        return quarter_of(self.today).last + dt.timedelta(days=1)


class RestartForm(forms.Form):
    """The day on which a team begins anew together."""

    first_day = forms.DateField(
        label=_("We begin again on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class AssumptionForm(forms.Form):
    """What a collapse is assumed to cost until it is measured."""

    margin_per_meeting = forms.DecimalField(
        label=_("Margin per customer meeting"),
        min_value=1,
        max_digits=12,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    drop = forms.IntegerField(
        label=_("By how much bookings fall, in percent"),
        min_value=1,
        max_value=99,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    weeks = _number(_("For how many weeks"), 104)

    @classmethod
    def showing(cls, data: QueryDict | None, assumed: Assumed) -> AssumptionForm:
        """Return the form with what is assumed now."""
        drop = round(assumed.drop * 100)
        margin = assumed.margin_per_meeting.amount
        return cls(data, initial={"margin_per_meeting": margin, "drop": drop, "weeks": assumed.weeks})

    def assumed(self, currency: str) -> Assumed:
        """Return what was filled in."""
        given = self.cleaned_data
        return Assumed(Money(given["margin_per_meeting"], currency), given["drop"] / 100, given["weeks"])


def _beginning(promise: Promise | None) -> dict[str, Any]:
    if promise is None:
        return {"quarter": THIS, "blocks": 2, "meetings": 5, "follow_every": FOLLOW_EVERY}
    return {
        "quarter": THIS,
        "blocks": promise.blocks,
        "meetings": promise.meetings,
        "desirable": promise.desirable,
        "exceptions": promise.exceptions,
        "follow_every": promise.follow_every,
    }
