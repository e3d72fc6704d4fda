"""The ideal customer's profile as one writes it, answers about a company, and asking to let one in."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from hederssak.crm import texts
from hederssak.crm.actions.fit import CriterionDraft
from hederssak.crm.models import FitCriterion, Relationship
from hederssak.crm.queries.fit import FACTS, fields_to_ask
from hederssak.lib.fields import DayField
from hederssak.lib.sheets.numbers import parse_number
from hederssak.lib.sheets.refusals import BadValue
from hederssak.org.models import Organization
from hederssak.rules.fit import NUMERIC, Answer, BadCriterion, Fact, Operator

if TYPE_CHECKING:
    CriterionForms = BaseFormSet["CriterionForm"]
else:
    CriterionForms = BaseFormSet

QUESTION = "question"
HUNDRED = Decimal(100)


class ProfileForm(forms.Form):
    """How much of the weight is enough, and why the profile changes."""

    enough = forms.IntegerField(
        label=_("How much of the weight is enough?"),
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    why = forms.CharField(label=_("Why is it changed?"), max_length=300, required=False)

    @property
    def share(self) -> Decimal:
        """Return the share of weight, 0 to 1."""
        return Decimal(self.cleaned_data["enough"]) / HUNDRED


class CriterionForm(forms.Form):
    """One criterion: what it looks at, how, and how much it counts."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    what = forms.ChoiceField(label=_("What it looks at"), required=False)
    operator = forms.ChoiceField(label=_("How"), required=False)
    text = forms.CharField(label=_("Values, or the question"), max_length=300, required=False)
    weight = forms.IntegerField(
        label=_("Weight"), min_value=0, max_value=100, initial=1, widget=forms.NumberInput(attrs={"class": "short"})
    )
    is_mandatory = forms.BooleanField(label=_("Mandatory"), required=False)

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        """Offer the facts that this organization has, its imported fields with them."""
        super().__init__(*args, **kwargs)
        facts = [(name, texts.field_name(name)) for name in FACTS]
        choices = [("", "–"), (QUESTION, _("A question to judge")), *facts, *fields_to_ask(organization)]
        for name, offered in (("what", choices), ("operator", texts.operators())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
            field.choices = offered

    def clean(self) -> dict[str, Any]:
        """Hold what was written against the rule, and say by the field what to do."""
        given = super().clean() or self.cleaned_data
        what, text = given.get("what", ""), (given.get("text") or "").strip()
        if what and not text:
            self.add_error("text", _("Write what the company is held against."))
        elif what and what != QUESTION:
            self._check(what, given.get("operator") or Operator.ONE_OF, text)
        return given

    def draft(self) -> CriterionDraft | None:
        """Return the criterion, or None for a row that was left empty."""
        given = self.cleaned_data
        if not given.get("what"):
            return None
        key = {"key": given["key"]} if given.get("key") else {}
        counts = {"weight": given["weight"], "is_mandatory": given["is_mandatory"]}
        if given["what"] == QUESTION:
            return CriterionDraft(question=given["text"].strip(), **counts, **key)
        operator = given.get("operator") or Operator.ONE_OF
        values = _values(given["what"], operator, given["text"])
        return CriterionDraft(field=given["what"], operator=operator, values=values, **counts, **key)

    def _check(self, what: str, operator: str, text: str) -> None:
        try:
            Fact(what, Operator(operator), _values(what, operator, text))
        except BadCriterion as bad:
            self.add_error("text", texts.bad_criterion(bad.code))
        except BadValue:
            self.add_error("text", texts.bad_criterion("not_a_number"))


class _Criteria(CriterionForms):
    def clean(self) -> None:
        """Refuse a profile that asks nothing: it would let everyone in."""
        super().clean()
        if any(self.errors):
            return
        kept = [form for form in self.forms if form not in self.deleted_forms]
        if not any(form.draft() for form in kept):
            raise ValidationError(_("Write at least one criterion."))

    def drafts(self) -> list[CriterionDraft]:
        """Return the criteria that were written, in their order."""
        found = (form.draft() for form in self.forms if form not in self.deleted_forms)
        return [draft for draft in found if draft]


def criterion_forms(data: Any, *, organization: Organization, criteria: list[FitCriterion]) -> _Criteria:
    """Return the rows of the editor: those of a profile, and some empty ones."""
    make = formset_factory(CriterionForm, formset=_Criteria, extra=3, max_num=40, can_delete=True)
    initial = [
        {
            "key": one.key,
            "what": one.field or QUESTION,
            "operator": one.operator,
            "text": ", ".join(one.values) if one.field else one.question,
            "weight": one.weight,
            "is_mandatory": one.is_mandatory,
        }
        for one in criteria
    ]
    rows = make(data, initial=initial, form_kwargs={"organization": organization})
    assert isinstance(rows, _Criteria)  # noqa: S101 (made from it above)
    return rows


class AnswerForm(forms.Form):
    """An answer about a company, and how one knows."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[(Answer.YES, _("Yes")), (Answer.NO, _("No")), (Answer.UNKNOWN, _("Not known"))],
        widget=forms.RadioSelect,
    )
    evidence = forms.CharField(label=_("How do we know?"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for evidence: without it an answer would not count."""
        given = super().clean() or self.cleaned_data
        if given.get("answer") in {Answer.YES, Answer.NO} and not (given.get("evidence") or "").strip():
            self.add_error("evidence", _("Write how we know, or leave it as not known."))
        return given

    @property
    def asked(self) -> uuid.UUID:
        """Return the question."""
        key: uuid.UUID = self.cleaned_data["key"]
        return key


class AskForm(forms.Form):
    """Why a company should be let in."""

    why = forms.CharField(label=_("Why should we meet them all the same?"), max_length=300)


class DecideForm(forms.Form):
    """Until when it is let in, or that it is not, and why."""

    until = DayField(label=_("Until when?"), required=False)
    reason = forms.CharField(label=_("Your reason"), max_length=300)

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        """Remember the day: an override ends in the future."""
        super().__init__(*args, **kwargs)
        self.today, self.grants = today, "grant" in (self.data or {})

    def clean(self) -> dict[str, Any]:
        """A yes needs a last day that lies ahead; a no needs none."""
        given = super().clean() or self.cleaned_data
        if not self.grants:
            given["until"] = None
        elif not given.get("until") or given["until"] <= self.today:
            self.add_error("until", _("Choose a day ahead: every override ends."))
        return given


def _values(what: str, operator: str, text: str) -> tuple[str, ...]:
    """Return what was written between commas; numbers as plain decimals, however they were written."""
    if Operator(operator) in NUMERIC:
        parts = [part for part in text.replace("–", ";").replace("..", ";").split(";") if part.strip()]
        return tuple(str(parse_number(part.strip())) for part in parts)
    said = tuple(part.strip() for part in text.split(",") if part.strip())
    codes = {texts.relationship(code).casefold(): code.value for code in Relationship}
    return tuple(codes.get(part.casefold(), part) for part in said) if what == "relationship" else said
