"""Bringing files in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hederssak.imports import actions
from hederssak.imports.forms import FilesForm
from hederssak.imports.texts import steps
from hederssak.imports.views.doors import require_import
from hederssak.lib import clock
from hederssak.lib.posted import posted
from hederssak.org.middleware import MemberRequest


@require_http_methods(["GET", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Take files, find out what each is, and go on to their batch."""
    require_import(request.member)
    organization = request.member.organization
    form = FilesForm(posted(request), request.FILES or None, by=organization)
    if request.method == "POST" and form.is_valid():
        runs = actions.receive(
            form.given_files(),
            organization=organization,
            by=request.member,
            now=clock.read(),
            options={"full": form.cleaned_data["full"]},
        )
        return redirect("imports:batch", batch_id=runs[0].batch_id)
    context = {"form": form, "step_names": steps(), "nav_at": "imports"}
    return render(request, "imports/new.html", context, status=422 if form.errors else 200)
