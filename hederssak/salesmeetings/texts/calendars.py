"""What a sales meeting is called in a calendar."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hederssak.rules.cadence import Kind


def entry_title(kind: Kind, team: str) -> str:
    """Return a meeting's title in a member's calendar."""
    return {
        Kind.WEEKLY: _("Sales meeting %(team)s"),
        Kind.MONTHLY: _("Monthly sales meeting %(team)s"),
        Kind.QUARTERLY: _("Quarterly sales meeting %(team)s"),
        Kind.HALF_YEARLY: _("Half-yearly sales meeting %(team)s"),
        Kind.YEARLY: _("Yearly sales meeting %(team)s"),
    }[kind] % {"team": team}
