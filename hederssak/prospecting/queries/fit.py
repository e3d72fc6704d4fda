"""Whether companies fit, as far as anybody has judged it (R6)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hederssak.crm.models import FitVerdict
from hederssak.crm.queries.fit import overrides_on
from hederssak.rules.fit import Answer, Verdict


@dataclass(frozen=True)
class Fit:
    """A verdict, whether the company is let in all the same, and how many of how many criteria are met."""

    verdict: Verdict = Verdict.UNKNOWN
    is_let_in: bool = False
    met: int = 0
    asked: int = 0


NOT_JUDGED = Fit()


def verdicts_of(account_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID | None, Fit]:
    """Return the bare verdict on each company, for putting hundreds in order."""
    rows = FitVerdict.objects.filter(account__in=account_ids).values_list("account_id", "verdict")
    return {account: Fit(verdict=Verdict(verdict)) for account, verdict in rows}


def fits_of(account_ids: Collection[uuid.UUID | None], *, today: dt.date) -> Mapping[uuid.UUID | None, Fit]:
    """Return the verdict on each company by identifier; who is not in it was never judged."""
    ids = [one for one in account_ids if one]
    let_in = overrides_on(ids, today)
    rows = FitVerdict.objects.filter(account__in=ids).values_list("account_id", "verdict", "answers")
    return {
        account: Fit(
            verdict=Verdict(verdict),
            is_let_in=account in let_in,
            met=sum(answer == Answer.YES for answer in answers.values()),
            asked=len(answers),
        )
        for account, verdict, answers in rows
    }
