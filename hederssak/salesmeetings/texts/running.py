"""What is said of a meeting that is held, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hederssak.rules.runner import Part


def charter_part(code: Part) -> str:
    """Return what a meeting at a customer is at."""
    return {
        Part.PURPOSE: _("Why we meet"),
        Part.EXPECTATIONS: _("What they expect"),
        Part.INSIGHT: _("Our insight and the picture"),
        Part.NEXT_STEP: _("The next step"),
    }[code]
