"""The other end of an invitation: whoever follows its link, not signed in yet."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hederssak.lib import clock
from hederssak.lib.posted import posted
from hederssak.org.actions import InvitationOverError, accept
from hederssak.org.forms.own import AcceptForm
from hederssak.org.models import Invitation, User
from hederssak.org.queries import invitation_of_key
from hederssak.org.views.sign_in import enter


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def accept_invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Let the invited choose how they sign in, and sign them in; in their own language."""
    invitation = invitation_of_key(key, now=clock.read())
    if invitation is None:
        return _over(request)
    with translation.override(invitation.member.language):
        return _answer(request, invitation)


def _answer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    email = invitation.member.email.lower()
    known = User.objects.filter(email=email).exists()
    form = AcceptForm(posted(request), email=email, name=invitation.member.name)
    if request.method == "POST" and (known or form.is_valid()):
        given = {} if known else form.cleaned_data
        try:
            user = accept(invitation, now=clock.read(), **given)
        except InvitationOverError:
            return _over(request)
        if known:  # a link that lay in a mailbox is no reason to pass by a password and a second step
            logout(request)
            messages.success(request, _("You are in. Sign in as you usually do."))
            return redirect("account_login")
        enter(request, user)
        return redirect("/")
    context = {"form": form, "invitation": invitation, "known": known}
    return render(request, "org/accept.html", context, status=422 if form.errors else 200)


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "org/invitation_over.html", status=404)
