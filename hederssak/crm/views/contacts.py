"""The people at a company."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hederssak.crm.actions import add_contact, edit_contact
from hederssak.crm.forms import ContactForm
from hederssak.crm.models import Contact
from hederssak.crm.views.accounts import writable_account
from hederssak.lib import clock
from hederssak.lib.posted import posted
from hederssak.org.middleware import MemberRequest


@require_http_methods(["GET", "POST"])
def new(request: MemberRequest, account_pk: str) -> HttpResponse:
    """Add somebody to a company."""
    account = writable_account(request, account_pk)
    form = ContactForm(posted(request))
    if request.method == "POST" and form.is_valid():
        add_contact(account=account, values=form.cleaned_data, by=request.member, now=clock.read())
        messages.success(request, _("%(person)s is added.") % {"person": form.cleaned_data["name"]})
        return HttpResponseRedirect(reverse("web:account", args=[account.pk]))
    context = {"nav_at": "accounts", "account": account, "form": form}
    return render(request, "crm/contact_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, account_pk: str, pk: str) -> HttpResponse:
    """Change how somebody is reached, or say that they have left."""
    account = writable_account(request, account_pk)
    contact = get_object_or_404(Contact, account=account, pk=pk)
    form = ContactForm(posted(request), instance=Contact.objects.get(pk=contact.pk))
    if request.method == "POST" and form.is_valid():
        edit_contact(contact=contact, values=form.cleaned_data, by=request.member, now=clock.read())
        messages.success(request, _("It is written."))
        return HttpResponseRedirect(reverse("web:account", args=[account.pk]))
    context = {"nav_at": "accounts", "account": account, "contact": contact, "form": form}
    return render(request, "crm/contact_form.html", context, status=422 if form.errors else 200)
