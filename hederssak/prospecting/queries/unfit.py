"""What a "not a fit" on the telephone leaves behind: a question for the company, until it is answered (R5, R6)."""

from __future__ import annotations

import datetime as dt

from hederssak.crm.models import Account, FitJudgment
from hederssak.prospecting.models import CallAttempt
from hederssak.rules.attempts import Outcome

ASKED_FOR = dt.timedelta(days=90)
"""After that nobody remembers what was meant."""


def said_unfit(account: Account, *, now: dt.datetime) -> CallAttempt | None:
    """Return the last call in which a company was said to be no fit, unless its fit was answered about since."""
    # Of one company: with the organization named too, SQLite would walk through every call that anybody made.
    rows = CallAttempt.objects.filter(account=account, outcome=Outcome.NOT_A_FIT, at__gt=now - ASKED_FOR)
    last = rows.standing().order_by("-at").first()
    if last is None or FitJudgment.objects.filter(account=account, at__gt=last.at).exists():
        return None
    return last
