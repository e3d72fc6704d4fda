"""What stands under a member's own name, on every page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hederssak.lib.addresses import address_of, place
from hederssak.org.models import Member


def own_places(member: Member) -> list[dict[str, str]]:
    """Return label and address of the pages that are a member's own."""
    return [
        {"label": _("My page"), "url": address_of("org:person", member.pk)},
        {"label": _("My calendar"), "url": place("calendars:index")},
        {"label": _("Who has looked at it"), "url": place("org:looks")},
        {"label": _("How I sign in"), "url": reverse("mfa_index")},
        {"label": _("Keys to the API"), "url": place("org:tokens")},
    ]
