"""What the codes of this room are called, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hederssak.org.models import Country, Reach, Role

ROLES: Mapping[str, Promise] = {
    Role.REP: _("rep"),
    Role.MANAGER: _("sales manager"),
    Role.DIRECTOR: _("managing director"),
    Role.ADMIN: _("administrator"),
}
COUNTRIES: Mapping[str, Promise] = {
    Country.SE: _("Sweden"),
    Country.FI: _("Finland"),
    Country.NO: _("Norway"),
    Country.DK: _("Denmark"),
    Country.EE: _("Estonia"),
    Country.DE: _("Germany"),
    Country.GB: _("United Kingdom"),
    Country.US: _("United States"),
}
REACHES: Mapping[str, Promise] = {
    Reach.ORGANIZATION: _("everything in the company"),
    Reach.TEAM: _("what their team owns"),
    Reach.OWN: _("what they own themselves"),
}
LANGUAGES = {"sv": "Svenska", "fi": "Suomi", "en": "English"}
"""Each in its own language, whatever the reader's."""

DEMO_PEOPLE: Mapping[str, tuple[Promise, Promise]] = {
    "anna": (
        _("Rep in the team Norr"),
        _("See her week, her promises and what she can answer to."),
    ),
    "eva": (
        _("Sales manager of Norr"),
        _("See what to talk about on Monday, and which deals raise questions."),
    ),
    "vera": (
        _("Managing director"),
        _("See what the pipeline is worth when it is honest."),
    ),
}
"""By whom one can be in the demo company: what they do, and what to look at as them."""
