"""Members and their invitations, as an administrator sees and changes them; a director reads."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hederssak.lib import clock
from hederssak.lib.posted import posted
from hederssak.org.access import may_configure, require_configure, require_organization
from hederssak.org.actions import (
    EmailTakenError,
    HasLeftError,
    LastAdminError,
    NoAddressError,
    Sent,
    SignsInAlreadyError,
    SignsInWithItError,
    add_member,
    change_member,
    come_back,
    invite,
    leave,
    withdraw,
)
from hederssak.org.forms.organization import MemberForm
from hederssak.org.middleware import MemberRequest
from hederssak.org.models import Invitation, Member
from hederssak.org.queries import headcount, letter_problem, listed_members, listed_teams, open_invitations
from hederssak.org.texts import member_refusal

A_PAGE = 60


@require_safe
def members(request: MemberRequest) -> HttpResponse:
    """List who is in the organization, with role, team and whether they can sign in."""
    require_organization(request.member)
    now = clock.read()
    search, team = request.GET.get("q", ""), request.GET.get("team", "")
    found = listed_members(request.member, now=now, search=search, team=team)
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "count": headcount(request.member, now=now),
        "teams": listed_teams(request.member),
        "search": search,
        "team": team,
        "may_change": may_configure(request.member),
        "nav_at": "organization",
    }
    return render(request, "org/members.html", context)


@require_http_methods(["GET", "POST"])
def new_member(request: MemberRequest) -> HttpResponse:
    """Add somebody, and invite them if that was the button."""
    require_configure(request.member)
    form = MemberForm(posted(request), by=request.member)
    if request.method == "POST" and form.is_valid():
        try:
            member = add_member(form.draft(), by=request.member, now=clock.read())
        except EmailTakenError as refused:
            form.add_error("email", member_refusal(refused.code))
        else:
            if "invite" in request.POST and member.email:
                return _sent(request, invite(member, by=request.member, now=clock.read()))
            messages.success(request, _("%(name)s is added.") % {"name": member.name})
            return redirect("org:members")
    return _form(request, form, None)


@require_http_methods(["GET", "POST"])
def member(request: MemberRequest, member_id: uuid.UUID) -> HttpResponse:
    """Change a member's name, role, team, address or language."""
    subject = _member(request, member_id)
    require_configure(request.member)
    form = MemberForm(posted(request), by=request.member, member=subject)
    if request.method == "POST" and form.is_valid():
        try:
            change_member(subject, form.draft(), by=request.member, now=clock.read())
        except (EmailTakenError, SignsInWithItError) as refused:
            form.add_error("email", member_refusal(refused.code))
        except LastAdminError as refused:
            form.add_error("role", member_refusal(refused.code))
        else:
            messages.success(request, _("Saved."))
            return redirect("org:members")
    return _form(request, form, subject)


@require_POST
def leaving(request: MemberRequest, member_id: uuid.UUID) -> HttpResponse:
    """Close somebody's way in; the notice offers to undo it."""
    subject = _member(request, member_id)
    try:
        leave(subject, by=request.member, now=clock.read())
    except LastAdminError as refused:
        messages.error(request, member_refusal(refused.code))
    else:
        undo = reverse("org:member_return", args=[subject.pk])
        messages.success(request, _("%(name)s can't sign in any more.") % {"name": subject.name}, extra_tags=undo)
    return redirect("org:members")


@require_POST
def returning(request: MemberRequest, member_id: uuid.UUID) -> HttpResponse:
    """Open somebody's way in again."""
    subject = _member(request, member_id)
    come_back(subject, by=request.member, now=clock.read())
    messages.success(request, _("%(name)s is back.") % {"name": subject.name})
    return redirect("org:members")


@require_POST
def inviting(request: MemberRequest, member_id: uuid.UUID) -> HttpResponse:
    """Send somebody the letter by which they sign in the first time, or send it again."""
    subject = _member(request, member_id)
    try:
        sent = invite(subject, by=request.member, now=clock.read())
    except (NoAddressError, SignsInAlreadyError, HasLeftError) as refused:
        messages.error(request, member_refusal(refused.code))
        return redirect("org:members")
    return _sent(request, sent)


@require_POST
def withdrawing(request: MemberRequest, member_id: uuid.UUID) -> HttpResponse:
    """Make the open invitation of a member worth nothing."""
    subject = _member(request, member_id)
    require_configure(request.member)
    now = clock.read()
    for invitation in open_invitations(now=now).filter(member=subject):
        withdraw(invitation, by=request.member, now=now)
    messages.success(request, _("The invitation of %(name)s is withdrawn.") % {"name": subject.name})
    return redirect("org:members")


def _member(request: MemberRequest, member_id: uuid.UUID) -> Member:
    members = Member.objects.visible_to(request.member).select_related("organization", "team", "user")
    return get_object_or_404(members, pk=member_id)


def _form(request: MemberRequest, form: MemberForm, subject: Member | None) -> HttpResponse:
    invited: Invitation | None = None
    if subject:
        invited = open_invitations(now=clock.read()).filter(member=subject).first()
    context = {
        "form": form,
        "subject": subject,
        "invited": invited,
        "letter_problem": letter_problem(invited) if invited else "",
        "nav_at": "organization",
    }
    return render(request, "org/member.html", context, status=422 if form.errors else 200)


def _sent(request: MemberRequest, sent: Sent) -> HttpResponse:
    """Show the link, this once: without a mail server it is handed over in another way."""
    return render(request, "org/invited.html", {"sent": sent, "nav_at": "organization"})
