"""Companies: the list, and the facts of one."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hederssak.crm import texts
from hederssak.crm.actions import edit_account
from hederssak.crm.forms import AccountForm
from hederssak.crm.models import Account, Relationship
from hederssak.crm.queries import AccountWish, listed_accounts, owners_of_accounts
from hederssak.lib import clock
from hederssak.lib.keyset import BadMarkError
from hederssak.lib.posted import posted
from hederssak.org.access import may_import, require_write
from hederssak.org.middleware import MemberRequest


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show companies by name."""
    wish = _wish(request)
    try:
        page = listed_accounts(request.member, wish)
    except BadMarkError as error:
        raise Http404 from error
    owners = list(owners_of_accounts(request.member))
    context = {
        "nav_at": "accounts",
        "wish": wish,
        "rows": [{"account": row, "relationship": texts.relationship(row.relationship)} for row in page.rows],
        "shown": len(page.rows),
        "next_after": page.next_after,
        "relationships": [(code, texts.relationship(code)) for code in Relationship],
        "owners": owners if len(owners) > 1 else [],
        "may_import": may_import(request.member),
    }
    template = "crm/accounts.html#rows" if wish.after and request.htmx else "crm/accounts.html"  # type: ignore[attr-defined] # set by django-htmx
    response = render(request, template, context)
    response.headers["Vary"] = "HX-Request"
    return response


@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, pk: str) -> HttpResponse:
    """Change the plain facts of a company."""
    account = writable_account(request, pk)
    form = AccountForm(posted(request), instance=Account.objects.get(pk=account.pk))
    if request.method == "POST" and form.is_valid():
        edit_account(account=account, values=form.cleaned_data, by=request.member, now=clock.read())
        messages.success(request, _("The facts are written."))
        return HttpResponseRedirect(reverse("web:account", args=[account.pk]))
    context = {"nav_at": "accounts", "account": account, "form": form}
    return render(request, "crm/account_form.html", context, status=422 if form.errors else 200)


def writable_account(request: MemberRequest, pk: str) -> Account:
    """Return the company, 404 where the member may not see it and 403 where they may only read."""
    rows = Account.objects.visible_to(request.member).select_related("owner__team")
    account = get_object_or_404(rows, pk=pk)
    require_write(request.member, owner=account.owner)
    return account


def _wish(request: MemberRequest) -> AccountWish:
    """Read what was asked for; what makes no sense is answered with 404, since only a forged address has it."""
    given = request.GET
    kind = given.get("relationship", "")
    if kind not in {"", *Relationship}:
        raise Http404
    try:
        owner = uuid.UUID(given["owner"]) if given.get("owner") else None
    except ValueError as error:
        raise Http404 from error
    return AccountWish(
        search=given.get("q", "").strip()[:100], relationship=kind, owner=owner, after=given.get("after", "")
    )
