"""The first page of a new installation."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from hederssak.org.actions import FirstCompany
from hederssak.org.models import Country, User
from hederssak.org.texts import COUNTRIES, LANGUAGES

password_help = lazy(password_validators_help_text_html, str)


class SetUpForm(forms.Form):
    """A company and whoever administers it."""

    key = forms.CharField(
        label=_("Set-up key"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("It was printed where Hederssak was started, and stands in the file setup_key of its data folder."),
    )
    company = forms.CharField(label=_("Name of the company"), max_length=200)
    country = forms.ChoiceField(
        label=_("Country"),
        choices=[(code, COUNTRIES[code]) for code in Country],
        help_text=_("Currency, time zone and public holidays follow from it; you can change them later."),
    )
    language = forms.ChoiceField(label=_("The company's language"), choices=list(LANGUAGES.items()))
    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_help(),
    )

    def clean_email(self) -> str:
        """Refuse an address that somebody in the demo company signs in with."""
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exists():
            raise ValidationError(_("Somebody signs in with this address already. Write another one."), code="taken")
        return email

    def clean(self) -> dict[str, Any]:
        """Judge the password, knowing whose it is to be."""
        given = self.cleaned_data
        if "password" in given:
            try:
                validate_password(given["password"], User(email=given.get("email", ""), name=given.get("name", "")))
            except ValidationError as refused:
                self.add_error("password", refused)
        return given

    def wanted(self) -> FirstCompany:
        """Return what was written, as the action takes it."""
        given = self.cleaned_data
        return FirstCompany(
            name=given["company"],
            country=Country(given["country"]),
            language=given["language"],
            admin_name=given["name"],
            email=given["email"],
            password=given["password"],
        )
