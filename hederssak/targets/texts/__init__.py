"""The words of targets."""

from hederssak.targets.texts.costs import (
    criterion,
    exact_money,
    kind,
    missed,
    month_and_year,
    month_name,
    not_a_norm,
    outcome,
    sign,
    source,
    why,
)
from hederssak.targets.texts.sliders import (
    hours,
    money,
    presets,
    slider,
    sources,
    stands,
    way_out,
    what_if_slider,
    what_if_stands,
)

__all__ = [
    "criterion",
    "exact_money",
    "hours",
    "kind",
    "missed",
    "money",
    "month_and_year",
    "month_name",
    "not_a_norm",
    "outcome",
    "presets",
    "sign",
    "slider",
    "source",
    "sources",
    "stands",
    "way_out",
    "what_if_slider",
    "what_if_stands",
    "why",
]
