"""What is asked where a deal is offered as a case, what was understood from it, and where the minutes are posted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hederssak.pipeline.models import Opportunity

LONGEST = 500


class OfferForm(forms.Form):
    """The question with which a deal is told."""

    question = forms.CharField(
        label=_("What do you want the others to help you see?"),
        required=False,
        max_length=300,
        help_text=_("One question that can be answered in the room: “Who can stop it, and how do we meet them?”"),
    )


class InsightForm(forms.Form):
    """One line that was understood."""

    text = forms.CharField(
        label=_("What do we take with us from it?"),
        max_length=500,
        error_messages={"required": _("Write one line: what do you take with you from this deal?")},
    )


class ChatForm(forms.Form):
    """The address of a chat's incoming webhook."""

    address = forms.CharField(
        label=_("Address of the incoming webhook"),
        max_length=LONGEST,
        help_text=_(
            "In Slack and Mattermost: Incoming webhooks. In Teams: the channel's Workflows. Whoever has the address "
            "writes into the channel, so it is kept sealed and never shown again."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Paste the address that the chat has given you.")},
    )


class TryForm(forms.Form):
    """Who tries what, as one would say it, and on which deal."""

    words = forms.CharField(
        label=_("Who tries what, until when?"),
        max_length=300,
        widget=forms.TextInput(attrs={"placeholder": _("@Anna ask who signs, Wed"), "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, deals: Sequence[Opportunity], **kwargs: Any) -> None:
        """Offer these deals to try it on."""
        super().__init__(*args, **kwargs)
        self.deals = {str(one.pk): one for one in deals}
        names = [(pk, one.account.name if one.account else one.name) for pk, one in self.deals.items()]
        self.fields["deal"] = forms.ChoiceField(
            label=_("On which deal?"), required=False, choices=[("", _("none of mine")), *names]
        )

    def clean_deal(self) -> Opportunity | None:
        """Return the deal that was chosen."""
        return self.deals.get(self.cleaned_data["deal"])
