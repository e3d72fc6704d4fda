"""The first start in the browser, and what to do next."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hederssak.lib import clock
from hederssak.org.actions import AlreadySetUpError, WrongSetUpKeyError, set_up, set_up_key
from hederssak.org.forms.set_up import SetUpForm
from hederssak.org.limits import too_many
from hederssak.org.queries import is_empty, is_set_up
from hederssak.org.views.sign_in import enter


@login_not_required
@never_cache
@sensitive_post_parameters("password", "key")
@require_http_methods(["GET", "POST"])
def first_start(request: HttpRequest) -> HttpResponse:
    """Ask for the company and its administrator; gone (404) as soon as a company is in the house."""
    if is_set_up():
        raise Http404
    set_up_key(settings.DATA_DIR)
    if request.method == "GET":
        given = {"key": request.GET.get("key", ""), "language": get_language()}
        return _page(request, SetUpForm(initial=given))
    if refusal := too_many(request, "set_up"):
        return refusal
    form = SetUpForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        member = set_up(form.wanted(), key=form.cleaned_data["key"], folder=settings.DATA_DIR, now=clock.read())
    except AlreadySetUpError as refused:
        raise Http404 from refused
    except WrongSetUpKeyError:
        form.add_error("key", _("This is not the key of this installation. Copy the one that stands in the file."))
        return _page(request, form)
    enter(request, member.user)
    return redirect("org:organization")


def _page(request: HttpRequest, form: SetUpForm) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, "beside_demo": not is_empty(), "data_dir": settings.DATA_DIR}
    return render(request, "org/set_up.html", context, status=status)
