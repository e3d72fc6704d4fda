"""How meetings felt, as a figure of the team: who answered what is shown to nobody but themselves."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable

from hederssak.org.models import Member
from hederssak.rules.pulse import Pulse, pulse_of
from hederssak.salesmeetings import models
from hederssak.salesmeetings.models import Run


def pulses_of(runs: Iterable[Run]) -> dict[uuid.UUID, Pulse]:
    """Return the pulse of each meeting that at least three have answered for."""
    energies: dict[uuid.UUID, list[int]] = defaultdict(list)
    rows = models.Pulse.objects.filter(run__in=list(runs)).values_list("run_id", "energy")
    for run_id, energy in rows:
        energies[run_id].append(energy)
    return {run_id: pulse for run_id, found in energies.items() if (pulse := pulse_of(found))}


def own_pulse(run: Run, member: Member) -> int | None:
    """Return what a member has tapped, None before that."""
    return models.Pulse.objects.filter(run=run, member=member).values_list("energy", flat=True).first()
