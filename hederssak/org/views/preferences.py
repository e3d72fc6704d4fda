"""Language and light, chosen on any page, before sign-in too."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from hederssak.lib import clock
from hederssak.org.actions import choose_language
from hederssak.org.models import Member

A_YEAR = 365 * 24 * 3600
THEMES = ("", "light", "dark")
THEME_COOKIE = "hederssak_theme"


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language on this device and, when signed in, with the member."""
    wanted = request.POST.get("language", "")
    if wanted not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest()
    member: Member | None = getattr(request, "member", None)
    if member:
        choose_language(language=wanted, by=member, now=clock.read())
    return _back_with(request, settings.LANGUAGE_COOKIE_NAME, wanted)


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or as the device has it; on this device alone, since a phone is used in other light."""
    wanted = request.POST.get("theme", "")
    if wanted not in THEMES:
        return HttpResponseBadRequest()
    return _back_with(request, THEME_COOKIE, wanted)


def chosen_theme(request: HttpRequest) -> str:
    """Return the theme of this device: light, dark, or nothing."""
    kept = request.COOKIES.get(THEME_COOKIE, "")
    return kept if kept in THEMES else ""


def _back_with(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    there = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure()):
        there = "/"
    answer = redirect(there)
    answer.set_cookie(
        cookie, value, max_age=A_YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return answer
