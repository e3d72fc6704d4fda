"""How often a stranger may try: the sign-in library counts, in the cache that all processes share."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse


def too_many(request: HttpRequest, action: str) -> HttpResponse | None:
    """Count one more try, and return the page that says to wait (429) once there were too many.

    `action` is a name in ACCOUNT_RATE_LIMITS.
    """
    refusal: HttpResponse | None = ratelimit.consume_or_429(request, action=action)
    return refusal
