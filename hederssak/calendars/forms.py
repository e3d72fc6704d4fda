"""What a member gives to connect a calendar."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hederssak.calendars.models import Answer


class AddressForm(forms.Form):
    """The secret address that a calendar program gives out."""

    url = forms.CharField(
        label=_("The calendar's address"),
        max_length=2000,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("It begins with https:// or webcal:// and often ends in .ics."),
        error_messages={"required": _("Paste the address here.")},
    )


class ServerForm(forms.Form):
    """Where a CalDAV server is, and who one is there."""

    url = forms.CharField(
        label=_("The server's address"),
        max_length=1000,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("For iCloud https://caldav.icloud.com, for Fastmail https://caldav.fastmail.com."),
        error_messages={"required": _("Write where the server is.")},
    )
    user = forms.CharField(
        label=_("Your name there"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the name by which you sign in there.")},
    )
    password = forms.CharField(
        label=_("Your password there"),
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Make a password for this alone if the server can: iCloud and Fastmail ask for an app password."),
        error_messages={"required": _("Write the password.")},
    )


class ChoiceForm(forms.Form):
    """Which of the calendars on a server."""

    address = forms.ChoiceField(
        label=_("Which calendar?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of them.")},
    )
    sealed = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **more: Any) -> None:
        """Offer the calendars that were found."""
        super().__init__(*args, **more)
        self.fields["address"].choices = choices  # type: ignore[attr-defined] # a choice field has them


class AnswerForm(forms.Form):
    """What is to become of an event that was moved or deleted in a calendar."""

    answer = forms.TypedChoiceField(choices=Answer.choices, coerce=Answer)
