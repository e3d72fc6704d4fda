"""What targets keep: rates counted at night, and what was agreed on that ground."""

from hederssak.targets.models.funnels import AgreedTarget, Funnel

__all__ = ["AgreedTarget", "Funnel"]
