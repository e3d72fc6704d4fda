"""What targets keep: rates counted at night, what was agreed on, what meetings cost, and the comfort zone."""

from hederssak.targets.models.comfort import AccountPlan, ComfortMonth
from hederssak.targets.models.costs import (
    CostNorms,
    CostSum,
    MarginRate,
    MeetingCost,
    MemberNorm,
    TownNorm,
    UnqualifiedLoad,
)
from hederssak.targets.models.funnels import AgreedTarget, Funnel
from hederssak.targets.models.quality import QualityFigures

__all__ = [
    "AccountPlan",
    "AgreedTarget",
    "ComfortMonth",
    "CostNorms",
    "CostSum",
    "Funnel",
    "MarginRate",
    "MeetingCost",
    "MemberNorm",
    "QualityFigures",
    "TownNorm",
    "UnqualifiedLoad",
]
