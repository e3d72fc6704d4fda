"""What stands under a member's own name, on every page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hederssak.org.models import Member


def own_places(member: Member) -> list[dict[str, str]]:
    """Return label and address of the pages that are a member's own."""
    return [
        {"label": _("My page"), "url": reverse("org:person", args=[member.pk])},
        {"label": _("My calendar"), "url": reverse("calendars:index")},
        {"label": _("Who has looked at it"), "url": reverse("org:looks")},
        {"label": _("How I sign in"), "url": reverse("mfa_index")},
        {"label": _("Keys to the API"), "url": reverse("org:tokens")},
    ]
