"""What the demo company's reps believe of their own deals: mostly more than what comes."""

from __future__ import annotations

import datetime as dt
import random

from hederssak.forecast.actions import CallDraft, call_deals
from hederssak.org.models import Organization
from hederssak.pipeline.models import Opportunity, State

SAYS = 0.7
"""Share of the open deals that have a call."""
HOPE = 1.5
"""What the stage's stated chance is multiplied with in a rep's mind."""


def make_calls(organization: Organization, *, seed: int, now: dt.datetime) -> None:
    """Let the reps say in how many cases of ten they win the deals that they have open."""
    rows = Opportunity.objects.filter(organization=organization, state=State.OPEN, owner__isnull=False)
    drafts = []
    for row in rows.select_related("stage", "owner__team", "organization").order_by("created_at", "name", "pk"):
        rng = random.Random(f"{seed} {row.custom} {row.name}")
        if row.owner is None or rng.random() > SAYS:
            continue
        believed = float(row.stage.chance or 0) * HOPE + rng.uniform(-0.15, 0.2)
        at = max(row.created_at, now - dt.timedelta(days=rng.randint(1, 20)))
        drafts.append(CallDraft(row, round(10 * min(max(believed, 0.0), 1.0)), row.owner, at))
    call_deals(drafts)
