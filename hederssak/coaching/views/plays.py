"""Situations to practise, and the log of who practised them."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hederssak.coaching import actions, texts
from hederssak.coaching.forms import PlayForm, PracticeForm
from hederssak.coaching.models import Play
from hederssak.coaching.queries.plays import focus_aspect, plays_of, practices_of
from hederssak.coaching.views.said import place
from hederssak.lib import clock
from hederssak.lib.posted import posted
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Member, Role


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """List the plays: first those that fit what the reader practises."""
    _require_seller(request.member)
    aspect = focus_aspect(request.member)
    rows = plays_of(request.member, first=aspect)
    context = {
        "nav_at": place(request.member),
        "plays": [
            {"play": row, "aspect": texts.aspect(row.aspect) if row.aspect else "", "fits": row.aspect == aspect != ""}
            for row in rows
        ],
        "may_write": request.member.role == Role.MANAGER,
    }
    return render(request, "coaching/plays.html", context)


@require_http_methods(["GET", "POST"])
def play(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one play, and take how a practice of it went."""
    found = _play(request, pk)
    now = clock.read()
    zone = (request.member.team or request.member.organization).time_zone
    today = clock.day_in(zone, now)
    may_log = request.member.role in {Role.REP, Role.MANAGER} and found.retired_at is None
    form = PracticeForm(posted(request), play=found, by=request.member, today=today) if may_log else None
    if request.method == "POST":
        if form is None or form.names_a_stranger():
            raise PermissionDenied
        if form.is_valid():
            try:
                actions.practise(form.whose(), form.draft(), by=request.member, now=now)
            except actions.WithOneselfError as refused:
                form.add_error("partner", texts.refusal(refused.code))
            else:
                messages.success(request, _("It is in the log."))
                return HttpResponseRedirect(reverse("coaching:play", args=[found.pk]))
    context = {
        "nav_at": place(request.member),
        "play": found,
        "aspect": texts.aspect(found.aspect) if found.aspect else "",
        "form": form,
        "log": [_logged(one) for one in practices_of(found, reader=request.member)],
        "may_write": request.member.role == Role.MANAGER,
    }
    return render(request, "coaching/play.html", context, status=422 if form and form.errors else 200)


@require_http_methods(["GET", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Write a play."""
    return _write(request, None)


@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Change a play; what was practised keeps its lines."""
    return _write(request, _play(request, pk))


@require_POST
def retire(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a play out of use, or back into it."""
    found = _play(request, pk)
    actions.retire_play(found, by=request.member, now=clock.read())
    said = _("The play is put away.") if found.retired_at else _("The play is in use again.")
    messages.success(request, said, extra_tags=reverse("coaching:retire_play", args=[found.pk]))
    return HttpResponseRedirect(reverse("coaching:plays"))


def _write(request: MemberRequest, old: Play | None) -> HttpResponse:
    if request.member.role != Role.MANAGER:
        raise PermissionDenied
    form = PlayForm(posted(request), initial=_initial(old))
    if request.method == "POST" and form.is_valid():
        try:
            written = actions.write_play(form.draft(), by=request.member, now=clock.read(), old=old)
        except actions.NoCriteriaError as refused:
            form.add_error("criteria", texts.refusal(refused.code))
        else:
            messages.success(request, _("The play is written."))
            return HttpResponseRedirect(reverse("coaching:play", args=[written.pk]))
    context = {"nav_at": place(request.member), "form": form, "play": old}
    return render(request, "coaching/write_play.html", context, status=422 if form.errors else 200)


def _logged(practice: Any) -> dict[str, Any]:
    marks = [
        {**mark, "word": texts.level(mark["level"]) if mark["level"] else _("Not looked at")} for mark in practice.marks
    ]
    return {"practice": practice, "marks": marks}


def _initial(old: Play | None) -> dict[str, Any]:
    if old is None:
        return {}
    said = {name: getattr(old, name) for name in ("name", "situation", "customer", "competitor", "aspect")}
    return {**said, "criteria": "\n".join(old.criteria)}


def _play(request: MemberRequest, pk: uuid.UUID) -> Play:
    return get_object_or_404(Play.objects.visible_to(request.member), pk=pk)


def _require_seller(member: Member) -> None:
    if member.role == Role.ADMIN:
        raise PermissionDenied
