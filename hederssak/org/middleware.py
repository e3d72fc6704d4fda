"""Who is asking: signed in at all, and as which member."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation

from hederssak.org.models import Member, User

API = "/api/"
SESSION_KEY = "organization"


class MemberRequest(HttpRequest):
    """A request behind the door: it has a member."""

    member: Member
    user: User


class SignedIn(LoginRequiredMiddleware):
    """Refuses whoever is not signed in, for every page that does not say `login_not_required`.

    The API answers 401 itself, since a redirect to a form helps no program.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Let the API's own door decide for its routes."""
        if request.path.startswith(API):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class CurrentMember:
    """Sets `request.member` from the session's organization, and the language that this member reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find the member; a user whom no organization knows gets a page that says so."""
        member = self._member(request)
        request.member = member  # type: ignore[attr-defined] # MemberRequest says so to the views
        language = _language(request, member)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Stop a signed-in user without a membership before a view asks for one."""
        outside = getattr(view_func, "login_required", True) is False or request.path.startswith((API, "/sign-in/"))
        if outside or getattr(request, "member", None) is not None or not request.user.is_authenticated:
            return None
        return render(request, "web/no_membership.html", status=403)

    def _member(self, request: HttpRequest) -> Member | None:
        if not request.user.is_authenticated:
            return None
        chosen = request.session.get(SESSION_KEY)
        found = {str(member.organization_id): member for member in request.user.memberships}
        return found.get(chosen or "") or next(iter(found.values()), None)


def _language(request: HttpRequest, member: Member | None) -> str:
    """Return what this member reads; the demo's people are many visitors, each with the language of their browser."""
    says = settings.LANGUAGE_COOKIE_NAME in request.COOKIES or "Accept-Language" in request.headers
    if member is None or (member.organization.is_demo and says):
        return translation.get_language_from_request(request)
    return member.language
