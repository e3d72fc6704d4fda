"""The sign-in library's hooks: nobody signs up by themselves; an invitation or the first-run set-up makes a user."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from hederssak.lib import clock
from hederssak.org.actions import InvitationOverError, accept, send_password_letter
from hederssak.org.models import User
from hederssak.org.provider_calls import guarded_session
from hederssak.org.queries import invitation_for_address, user_of_address

SILENT = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}
"""What the library would tell people who can see it for themselves."""

log = structlog.get_logger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # the library is not typed
    """Hooks of sign-in by password and passkey."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Refuse: a company's sales are no place for strangers."""
        return False

    def send_password_reset_mail(self, user: User, email: str, context: Mapping[str, Any]) -> None:
        """Put the letter into the outbox, in the member's language; who is a member nowhere any more gets none."""
        link = settings.PUBLIC_URL + reverse(
            "account_reset_password_from_key", kwargs={"uidb36": context["uid"], "key": context["key"]}
        )
        send_password_letter(user, to=email, link=link, now=clock.read())

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Leave out what goes without saying."""
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *args, **kwargs)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # the library is not typed
    """Hooks of sign-in through an identity provider."""

    def is_open_for_signup(self, _request: HttpRequest, _sociallogin: object) -> bool:
        """Refuse here too: a provider's user is let in when a member has their e-mail address."""
        return False

    def get_requests_session(self) -> Any:
        """Call the provider through the guard against calls into the own network."""
        return guarded_session()

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in whoever is a member, or openly invited, by an address that the provider vouches for; nobody else."""
        if sociallogin.is_existing:
            if not user_of_address(sociallogin.user.email):
                raise _not_known(request, sociallogin.user.email)
            return
        addresses = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        user = next((user for address in addresses if (user := user_of_address(address) or _invited(address))), None)
        if user is None:
            raise _not_known(request, addresses[0] if addresses else "")
        sociallogin.connect(request, user)

    def on_authentication_error(
        self, _request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, **_beside: Any
    ) -> None:
        """Write the reason into the log; the page only says that it did not work."""
        log.warning("provider_failed", provider=str(provider), error=str(error), exception=str(exception))


def _invited(address: str) -> User | None:
    """Return the sign-in of whoever has an open invitation to this address: coming by the provider accepts it."""
    now = clock.read()
    invitation = invitation_for_address(address, now=now)
    if invitation is None:
        return None
    try:
        return accept(invitation, now=now)
    except InvitationOverError:
        return None


def _not_known(request: HttpRequest, email: str) -> ImmediateHttpResponse:
    return ImmediateHttpResponse(render(request, "socialaccount/not_known.html", {"email": email}, status=403))
