"""With how much energy one goes out of a meeting, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hederssak.lib import formats
from hederssak.rules.pulse import Pulse


def energy(value: int) -> str:
    """Return what one of the five taps means."""
    return {
        1: _("drained"),
        2: _("tired"),
        3: _("as before"),
        4: _("with energy"),
        5: _("full of energy"),
    }[value]


def team(pulse: Pulse) -> str:
    """Return the team's pulse in a sentence."""
    return _("The team went out with %(energy)s of 5 (%(answers)s answers).") % {
        "energy": formats.number(pulse.energy, 1),
        "answers": formats.number(pulse.answers),
    }
