"""What the codes of this room are called, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
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


def invitation_letter(*, name: str, inviter: str, organization: str, link: str, days: int) -> tuple[str, str]:
    """Return subject and text of an invitation, in the language that is active."""
    subject = gettext("%(inviter)s invites you to Hederssak") % {"inviter": inviter}
    text = gettext(
        "Hello %(name)s,\n\n"
        "%(inviter)s invites you to %(organization)s's Hederssak: the sales week, its promises and the pipeline "
        "as it is.\n\n"
        "Choose your way to sign in here:\n%(link)s\n"
    ) % {"name": name, "inviter": inviter, "organization": organization, "link": link}
    until = ngettext(
        "The link works once, within %(days)d day.", "The link works once, within %(days)d days.", days
    ) % {"days": days}
    return subject, f"{text}\n{until}\n"


def password_letter(*, name: str, link: str) -> tuple[str, str]:
    """Return subject and text of the letter by which one chooses a new password, in the language that is active."""
    subject = gettext("A new password for Hederssak")
    text = gettext(
        "Hello %(name)s,\n\n"
        "choose a new password here:\n%(link)s\n\n"
        "If you did not ask for this, do nothing: the old password stays.\n"
    ) % {"name": name, "link": link}
    return subject, text


def member_refusal(code: str) -> str:
    """Say why a change of a member was refused, and what to do instead."""
    return {
        "email_taken": gettext("Somebody here has this address already. Write another one."),
        "signs_in_with_it": gettext("They sign in with their address, so it stays as it is."),
        "last_admin": gettext("Nobody else administers. Make somebody else an administrator first."),
        "no_address": gettext("Write their e-mail address first; the invitation goes there."),
        "signs_in_already": gettext("They sign in already."),
        "has_left": gettext("They have left. Bring them back first."),
    }[code]


def team_refusal(code: str) -> str:
    """Say why a change of a team was refused, and what to do instead."""
    return {
        "team_name_taken": gettext("Another team is called that. Write another name."),
        "not_a_manager": gettext("They do not have the role of sales manager. Give it to them first."),
    }[code]


def page_name(code: str) -> str:
    """Return what a page about a person is called, for whoever reads who looked at it; the code if it has no name."""
    return {
        "person": gettext("your page"),
        "coaching": gettext("your coaching"),
        "goals": gettext("your goals"),
        "quality": gettext("your figures of quality"),
        "booking_hours": gettext("your booking hours"),
    }.get(code, code)
