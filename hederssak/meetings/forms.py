"""What one writes before and after a meeting: a column of short questions."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from hederssak.crm.models import Contact
from hederssak.lib.fields import DayField
from hederssak.lib.ordered import ByName
from hederssak.meetings.actions import Guest, Outcome, Preparation
from hederssak.meetings.models import Attendee, Charter, CustomerMeeting, Sheet
from hederssak.meetings.queries.checks import CHARTER, SHEET, investment_of
from hederssak.rules.meeting_checks import Investment

MOST_GUESTS = 30

YES_NO = (("", _("Not known")), ("yes", _("Yes")), ("no", _("No")))


@dataclass(frozen=True)
class GuestRow:
    """Somebody at the company, with the fields about their coming."""

    contact: Contact
    comes: BoundField
    why: BoundField
    can_name: BoundField


def _line(label: Any, length: int = 300) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False)


class PrepareForm(forms.Form):
    """The charter's five questions, who comes, the investment in sight, and the Wembley sheet."""

    purpose = _line(_("Why do we meet?"))
    goal = _line(_("Which final goal is it a step towards?"))
    minutes = forms.IntegerField(
        label=_("How long, in minutes?"),
        min_value=5,
        max_value=600,
        required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    why_so_long = _line(_("Why not shorter?"))
    after = _line(_("What follows?"))
    in_sight = forms.ChoiceField(label=_("Is an investment in sight?"), choices=YES_NO, required=False)
    when = _line(_("When?"), 120)
    how_known = _line(_("How do we know?"))
    expectations = _line(_("What do they expect?"), 500)
    insight = _line(_("Which insight do we bring?"), 500)
    picture = _line(_("How do we show it?"), 500)
    tactic = _line(_("What is the tactic?"), 500)
    competitor = _line(_("Who else is in it?"), 500)
    plan_b = _line(_("What if it fails?"), 500)
    next_step = _line(_("Which next step do we ask for?"), 500)
    is_important = forms.BooleanField(label=_("An important one: rehearse it for ten minutes"), required=False)
    rehearsed = forms.BooleanField(label=_("Rehearsed"), required=False)

    def __init__(self, *args: Any, meeting: CustomerMeeting, **kwargs: Any) -> None:
        """Fill in what is known, and offer the people of the company."""
        self.people = _people(meeting)
        kwargs.setdefault("initial", _known(meeting))
        super().__init__(*args, **kwargs)
        for person in self.people:
            self.fields[f"comes-{person.pk}"] = forms.BooleanField(label=person.name, required=False)
            self.fields[f"why-{person.pk}"] = _line(_("Why them?"), 200)
            names = forms.ChoiceField(
                label=_("Can they name who decides, or the need?"), choices=YES_NO, required=False
            )
            self.fields[f"can-{person.pk}"] = names

    def charter(self) -> list[BoundField]:
        """Return the charter's own questions."""
        return [self[name] for name in CHARTER]

    def investment(self) -> list[BoundField]:
        """Return what is asked about the investment."""
        return [self[name] for name in ("in_sight", "when", "how_known")]

    def sheet(self) -> list[BoundField]:
        """Return the Wembley sheet's questions."""
        return [self[name] for name in (*SHEET, "is_important", "rehearsed")]

    def guests(self) -> Iterator[GuestRow]:
        """Return the people of the company, those who come first."""
        for person in self.people:
            yield GuestRow(person, self[f"comes-{person.pk}"], self[f"why-{person.pk}"], self[f"can-{person.pk}"])

    def preparation(self) -> Preparation:
        """Return what was written as the action takes it."""
        given = self.cleaned_data
        return Preparation(
            charter={name: given[name] for name in CHARTER},
            sheet={name: given[name] for name in (*SHEET, "is_important")},
            rehearsed=given["rehearsed"],
            investment=Investment(_truth(given["in_sight"]), given["when"], given["how_known"]),
            guests=[
                Guest(contact=person, why=given[f"why-{person.pk}"], can_name=_truth(given[f"can-{person.pk}"]))
                for person in self.people
                if given[f"comes-{person.pk}"]
            ],
        )


class DebriefForm(forms.Form):
    """Four taps after a meeting."""

    took_place = forms.ChoiceField(
        label=_("Did it take place?"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect
    )
    came = forms.MultipleChoiceField(label=_("Who came?"), required=False, widget=forms.CheckboxSelectMultiple)
    committed = _line(_("What did they commit to?"))
    next_step = _line(_("What is next?"))
    next_on = DayField(label=_("When?"), required=False)
    qualified_out = forms.BooleanField(label=_("Not one for us: let it go now"), required=False)

    def __init__(self, *args: Any, meeting: CustomerMeeting, today: dt.date, **kwargs: Any) -> None:
        """Offer who was to be there."""
        super().__init__(*args, **kwargs)
        self.today = today
        seats = Attendee.objects.filter(meeting=meeting).select_related("contact").order_by(ByName("contact__name"))
        people = [(str(seat.contact_id), seat.contact.name) for seat in seats]
        field = self.fields["came"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 (declared above)
        field.choices = people
        field.initial = [key for key, _name in people]
        if not people:
            del self.fields["came"]
        if meeting.opportunity is None or not meeting.opportunity.is_open:
            del self.fields["qualified_out"]

    def clean(self) -> dict[str, Any]:
        """A next step has a day, and it lies ahead."""
        given = super().clean() or self.cleaned_data
        if given.get("next_step") and not given.get("qualified_out"):
            if not given.get("next_on"):
                self.add_error("next_on", _("Choose a day: a step without one is a hope."))
            elif given["next_on"] < self.today:
                self.add_error("next_on", _("Choose a day from today on."))
        return given

    def outcome(self) -> Outcome:
        """Return what was said as the action takes it."""
        given = self.cleaned_data
        return Outcome(
            took_place=given["took_place"] == "yes",
            came=[uuid.UUID(key) for key in given.get("came", [])],
            committed=given["committed"],
            next_step=given["next_step"],
            next_on=given["next_on"],
            qualified_out=given.get("qualified_out", False),
        )


def _people(meeting: CustomerMeeting) -> list[Contact]:
    """Return who is to be there, then the others of the company who have not left."""
    coming = [seat.contact for seat in Attendee.objects.filter(meeting=meeting).select_related("contact")]
    known = {person.pk for person in coming}
    if meeting.account_id is None:
        return coming
    rest = (
        Contact.objects.filter(account=meeting.account_id, left_on=None).exclude(pk__in=known).order_by(ByName("name"))
    )
    return [*coming, *rest[: max(0, MOST_GUESTS - len(coming))]]


def _known(meeting: CustomerMeeting) -> dict[str, Any]:
    charter, sheet = Charter.objects.filter(meeting=meeting).first(), Sheet.objects.filter(meeting=meeting).first()
    known: dict[str, Any] = {name: getattr(charter, name) for name in CHARTER} if charter else {}
    if sheet:
        known |= {name: getattr(sheet, name) for name in (*SHEET, "is_important")}
        known["rehearsed"] = sheet.rehearsed_at is not None
    found = investment_of(meeting)
    known |= {"in_sight": _said(found.in_sight), "when": found.when, "how_known": found.how_known}
    for seat in Attendee.objects.filter(meeting=meeting):
        known |= {
            f"comes-{seat.contact_id}": True,
            f"why-{seat.contact_id}": seat.why,
            f"can-{seat.contact_id}": _said(seat.can_name),
        }
    return known


def _truth(code: str) -> bool | None:
    return {"yes": True, "no": False}.get(code)


def _said(truth: bool | None) -> str:  # noqa: FBT001 (a truth becomes a choice; a name would say no more)
    return "" if truth is None else "yes" if truth else "no"
