"""What must hold of costs: the sums of each month are those of its meetings."""

from __future__ import annotations

from collections.abc import Iterator

from hederssak.lib.checks import register
from hederssak.org.models import Organization
from hederssak.targets.actions.cost_sums import KEYS, months_with_meetings, sums_of
from hederssak.targets.models import CostSum

FIGURES = ("meetings", "hours", "later_hours", "proposal_hours", "money", "polite")


@register("costs add up to their meetings")
def costs_add_up() -> Iterator[str]:
    """Yield each sum that, added up again, is another one."""
    for organization in Organization.objects.order_by("created_at"):
        kept = {_key(one): _figures(one) for one in CostSum.objects.filter(organization=organization)}
        for month in months_with_meetings(organization):
            for one in sums_of(organization, month):
                told = kept.pop(_key(one), None)
                if told != _figures(one):
                    yield f"{organization.name}, {one.month}, {one.became}: kept as {told}, and is {_figures(one)}"
        for key in kept:
            yield f"{organization.name}: {key} is kept, and no meeting is like that"


def _key(one: CostSum) -> tuple[object, ...]:
    return (one.month, *(getattr(one, name) for name in KEYS))


def _figures(one: CostSum) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in FIGURES)
