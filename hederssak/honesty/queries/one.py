"""The questions to one opportunity: its own page is never behind."""

import datetime as dt

from hederssak.honesty.queries.facts import FactsReader
from hederssak.honesty.queries.objections import silenced_codes
from hederssak.honesty.queries.questions import findings_of_many
from hederssak.honesty.queries.standpoints import standpoint_of
from hederssak.pipeline.models import Opportunity
from hederssak.rules.findings import Finding
from hederssak.rules.honesty.judge import judge


def findings_of(row: Opportunity, *, now: dt.datetime) -> list[Finding]:
    """Return what there is to ask, weightiest first, without what somebody has objected to.

    What was judged after its last change is read as it was kept; a change that waits for judgment is judged here.
    """
    if not row.unjudged:
        return findings_of_many([row.pk]).get(row.pk, [])
    silenced = silenced_codes([row.pk], as_of=now).get(row.pk, set())
    (facts,) = FactsReader(row.organization, as_of=now).read([row])
    found = judge(facts, standpoint_of(row.organization, row.team, as_of=now))
    return sorted(
        (one for one in found if one.is_flag and one.code not in silenced), key=lambda one: -one.severity.weight
    )
