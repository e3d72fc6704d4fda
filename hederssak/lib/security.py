"""Headers that every answer carries."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'{identity_providers}"
)


class ContentSecurityPolicy:
    """Allows scripts and styles from our own files only.

    Browsers apply `form-action` to where a form's answer redirects, so the identity providers stand in it: without
    them single sign-on stops at the first step.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Compute the policy once; it depends on settings alone."""
        self.get_response = get_response
        origins = "".join(f" {origin}" for origin in settings.IDENTITY_PROVIDER_ORIGINS)
        self.policy = POLICY.format(identity_providers=origins)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response
