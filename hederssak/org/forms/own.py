"""What one writes for oneself: the name and password of a first sign-in, and the name of an API key."""

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.http import QueryDict
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from hederssak.org.models import User

password_help = lazy(password_validators_help_text_html, str)


class AcceptForm(forms.Form):
    """How an invited person signs in from now on."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_help(),
    )

    def __init__(self, given: QueryDict | None, *, email: str, name: str) -> None:
        """Know whose password it is to be."""
        super().__init__(given, initial={"name": name})
        self.email = email

    def clean_password(self) -> str:
        """Judge the password, knowing whose it is to be."""
        password = str(self.cleaned_data["password"])
        validate_password(password, User(email=self.email, name=self.cleaned_data.get("name", "")))
        return password


class TokenForm(forms.Form):
    """A key to the API."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=80, help_text=_("So that you know later which one to revoke.")
    )
