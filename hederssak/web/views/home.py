"""Pages that show several rooms."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hederssak.org.middleware import MemberRequest


@require_safe
def home(request: MemberRequest) -> HttpResponse:
    """Show the week of whoever asks."""
    return render(request, "web/home.html")


@login_not_required
def health(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers; nothing else is told to a stranger."""
    return HttpResponse("ok", content_type="text/plain")
