"""The sign-in library's hooks: nobody signs up by themselves; an invitation or the first-run set-up makes a user."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # the library is not typed
    """Hooks of sign-in by password and passkey."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Refuse: a company's sales are no place for strangers."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # the library is not typed
    """Hooks of sign-in through an identity provider."""

    def is_open_for_signup(self, _request: HttpRequest, _sociallogin: object) -> bool:
        """Refuse here too: a provider's user is let in when a member has their e-mail address."""
        return False
