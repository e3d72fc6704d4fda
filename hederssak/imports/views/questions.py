"""The questions that imports left: whose value stands, and whether two companies are one."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hederssak.imports import actions
from hederssak.imports.forms import AnswerForm
from hederssak.imports.models import Conflict
from hederssak.imports.queries import pages
from hederssak.imports.texts.labels import field
from hederssak.imports.views.doors import require_import, require_sight
from hederssak.lib import clock
from hederssak.org.access import may_import
from hederssak.org.middleware import MemberRequest


@require_safe
def questions(request: MemberRequest) -> HttpResponse:
    """List the open questions with both answers."""
    require_sight(request.member)
    page, found = pages.questions(request.member, request.GET.get("page", "1"))
    labels = pages.custom_labels(request.member)
    context = {
        "page": page,
        "questions": [(one, field(one.conflict.field, labels)) for one in found],
        "may_import": may_import(request.member),
        "nav_at": "imports",
    }
    return render(request, "imports/questions.html", context)


@require_POST
def settle(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Take an answer to a question."""
    require_sight(request.member)
    conflict = get_object_or_404(Conflict.objects.filter(organization_id=request.member.organization_id), pk=pk)
    require_import(request.member)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the two answers."))
        return redirect("imports:questions")
    try:
        actions.settle(
            conflict,
            take_theirs=form.cleaned_data["answer"] == "theirs",
            choice=form.cleaned_data["choice"],
            by=request.member,
            now=clock.read(),
        )
    except actions.AlreadySettledError:
        messages.info(request, _("Somebody has answered that already."))
    except actions.NoSuchChoiceError:
        messages.error(request, _("Choose the company that it is the same as."))
    else:
        messages.success(request, _("Your answer is written."))
    return redirect("imports:questions")
