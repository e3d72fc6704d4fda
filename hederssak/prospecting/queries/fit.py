"""Whether companies fit, as far as anybody has judged it (R6)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hederssak.rules.fit import Verdict


@dataclass(frozen=True)
class Fit:
    """A verdict, whether the company is let in all the same, and how many of how many criteria are met."""

    verdict: Verdict = Verdict.UNKNOWN
    is_let_in: bool = False


NOT_JUDGED = Fit()


def fits_of(account_ids: Collection[uuid.UUID | None], *, today: dt.date) -> Mapping[uuid.UUID | None, Fit]:
    """Return the verdict on each company by identifier; who is not in it was never judged."""
    return dict.fromkeys(account_ids if today else (), NOT_JUDGED)
