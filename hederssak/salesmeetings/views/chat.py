"""Where a team's minutes are posted beside the mail."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hederssak.lib import clock
from hederssak.lib.posted import posted
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Team
from hederssak.outbox.queries import problems
from hederssak.salesmeetings.actions.chat import AddressRefusedError, end_chat, first_line_of, may_set_chat, set_chat
from hederssak.salesmeetings.forms import ChatForm
from hederssak.salesmeetings.models import TeamChat


@require_http_methods(["GET", "HEAD", "POST"])
def chat(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show where the minutes are posted, or say so."""
    team = get_object_or_404(Team.objects.filter(organization_id=request.member.organization_id), pk=pk)
    if not may_set_chat(request.member, team):
        raise PermissionDenied
    here = HttpResponseRedirect(reverse("salesmeetings:chat", args=[team.pk]))
    if "end" in request.POST:
        end_chat(team, by=request.member)
        messages.success(request, _("The minutes are no longer posted in a chat."))
        return here
    form = ChatForm(posted(request))
    if form.is_valid():
        try:
            set_chat(team, form.cleaned_data["address"], by=request.member, now=clock.read())
        except AddressRefusedError:
            form.add_error("address", _("Copy the whole address of the webhook: it begins with https://."))
        else:
            messages.success(
                request, _("Within a minute a first line stands in the channel. If not, it is said here why.")
            )
            return here
    known = TeamChat.objects.filter(organization_id=team.organization_id, team=team).select_related("set_by").first()
    context = {
        "nav_at": "salesmeetings",
        "team": team,
        "form": form,
        "chat": known,
        "problem": _problem_of(known) if known else "",
    }
    return render(request, "salesmeetings/chat.html", context, status=422 if form.errors else 200)


def _problem_of(chat: TeamChat) -> str:
    """Return what the service said to the first line, or nothing."""
    key = first_line_of(chat)
    return problems(chat.organization_id, keys=[key]).get(key, "")
