"""Headers that every answer carries, and text that no database takes."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

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


class NoNulCharacters:
    """Puts a blank where a form or an address holds a NUL: PostgreSQL takes none, and what was typed beside it stays.

    The API refuses such text itself (`hederssak.api.v1.parsing`): a program can be told to send it right.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand on; what there is to do waits until the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any) -> None:
        """Clean what was given, which is hardly ever needed; a door for programs reads its own body."""
        if getattr(view, "csrf_exempt", False):
            return
        if _holds_nul(request.GET):
            request.GET = _cleaned(request.GET)  # type: ignore[assignment] # immutable again, which the stubs miss
        if _holds_nul(request.POST):
            request.POST = _cleaned(request.POST)  # type: ignore[assignment] # as above


def _holds_nul(given: QueryDict) -> bool:
    return any("\0" in text for name, texts in given.lists() for text in (name, *texts))


def _cleaned(given: QueryDict) -> QueryDict:
    """Return a copy without NUL."""
    clean = QueryDict(mutable=True)
    for name, texts in given.lists():
        clean.setlist(name.replace("\0", " "), [text.replace("\0", " ") for text in texts])
    clean._mutable = False  # noqa: SLF001 (as Django itself closes one)
    return clean
