"""What is asked where a deal is offered as a case, what was understood from it, and where the minutes are posted."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

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
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "placeholder": "https://"}),
        error_messages={"required": _("Paste the address that the chat has given you.")},
    )
