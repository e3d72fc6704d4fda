"""One line per room, sorted, so that two changes rarely touch one line.

A room's pages are imported when one of its addresses is first asked for: a job or a command that writes one link into a
letter needs that room, not the whole house.
"""

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


def room(address: str, name: str) -> URLResolver:
    """Return a room's addresses, which are called `name:…`."""
    return URLResolver(_begins(address), f"hederssak.{name}.urls", app_name=name, namespace=name)


def nameless(address: str, urls: str) -> URLResolver:
    """Return addresses that are called by their own names alone."""
    return URLResolver(_begins(address), urls)


def _begins(address: str) -> RoutePattern:
    return RoutePattern(address, is_endpoint=False)


urlpatterns = [
    room("", "web"),
    room("accounts/", "crm"),
    room("api/v1/", "api"),
    room("cadence/", "cadence"),
    room("calendars/", "calendars"),
    room("coaching/", "coaching"),
    room("forecast/", "forecast"),
    room("goals/", "goals"),
    room("honesty/", "honesty"),
    room("imports/", "imports"),
    room("meetings/", "meetings"),
    room("opportunities/", "pipeline"),
    room("organization/", "org"),
    room("prospecting/", "prospecting"),
    room("sales-meetings/", "salesmeetings"),
    nameless("sign-in/", "hederssak.org.urls_sign_in"),
    room("targets/", "targets"),
]
