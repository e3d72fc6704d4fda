"""The small forms by which a person changes an opportunity. They parse; what is allowed, the actions say."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hederssak.crm.models import Contact
from hederssak.lib import formats
from hederssak.lib.fields import AmountField, DayField
from hederssak.lib.ordered import ByName
from hederssak.pipeline import texts
from hederssak.pipeline.models import (
    BuyingRole,
    CommitteeSeat,
    Criterion,
    DecisionStep,
    LetGoReason,
    Opportunity,
    Stage,
)
from hederssak.pipeline.texts import committee
from hederssak.rules.committee import Influence, Stance
from hederssak.rules.meeting_checks import Person


class OpportunityForm(forms.Form):
    """A form about one opportunity, which stands in `self.opportunity`."""

    def __init__(self, *args: Any, opportunity: Opportunity, today: dt.date, **kwargs: Any) -> None:
        """Keep the opportunity and the day, for choices and first values."""
        super().__init__(*args, **kwargs)
        self.opportunity = opportunity
        self.today = today
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and first values."""

    def contacts(self) -> forms.ModelChoiceField[Contact]:
        """Return a choice among the people at the opportunity's company."""
        account = self.opportunity.account
        people = account.contacts.filter(left_on=None).order_by(ByName("name")) if account else Contact.objects.none()
        return forms.ModelChoiceField(
            queryset=people,
            required=False,
            empty_label="–",
            label=_("With whom"),
        )


class NextStepForm(OpportunityForm):
    """What happens next, when, and with whom."""

    what = forms.CharField(label=_("What happens next?"), max_length=300)
    due_on = DayField(label=_("When?"))
    agreed_with_buyer = forms.BooleanField(label=_("The buyer has said yes to it"), required=False)

    def prepare(self) -> None:
        """Offer the people of the company."""
        self.fields["contact"] = self.contacts()
        self.order_fields(["what", "due_on", "contact", "agreed_with_buyer"])


class ParkingForm(OpportunityForm):
    """Why it sleeps, and until when."""

    reason = forms.CharField(label=_("Why does it wait?"), max_length=300)
    wake_on = DayField(label=_("Wake it up on"), help_text=_("Until then nothing is asked about it."))


class LettingGoForm(OpportunityForm):
    """Why it goes."""

    reason = forms.ChoiceField(label=_("Why?"), widget=forms.RadioSelect)
    competitor = forms.CharField(label=_("Lost to whom?"), max_length=120, required=False)
    look_again_on = DayField(label=_("Look again on"), required=False)
    note = forms.CharField(label=_("What do we take with us?"), max_length=300, required=False)

    def prepare(self) -> None:
        """Say the reasons in the reader's language."""
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [(reason, texts.let_go_reason(reason)) for reason in LetGoReason]


class CloseDateForm(OpportunityForm):
    """When it will close."""

    close_date = DayField(label=_("Close date"))

    def prepare(self) -> None:
        """Begin with the present day."""
        self.initial["close_date"] = self.opportunity.close_date


class ValueForm(OpportunityForm):
    """What it is worth, and how we know."""

    amount = AmountField(label=_("Value"), max_digits=16, decimal_places=2, min_value=0)
    margin = AmountField(
        label=_("Contribution margin"),
        max_digits=16,
        decimal_places=2,
        required=False,
        help_text=_("Left empty, it is counted by your organization's usual rate and marked as assumed."),
    )
    amount_basis = forms.CharField(
        label=_("On what basis?"), max_length=300, required=False, help_text=_("An offer, a price list, their budget.")
    )

    def prepare(self) -> None:
        """Begin with the present values; an assumed margin is not offered as if somebody had said it."""
        row = self.opportunity
        self.initial = {
            "amount": row.amount,
            "margin": None if row.margin_assumed else row.margin,
            "amount_basis": row.amount_basis,
        }


