"""Headers that every answer carries."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "connect-src 'self'{live}; base-uri 'none'; frame-ancestors 'none'; form-action 'self'{identity_providers}"
)


LIVE_PLACE = "hederssak.live_place"
"""Where in a request's META a view says which other origin its page listens to."""


class ContentSecurityPolicy:
    """Allows scripts and styles from our own files only.

    Browsers apply `form-action` to where a form's answer redirects, so the identity providers stand in it, and the
    calendar services: without them single sign-on stops at the first step.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Compute the policy once; it depends on settings alone."""
        self.get_response = get_response
        origins = "".join(f" {origin}" for origin in [*settings.IDENTITY_PROVIDER_ORIGINS, *settings.CALENDAR_ORIGINS])
        self.policy = POLICY.format(identity_providers=origins, live="{live}")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header."""
        response = self.get_response(request)
        live = request.META.get(LIVE_PLACE, "")
        response.headers.setdefault("Content-Security-Policy", self.policy.format(live=live and f" {live}"))
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response
