"""The sign-in page, the demo company's three doors, and pages of the library that this product does without."""

from collections.abc import Callable
from typing import Any

import structlog
from allauth.account.views import LoginView
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from allauth.usersessions.models import UserSession
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from requests.exceptions import RequestException

from hederssak.org.models import User
from hederssak.org.queries import demo_member, demo_members, is_empty, is_set_up
from hederssak.org.texts import DEMO_PEOPLE

log = structlog.get_logger(__name__)


class SignIn(LoginView):  # type: ignore[misc] # the library is not typed
    """The library's page; on an empty house it leads to the first set-up instead."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send whoever comes first to the set-up."""
        if is_empty():
            return redirect("org:set_up")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """Leave out the library's words inside the fields: the label above each says the same, and stays."""
        form = super().get_form(*args, **kwargs)
        for field in form.fields.values():
            field.widget.attrs.pop("placeholder", None)
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demo company's people and the way to an own company."""
        people = [
            {"who": who, "name": member.name, "does": DEMO_PEOPLE[who][0], "look_at": DEMO_PEOPLE[who][1]}
            for who, member in demo_members().items()
        ]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"demo_people": people, "may_set_up": not is_set_up()}


sign_in = login_not_required(SignIn.as_view())


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest, who: str) -> HttpResponse:
    """Let a visitor be Anna, Eva or Vera in the demo company, by one press; 404 everywhere else.

    `next` is the page of ours that they come to, the one they were looking at where it is empty in their own company.
    """
    member = demo_member(who)
    if member is None:
        raise Http404
    enter(request, member.user)
    asked = request.POST.get("next", "")
    return redirect(asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else "/")


def enter(request: HttpRequest, user: User | None) -> None:
    """Sign somebody in who has shown by other means than a password who they are; whoever was in is out first."""
    if user is None:
        raise PermissionDenied
    logout(request)
    login(request, user)
    UserSession.objects.create_from_request(request)


@login_not_required
def provider_sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send somebody to the identity provider."""
    return _with_provider(openid_connect.login, request, provider_id)


@login_not_required
def provider_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take somebody back from the identity provider."""
    return _with_provider(openid_connect.callback, request, provider_id)


def _with_provider(view: Callable[..., HttpResponse], request: HttpRequest, provider_id: str) -> HttpResponse:
    """Call a view of the library, and say so when the provider is not there or talks nonsense (502)."""
    try:
        return view(request, provider_id)
    except (RequestException, KeyError) as error:
        log.warning("provider_failed", provider=provider_id, exception=repr(error))
        return render(request, "socialaccount/authentication_error.html", status=502)


@login_not_required
def not_here(_request: HttpRequest, **_arguments: str) -> HttpResponse:
    """Answer 404 for a page of the library that has no place here, such as signing up by oneself."""
    raise Http404
