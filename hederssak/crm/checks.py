"""What must hold of companies: judged again by the profile in force, they come out the same."""

from __future__ import annotations

from collections.abc import Iterator

from hederssak.crm.models import Account, FitVerdict
from hederssak.crm.queries.fit import criteria_of, judgments_of, profile_in_force, rule_of, values_of
from hederssak.lib.checks import register
from hederssak.org.models import Organization
from hederssak.rules import fit

SAMPLE = 2000


@register("fit follows from the facts")
def fit_follows() -> Iterator[str]:
    """Yield each company whose verdict is not what the profile says now; who waits to be judged is passed over."""
    for organization in Organization.objects.order_by("created_at"):
        profile = profile_in_force(organization)
        if profile is None:
            continue
        rule = rule_of(profile, criteria_of(profile))
        rows = list(Account.objects.filter(organization=organization, unjudged=False).order_by("pk")[:SAMPLE])
        kept = dict(FitVerdict.objects.filter(organization=organization).values_list("account_id", "verdict"))
        said = judgments_of([row.pk for row in rows])
        for row in rows:
            verdict = fit.judge(rule, values_of(row), said.get(row.pk, {})).verdict
            if kept.get(row.pk) != verdict:
                yield f"company {row.pk}: {verdict} by the profile, kept as {kept.get(row.pk)}"
