"""When a team meets, what for, and what its time goes to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext_lazy as _

from hederssak.cadence.models import Plan, Rhythm
from hederssak.cadence.texts import nth_names
from hederssak.rules.agenda import Item, TimeBox
from hederssak.rules.cadence import MINUTES, Kind, Pattern

FROM, TO = 15, 480
MOST = 480


class RhythmForm(forms.Form):
    """The day, the time and the length of the meetings of one kind."""

    nth = forms.TypedChoiceField(label=_("Which one in the month"), coerce=int)
    weekday = forms.TypedChoiceField(
        label=_("Day of the week"), choices=[(day, WEEKDAYS[day]) for day in range(5)], coerce=int
    )
    month = forms.TypedChoiceField(label=_("In which month"), coerce=int)
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
        error_messages={
            "min_value": _("A meeting of less than 15 minutes leaves no time for a case."),
            "max_value": _("Write at most 480 minutes."),
        },
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        """Ask only what the kind has: a week no month, a month no month of it."""
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind is Kind.WEEKLY:
            del self.fields["nth"], self.fields["month"]
            self.fields["minutes"].help_text = _(
                "More than half of the time goes to one or two cases; an hour is enough."
            )
            return
        self.fields["nth"].choices = nth_names()  # type: ignore[attr-defined] # a choice field's
        if kind.months == 1:
            del self.fields["month"]
        else:
            self.fields["month"].choices = month_choices(kind)  # type: ignore[attr-defined] # a choice field's

    @classmethod
    def showing(cls, kind: Kind, rhythm: Rhythm | None, data: Any = None) -> RhythmForm:
        """Return the form with the rhythm that stands, or with a Monday morning."""
        return cls(
            data,
            kind=kind,
            initial={
                "nth": rhythm.nth if rhythm else 1,
                "weekday": rhythm.weekday if rhythm else 0,
                "month": rhythm.month if rhythm else 1,
                "starts": rhythm.starts if rhythm else dt.time(8, 30),
                "minutes": rhythm.minutes if rhythm else MINUTES[kind],
            },
        )

    @property
    def pattern(self) -> Pattern:
        """The day that was chosen."""
        given = self.cleaned_data
        return Pattern(self.kind, given["weekday"], given.get("nth", 1), given.get("month", 1))


def month_choices(kind: Kind) -> list[tuple[int, str]]:
    """Return the months of a quarter, a half-year or a year by name: "January, April, July, October"."""
    starts = range(0, 12, kind.months)
    return [(place, ", ".join(str(MONTHS[start + place]) for start in starts)) for place in range(1, kind.months + 1)]


class CharterForm(forms.Form):
    """What the meetings of one kind are for."""

    purpose = forms.CharField(label=_("What is it held for?"), max_length=300, required=False)
    ends_with = forms.CharField(label=_("What does it end with?"), max_length=300, required=False)
    who_and_why = forms.CharField(label=_("Who comes, and why they?"), max_length=300, required=False)
    why_so_long = forms.CharField(label=_("Why so long?"), max_length=300, required=False)

    @classmethod
    def showing(cls, plan: Plan | None, data: Any = None, *, words: Mapping[str, str]) -> CharterForm:
        """Return the form with what the team has said; the house's own `words` stand in the empty lines."""
        form = cls(data, initial={name: getattr(plan, name, "") for name in cls.base_fields})
        for name, said in words.items():
            form.fields[name].widget.attrs["placeholder"] = said
        return form


class BoxForm(forms.Form):
    """One item of the agenda: its place and its minutes; what is none of the usual has a name."""

    item = forms.ChoiceField(choices=[(item.value, item.value) for item in Item], widget=forms.HiddenInput)
    place = forms.IntegerField(
        label=_("Place"), min_value=1, max_value=9, widget=forms.NumberInput(attrs={"class": "short"})
    )
    title = forms.CharField(
        label=_("What it is called"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Other")}),
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=0, max_value=MOST, widget=forms.NumberInput(attrs={"class": "short"})
    )


Boxes = forms.formset_factory(BoxForm, extra=0, max_num=len(Item), absolute_max=len(Item))


def boxes_showing(boxes: Sequence[TimeBox], data: Any = None) -> Any:
    """Return the agenda's rows, with those that have no time at the end."""
    there = {box.item for box in boxes}
    every = [*boxes, *(TimeBox(item, 0) for item in Item if item not in there)]
    initial = [
        {"item": box.item.value, "place": place, "title": box.title, "minutes": box.minutes}
        for place, box in enumerate(every, start=1)
    ]
    return Boxes(data, initial=initial, prefix="box")


def boxes_given(formset: Any) -> list[TimeBox]:
    """Return the agenda that was given, in the order of the places."""
    rows = sorted((form.cleaned_data for form in formset), key=lambda row: row["place"])
    return [
        TimeBox(Item(row["item"]), row["minutes"], row["title"] if row["item"] == Item.OTHER else "") for row in rows
    ]