class StageForm(OpportunityForm):
    """Where in the process it stands."""

    stage = forms.ModelChoiceField(label=_("Stage"), queryset=Stage.objects.none(), empty_label=None)

    def prepare(self) -> None:
        """Offer the stages of the same process."""
        field = self.fields["stage"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (declared above)
        row = self.opportunity
        field.queryset = Stage.objects.filter(
            organization_id=row.organization_id, pipeline=row.stage.pipeline
        ).order_by("position")
        self.initial["stage"] = row.stage_id


class EvidenceForm(OpportunityForm):
    """Which criterion is met, and how we know."""

    criterion = forms.ModelChoiceField(
        label=_("What is true now?"), queryset=Criterion.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("How do we know?"),
        max_length=500,
        required=False,
        help_text=_("Who said it, when, or where it is written."),
    )
    contact = forms.ModelChoiceField(
        label=_("Who said it?"), queryset=Contact.objects.none(), required=False, empty_label="–"
    )
    meeting_key = forms.TypedChoiceField(
        label=_("In which meeting?"), required=False, coerce=uuid.UUID, empty_value=None
    )
    link = forms.CharField(
        label=_("Which document?"), max_length=300, required=False, help_text=_("Its address, or where it lies.")
    )

    def prepare(self) -> None:
        """Offer the criteria that have no evidence yet, the people of the company and the meetings held on it."""
        self.fields["contact"] = self.contacts()
        self.fields["contact"].label = _("Who said it?")
        meetings = self.opportunity.meetings.filter(state="held").order_by("-starts_at")[:12]
        chosen = self.fields["meeting_key"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 (declared above)
        chosen.choices = [
            ("", "–"), *((one.pk, f"{formats.day(one.starts_at.date())}: {one.title}") for one in meetings)
        ]  # fmt: skip
        field = self.fields["criterion"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (declared above)
        row = self.opportunity
        field.queryset = (
            Criterion.objects.filter(organization_id=row.organization_id, stage__pipeline=row.stage.pipeline)
            .exclude(pk__in=row.evidence.values("criterion_id"))
            .order_by("stage__position", "position")
        )
        self.order_fields(["criterion", "text", "contact", "meeting_key", "link"])


class SeatForm(OpportunityForm):
    """Who takes part in the decision, and how."""

    role = forms.ChoiceField(label=_("What do they do in the decision?"), widget=forms.RadioSelect)
    person = forms.ChoiceField(label=_("What kind of person are they in it?"), required=False)

    def prepare(self) -> None:
        """Offer the people of the company and say the roles in the reader's language."""
        self.fields["contact"] = self.contacts()
        self.fields["contact"].label = _("Who?")
        self.fields["contact"].required = True
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        known = [role for role in BuyingRole if role is not BuyingRole.UNKNOWN]
        field.choices = [(role, texts.buying_role(role)) for role in known]
        types = self.fields["person"]
        assert isinstance(types, forms.ChoiceField)  # noqa: S101 (declared above)
        types.choices = [("", "–"), *((one, texts.person(one)) for one in Person if one is not Person.UNKNOWN)]
        self.order_fields(["contact", "role", "person"])


class SeatDetailsForm(forms.Form):
    """All that is known of somebody in a decision. Each answer is saved as it is given."""

    role = forms.ChoiceField(label=_("In the decision"))
    step = forms.ModelChoiceField(
        label=_("Step"), queryset=DecisionStep.objects.none(), required=False, empty_label=_("In no step yet")
    )
    stance = forms.ChoiceField(label=_("Where do they stand?"))
    influence = forms.ChoiceField(label=_("How much does their word weigh?"))
    person = forms.ChoiceField(label=_("What kind of person are they in it?"))
    reach = forms.CharField(label=_("How do we reach them?"), max_length=200, required=False)
    through = forms.ModelChoiceField(
        label=_("Who can take us there?"), queryset=Contact.objects.none(), required=False, empty_label=_("Nobody yet")
    )
    left_aside = forms.CharField(
        label=_("Left aside? Say why"), max_length=200, required=False, help_text=_("Then nothing is asked about them.")
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, seat: CommitteeSeat, steps: Sequence[DecisionStep]
    ) -> None:
        """Begin with what is known, and offer the steps and the others of the same decision."""
        names = ("role", "step", "stance", "influence", "person", "reach", "through", "left_aside")
        super().__init__(data, initial={name: getattr(seat, name) for name in names})
        choices: Mapping[str, tuple[Iterable[str], Callable[[str], str]]] = {
            "role": (BuyingRole, texts.buying_role),
            "stance": (Stance, committee.stance),
            "influence": (Influence, committee.influence),
            "person": (Person, texts.person),
        }
        for name, (codes, say) in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
            field.choices = [(code, say(code)) for code in codes]
        others = CommitteeSeat.objects.filter(opportunity=seat.opportunity_id, removed_at=None).exclude(pk=seat.pk)
        self._offer("step", DecisionStep.objects.filter(pk__in=[step.pk for step in steps]).order_by("position", "pk"))
        self._offer("through", Contact.objects.filter(pk__in=others.values("contact")).order_by(ByName("name")))

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (declared above)
        field.queryset = rows


class NewSeatForm(forms.Form):
    """Somebody of the company, or somebody new there."""

    contact = forms.ModelChoiceField(
        label=_("Who?"), queryset=Contact.objects.none(), required=False, empty_label=_("Somebody new")
    )
    name = forms.CharField(label=_("Their name"), max_length=200, required=False)
    title = forms.CharField(label=_("What they do there"), max_length=200, required=False)

    def __init__(self, *args: Any, opportunity: Opportunity, **kwargs: Any) -> None:
        """Offer the people of the company who are not in the decision yet."""
        super().__init__(*args, **kwargs)
        field = self.fields["contact"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (declared above)
        seated = CommitteeSeat.objects.filter(opportunity=opportunity, removed_at=None).values("contact")
        if opportunity.account is not None:
            field.queryset = (
                opportunity.account.contacts.filter(left_on=None).exclude(pk__in=seated).order_by(ByName("name"))
            )

    def clean(self) -> dict[str, Any]:
        """Ask for a name where nobody was chosen."""
        given = super().clean() or {}
        if not given.get("contact") and not given.get("name"):
            self.add_error("name", _("Choose somebody, or write the name."))
        return given


class BuyerEventForm(OpportunityForm):
    """What at the buyer it waits for."""

    what = forms.CharField(
        label=_("What happens at the buyer?"), max_length=200, help_text=_("A board meeting, a budget.")
    )
    on_day = DayField(label=_("When?"))
