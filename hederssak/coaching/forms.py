"""What one writes about a ride-along, a thing to practise, a play and a practice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from hederssak.coaching import texts
from hederssak.coaching.actions import FocusDraft, Notes, PlayDraft, PracticeDraft, Seen
from hederssak.coaching.models import Play, RideAlong
from hederssak.lib.fields import DayField
from hederssak.lib.ordered import ByName
from hederssak.org.models import Member, Role
from hederssak.pipeline.models import Stage, StageKind
from hederssak.rules.coaching import LONGEST_PACE, Aspect, Level


def _line(label: Any, length: int, *, required: bool = False, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=length, required=required, widget=widget)


def _aspects() -> list[tuple[str, Any]]:
    return [("", _("Not one of the five")), *((one.value, texts.aspect(one)) for one in Aspect)]


def _levels() -> list[tuple[str, str]]:
    return [(one.value, texts.level(one)) for one in Level]


def _stages(member: Member) -> Any:
    return Stage.objects.filter(organization_id=member.organization_id, kind=StageKind.OPEN).order_by("position", "pk")


class StageField(forms.ModelChoiceField[Stage]):
    """Where what is practised should be seen."""

    def __init__(self, member: Member) -> None:
        """Offer the open stages of the member's organization."""
        label = _("In which stage should it be seen?")
        super().__init__(_stages(member), label=label, required=False, empty_label=_("No stage in particular"))

    def label_from_instance(self, obj: Stage) -> str:
        """Say the stage by its name."""
        return obj.name


@dataclass(frozen=True)
class AspectFields:
    """The fields of one aspect: how it went, and a note."""

    code: str
    name: str
    asks: str
    level: BoundField
    note: BoundField


class ObserveForm(forms.Form):
    """Five plain words with a note each, and one thing to practise."""

    practise = _line(_("One thing to practise, chosen together"), 200)

    def __init__(self, *args: Any, ride: RideAlong, **kwargs: Any) -> None:
        """Fill in what is in the draft."""
        kwargs.setdefault("initial", _drafted(ride))
        super().__init__(*args, **kwargs)
        for one in Aspect:
            self.fields[f"level-{one}"] = forms.ChoiceField(
                label=texts.asks(one), choices=_levels(), required=False, widget=forms.RadioSelect
            )
            self.fields[f"note-{one}"] = _line(_("What I saw"), 500)
        self.fields["aspect"] = forms.ChoiceField(label=_("It belongs to"), choices=_aspects(), required=False)
        self.fields["stage"] = StageField(ride.rep)

    def aspects(self) -> Iterator[AspectFields]:
        """Return the five, in the order of a meeting."""
        for one in Aspect:
            yield AspectFields(one.value, texts.aspect(one), texts.asks(one), self[f"level-{one}"], self[f"note-{one}"])

    def notes(self) -> Notes:
        """Return what was written as the action takes it."""
        given = self.cleaned_data
        return Notes(
            seen={one: Seen(_level(given[f"level-{one}"]), given[f"note-{one}"]) for one in Aspect},
            practise=given["practise"],
            aspect=Aspect(given["aspect"]) if given["aspect"] else None,
            stage=given["stage"],
        )


class AnswerForm(forms.Form):
    """The rep's own word."""

    words = _line(_("Your own word on it"), 500, required=True, rows=3)


class FocusForm(forms.Form):
    """What I practise, and where it should be seen."""

    words = _line(_("What do you practise?"), 200, required=True)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        """Offer the stages of the sales process."""
        super().__init__(*args, **kwargs)
        self.fields["aspect"] = forms.ChoiceField(label=_("It belongs to"), choices=_aspects(), required=False)
        self.fields["stage"] = StageField(member)

    def draft(self) -> FocusDraft:
        """Return what was written as the action takes it."""
        given = self.cleaned_data
        aspect = Aspect(given["aspect"]) if given["aspect"] else None
        return FocusDraft(words=given["words"], aspect=aspect, stage=given["stage"])


class PaceForm(forms.Form):
    """The agreed pace."""

    weeks = forms.IntegerField(
        label=_("Everybody is followed once within so many weeks"),
        min_value=1,
        max_value=LONGEST_PACE,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={
            "min_value": _("Choose between one week and twenty-six."),
            "max_value": _("Choose between one week and twenty-six."),
        },
    )


