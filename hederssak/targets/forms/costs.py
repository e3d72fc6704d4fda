"""What meetings take, as a director or an administrator writes it: one page, zero allowed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hederssak.lib.fields import AmountField
from hederssak.org.models import Member, Organization
from hederssak.rules.meeting_hours import (
    MOST_EXPENSES,
    MOST_HOURLY,
    MOST_HOURS,
    Distance,
    Kind,
    Norms,
    town_key,
    words_of,
)
from hederssak.targets.queries.cost_norms import norms_of, sellers_of, towns_met_most, towns_of

EMPTY_TOWNS = 2


@dataclass(frozen=True)
class TownRow:
    """A town with its hours and expenses."""

    town: BoundField
    hours: BoundField
    expenses: BoundField


def _hours(label: Any, *, required: bool = True) -> AmountField:
    return _amount(label, MOST_HOURS, required=required)


def _amount(label: Any, most: Decimal, *, required: bool = True) -> AmountField:
    return AmountField(
        label=label,
        min_value=Decimal(0),
        max_value=most,
        decimal_places=2,
        required=required,
        error_messages={
            "min_value": _("Write 0 or more: nothing costs less than nothing."),
            "max_value": _("That is more than one meeting can take: write at most %(limit_value)s."),
            "max_decimal_places": _("Two decimals are enough."),
            "required": _("Write a figure; 0 says that it takes nothing."),
        },
    )


class NormsForm(forms.Form):
    """Hours by kind of meeting and town, and money for an hour."""

    hourly = _amount(_("An hour of a rep costs, with everything"), MOST_HOURLY)
    prepare_first = _hours(_("Before a first meeting"))
    after_first = _hours(_("After a first meeting"))
    prepare_later = _hours(_("Before a later meeting on the same deal"))
    after_later = _hours(_("After a later meeting on the same deal"))
    prepare_other = _hours(_("Before a meeting about no deal"))
    after_other = _hours(_("After a meeting about no deal"))
    travel_hours = _hours(_("On the road, there and back, where no town says otherwise"))
    travel_expenses = _amount(_("Expenses of such a journey"), MOST_EXPENSES)
    proposal_hours = _hours(_("To write a proposal"))
    remote_words = forms.CharField(
        label=_("Words in a title that say that nobody travels"), max_length=300, required=False
    )

    def __init__(self, given: QueryDict | None, *, organization: Organization) -> None:
        """Begin with what holds, and offer the towns where most meetings are held."""
        self.members = list(sellers_of(organization))
        norms = norms_of(organization)
        towns = [(one.town, Distance(one.hours, one.expenses)) for one in towns_of(organization)]
        rows: list[tuple[str, Distance | None]] = [
            *towns,
            *((town, None) for town in towns_met_most(organization)),
            *[("", None)] * EMPTY_TOWNS,
        ]
        self.towns = len(rows)
        super().__init__(given, initial=_begins(norms) | _begin_towns(rows))
        for place in range(self.towns):
            self.fields[f"town-{place}"] = forms.CharField(label=_("Town"), max_length=120, required=False)
            self.fields[f"road-{place}"] = _hours(_("Hours there and back"), required=False)
            self.fields[f"spent-{place}"] = _amount(_("Expenses"), MOST_EXPENSES, required=False)
        for member in self.members:
            field = _amount(member.name, MOST_HOURLY, required=False)
            field.initial = norms.hourly_of.get(member.pk)
            self.fields[f"hourly-{member.pk}"] = field

    def kinds(self) -> Iterator[tuple[Any, BoundField, BoundField]]:
        """Return each kind of meeting with its hours before and after."""
        names = {
            Kind.FIRST: _("A first meeting"),
            Kind.LATER: _("A later one on the same deal"),
            Kind.OTHER: _("One about no deal"),
        }
        for kind, name in names.items():
            yield name, self[f"prepare_{kind}"], self[f"after_{kind}"]

    def town_rows(self) -> Iterator[TownRow]:
        """Return the towns, those with hours first."""
        for place in range(self.towns):
            yield TownRow(self[f"town-{place}"], self[f"road-{place}"], self[f"spent-{place}"])

    def member_rows(self) -> Iterator[tuple[Member, BoundField]]:
        """Return who can have an hour of their own price."""
        for member in self.members:
            yield member, self[f"hourly-{member.pk}"]

    def clean(self) -> dict[str, Any]:
        """A town with a figure has a name, and each stands once."""
        given = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for place in range(self.towns):
            name = given.get(f"town-{place}") or ""
            has_figure = given.get(f"road-{place}") is not None or given.get(f"spent-{place}") is not None
            if has_figure and not name:
                self.add_error(f"town-{place}", _("Name the town, or take the figures away."))
            if has_figure and name and town_key(name) in seen:
                self.add_error(f"town-{place}", _("This town stands here twice."))
            if has_figure:
                seen.add(town_key(name))
        return given

    def norms(self) -> Norms:
        """Return what was written as the action takes it; a town without a figure is left to the usual journey."""
        given = self.cleaned_data
        towns = {}
        for place in range(self.towns):
            road, spent = given.get(f"road-{place}"), given.get(f"spent-{place}")
            if road is not None or spent is not None:
                towns[given[f"town-{place}"]] = Distance(road or Decimal(0), spent or Decimal(0))
        own: dict[object, Decimal] = {
            uuid.UUID(name.removeprefix("hourly-")): value
            for name, value in given.items()
            if name.startswith("hourly-") and value is not None
        }
        return Norms(
            hourly=given["hourly"],
            prepare={kind: given[f"prepare_{kind}"] for kind in Kind},
            after={kind: given[f"after_{kind}"] for kind in Kind},
            usual=Distance(given["travel_hours"], given["travel_expenses"]),
            proposal_hours=given["proposal_hours"],
            towns=towns,
            hourly_of=own,
            remote_words=words_of(given["remote_words"]),
        )


def _begins(norms: Norms) -> dict[str, Any]:
    return {
        "hourly": norms.hourly,
        **{f"prepare_{kind}": norms.prepare[kind] for kind in Kind},
        **{f"after_{kind}": norms.after[kind] for kind in Kind},
        "travel_hours": norms.usual.hours,
        "travel_expenses": norms.usual.expenses,
        "proposal_hours": norms.proposal_hours,
        "remote_words": ", ".join(norms.remote_words),
    }


def _begin_towns(rows: list[tuple[str, Distance | None]]) -> dict[str, Any]:
    begins: dict[str, Any] = {}
    for place, (town, distance) in enumerate(rows):
        begins[f"town-{place}"] = town
        if distance is not None:
            begins |= {f"road-{place}": distance.hours, f"spent-{place}": distance.expenses}
    return begins
