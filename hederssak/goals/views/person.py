"""One rep's goals as their manager reads them: every look is written down, and a goal can only be suggested."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hederssak.goals import actions
from hederssak.goals.forms import SuggestionForm
from hederssak.goals.models import GoalSpan
from hederssak.goals.views.own import own_context
from hederssak.lib import clock
from hederssak.org.access import leads
from hederssak.org.actions import look_at_person
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, Role

PAGE = "goals"


@require_http_methods(["GET", "POST"])
def person(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a rep's goals to the manager of their team, and take what the manager suggests."""
    here = Member.objects.visible_to(request.member).filter(role=Role.REP, left_on=None)
    subject = get_object_or_404(here.select_related("team", "organization"), pk=pk)
    if not leads(request.member, subject.team):
        raise Http404
    now = clock.read()
    look_at_person(viewer=request.member, subject=subject, page=PAGE, now=now)
    form = SuggestionForm(request.POST or None, initial={"span": GoalSpan.MONTH, "day": clock.day_in("UTC", now)})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            actions.suggest_goal(member=subject, draft=form.draft(), words=words, by=request.member, now=now)
        except actions.PeriodOverError:
            form.add_error("amount", _("That period is over; the goal in it stays."))
        except actions.NoAmountError:
            form.add_error("amount", _("Write an amount above zero."))
        else:
            said = _("%(name)s reads your suggestion; the goal changes if it is taken.")
            messages.success(request, said % {"name": subject.first_name})
            return HttpResponseRedirect(reverse("goals:person", args=[subject.pk]))
    context = own_context(subject, now=now) | {"form": form}
    return render(request, "goals/person.html", context, status=422 if form.errors else 200)
