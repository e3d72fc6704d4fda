"""A person's own page: for that person and the manager of their team; everybody else gets a 404."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hederssak.lib import clock
from hederssak.lib.clock import day_in
from hederssak.lib.posted import posted
from hederssak.org.access import may_see_person
from hederssak.org.actions import be_away, choose_working_days, look_at_person, make_token, not_away, revoke_token
from hederssak.org.forms.own import TokenForm
from hederssak.org.forms.time import AbsenceForm, WorkingDaysForm
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Absence, AccessToken, Member
from hederssak.org.queries import looks_at, tokens_of
from hederssak.org.texts import ROLES, page_name

PAGE = "person"


@require_safe
def person(request: MemberRequest, member_id: uuid.UUID) -> HttpResponse:
    """Show a person, when they work and when they are away; a look by somebody else is noted for them to read."""
    subject = _person(request, member_id)
    now = clock.read()
    look_at_person(viewer=request.member, subject=subject, page=PAGE, now=now)
    return _page(request, subject, AbsenceForm(), WorkingDaysForm(member=subject))


@require_POST
def add_absence(request: MemberRequest, member_id: uuid.UUID) -> HttpResponse:
    """Note days away."""
    subject = _person(request, member_id)
    form = AbsenceForm(request.GET if "first" in request.GET else request.POST)  # the undo of a removal names the days
    if not form.is_valid():
        return _page(request, subject, form, WorkingDaysForm(member=subject))
    absence = be_away(subject, form.period(), share=form.cleaned_data["share"], by=request.member, now=clock.read())
    undo = reverse("org:remove_absence", args=[subject.pk, absence.pk])
    messages.success(request, _("Saved. Every clock stands still in those days."), extra_tags=undo)
    return redirect("org:person", subject.pk)


@require_POST
def remove_absence(request: MemberRequest, member_id: uuid.UUID, absence_id: uuid.UUID) -> HttpResponse:
    """Take days away back."""
    subject = _person(request, member_id)
    absence = get_object_or_404(Absence, member=subject, pk=absence_id)
    not_away(absence, by=request.member, now=clock.read())
    days = {"first": absence.first_day, "last": absence.last_day, "share": absence.share}
    undo = f"{reverse('org:add_absence', args=[subject.pk])}?{urlencode(days)}"
    messages.success(request, _("Removed."), extra_tags=undo)
    return redirect("org:person", subject.pk)


@require_POST
def working_days(request: MemberRequest, member_id: uuid.UUID) -> HttpResponse:
    """Change on which days somebody works."""
    subject = _person(request, member_id)
    form = WorkingDaysForm(request.POST, member=subject)
    if not form.is_valid():
        return _page(request, subject, AbsenceForm(), form)
    choose_working_days(
        subject,
        weekdays=frozenset(form.cleaned_data["weekdays"]),
        weekly_hours=form.cleaned_data["weekly_hours"],
        by=request.member,
        now=clock.read(),
    )
    messages.success(request, _("Saved."))
    return redirect("org:person", subject.pk)


@require_safe
def looks(request: MemberRequest) -> HttpResponse:
    """Show a member who has looked at their page."""
    found = [(look, page_name(look.page)) for look in looks_at(request.member)]
    return render(request, "org/looks.html", {"looks": found, "viewers": len({look.viewer_id for look, _n in found})})


@require_http_methods(["GET", "POST"])
def tokens(request: MemberRequest) -> HttpResponse:
    """Show a member their keys to the API; a new one's text is shown once, in the answer to the press."""
    form = TokenForm(posted(request))
    key = ""
    if request.method == "POST" and form.is_valid():
        _token, key = make_token(name=form.cleaned_data["name"], by=request.member, now=clock.read())
        form = TokenForm()
    context = {"form": form, "tokens": tokens_of(request.member), "new_key": key}
    return render(request, "org/tokens.html", context, status=422 if form.errors else 200)


@require_POST
def revoke(request: MemberRequest, token_id: uuid.UUID) -> HttpResponse:
    """Make a key of one's own worth nothing."""
    token = get_object_or_404(AccessToken, member=request.member, pk=token_id)
    revoke_token(token, now=clock.read())
    messages.success(request, _("Revoked."))
    return redirect("org:tokens")


def _person(request: MemberRequest, member_id: uuid.UUID) -> Member:
    members = Member.objects.visible_to(request.member).select_related("organization", "team__manager")
    subject = get_object_or_404(members, pk=member_id)
    if not may_see_person(request.member, subject):
        raise Http404
    return subject


def _page(request: MemberRequest, subject: Member, absence: AbsenceForm, days: WorkingDaysForm) -> HttpResponse:
    today = day_in(subject.team.time_zone if subject.team else subject.organization.time_zone, clock.read())
    context = {
        "subject": subject,
        "own": subject.pk == request.member.pk,
        "role": ROLES[subject.role],
        "absences": subject.absences.order_by("-first_day")[:30],
        "away_now": subject.absences.filter(first_day__lte=today, last_day__gte=today).first(),
        "absence_form": absence,
        "days_form": days,
    }
    return render(request, "org/person.html", context, status=422 if absence.errors or days.errors else 200)
