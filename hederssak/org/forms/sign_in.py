"""Words of our own on two forms of the sign-in library."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc] # the library is not typed
    """Adds a passkey that signs in by itself, unless the box is cleared."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields as a person would."""
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].help_text = _("So that you know it again, such as “My phone”.")
        self.fields["passwordless"].label = _("Sign in with the passkey alone, without a password")
        self.fields["passwordless"].help_text = _("Clear the box if the key is to be a second step after the password.")
        self.fields["passwordless"].initial = True


class RenamePasskey(EditWebAuthnForm):  # type: ignore[misc] # the library is not typed
    """Gives a passkey another name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the field as a person would."""
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