class PlayForm(forms.Form):
    """A situation, the customer, the competitor, and by what one sees that it went well."""

    name = _line(_("What is it called?"), 120, required=True)
    situation = _line(_("What is the situation?"), 500, required=True, rows=3)
    customer = _line(_("Who is the customer, and what do they want?"), 300, rows=2)
    competitor = _line(_("Who else is in it?"), 300)
    criteria = _line(_("By what does one see that it went well?"), 1300, required=True, rows=5)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say how the lines are written."""
        super().__init__(*args, **kwargs)
        self.fields["criteria"].help_text = _("One line for each, six at most. They are looked at after the practice.")
        self.fields["aspect"] = forms.ChoiceField(label=_("It practises"), choices=_aspects(), required=False)

    def draft(self) -> PlayDraft:
        """Return what was written as the action takes it."""
        given = self.cleaned_data
        return PlayDraft(
            name=given["name"],
            situation=given["situation"],
            customer=given["customer"],
            competitor=given["competitor"],
            aspect=Aspect(given["aspect"]) if given["aspect"] else None,
            criteria=given["criteria"].splitlines(),
        )


class PracticeForm(forms.Form):
    """Who practised with whom, when, and how each line went."""

    on_day = DayField(label=_("When?"))
    note = _line(_("What will you do next time?"), 500)

    def __init__(self, *args: Any, play: Play, by: Member, today: dt.date, **kwargs: Any) -> None:
        """Offer the colleagues, and the lines of the play."""
        super().__init__(*args, **kwargs)
        self.play, self.by, self.today = play, by, today
        self.fields["on_day"].initial = today
        here = Member.objects.visible_to(by).filter(left_on=None).order_by(ByName("name"))
        if by.role == Role.MANAGER:
            led = Member.objects.in_teams_of(by).filter(role=Role.REP, left_on=None).order_by(ByName("name"))
            self.fields["member"] = forms.ModelChoiceField(led, label=_("Who practised?"), empty_label=_("Choose"))
        partners = here.filter(role__in=[Role.REP, Role.MANAGER]).exclude(pk=by.pk)
        self.fields["partner"] = forms.ModelChoiceField(
            partners, label=_("With whom?"), required=False, empty_label=_("On their own")
        )
        for place, line in enumerate(play.criteria):
            self.fields[f"line-{place}"] = forms.ChoiceField(
                label=line, choices=_levels(), required=False, widget=forms.RadioSelect
            )

    def lines(self) -> list[BoundField]:
        """Return the lines of the play."""
        return [self[f"line-{place}"] for place, _line_ in enumerate(self.play.criteria)]

    def clean_on_day(self) -> dt.date:
        """Practice that is logged has been."""
        day: dt.date = self.cleaned_data["on_day"]
        if day > self.today:
            raise forms.ValidationError(_("Choose a day up to today."))
        return day

    def names_a_stranger(self) -> bool:
        """Say whether somebody is named whom the manager does not lead: that is no slip of the pen."""
        return "member" in self.errors and bool(self.data.get("member"))

    def whose(self) -> Member:
        """Return who practised: whoever writes, or the rep whom a manager names."""
        found: Member = self.cleaned_data.get("member") or self.by
        return found

    def draft(self) -> PracticeDraft:
        """Return what was written as the action takes it."""
        given = self.cleaned_data
        levels = [_level(given[f"line-{place}"]) for place, _line_ in enumerate(self.play.criteria)]
        partner = given["partner"]
        if partner is None and self.by.role == Role.MANAGER:
            partner = self.by
        return PracticeDraft(play=self.play, on_day=given["on_day"], levels=levels, partner=partner, note=given["note"])


def _level(code: str) -> Level | None:
    return Level(code) if code else None


def _drafted(ride: RideAlong) -> dict[str, Any]:
    known: dict[str, Any] = {
        "practise": ride.practise,
        "aspect": ride.practise_aspect,
        "stage": ride.practise_stage_id,
    }
    for one in ride.observations.all():
        known |= {f"level-{one.aspect}": one.level, f"note-{one.aspect}": one.note}
    return known
