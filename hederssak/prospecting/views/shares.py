"""How much of each HIT list is kept for companies that have not bought yet: who sets the firm up says."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hederssak.lib import clock
from hederssak.lib.posted import posted
from hederssak.org.access import may_configure
from hederssak.org.middleware import MemberRequest
from hederssak.prospecting.actions.shares import keep_for_new
from hederssak.prospecting.forms.rules import ShareForm
from hederssak.prospecting.queries.shares import new_percent
from hederssak.prospecting.texts.calling import kept_for_new


@require_http_methods(["GET", "POST"])
def share(request: MemberRequest) -> HttpResponse:
    """Show what is kept, or keep another part."""
    if not may_configure(request.member):
        raise PermissionDenied
    percent = new_percent(request.member.organization_id)
    form = ShareForm(posted(request), initial={"percent": percent})
    if form.is_valid():
        keep_for_new(percent=form.cleaned_data["percent"], by=request.member, now=clock.read())
        messages.success(request, _("The lists are ordered so from now on."))
        return HttpResponseRedirect(reverse("prospecting:share"))
    context = {"nav_at": "organization", "form": form, "kept": kept_for_new(percent)}
    return render(request, "prospecting/share.html", context, status=422 if form.errors else 200)
