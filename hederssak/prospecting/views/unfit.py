"""The question on a company's page after somebody pressed "not a fit" on the telephone: which criterion is it?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from hederssak.crm.models import Account
from hederssak.org.models import Member
from hederssak.org.queries import zone_of
from hederssak.prospecting.queries.unfit import said_unfit
from hederssak.prospecting.texts import calling
from hederssak.rules.fit import Answer
from hederssak.rules.weeks import local_day


def unfit_panel(
    account: Account, criteria: Iterable[Mapping[str, Any]], *, member: Member, now: dt.datetime
) -> dict[str, Any] | None:
    """Return what the page asks, with each question that is not answered by "no" yet; None where nothing was said.

    Nothing is decided here: an answer is written on its own page, by a person, with what was said as its evidence.
    """
    attempt = said_unfit(account, now=now)
    if attempt is None:
        return None
    day = local_day(attempt.at, zone_of(member))
    given = urlencode({"answer": Answer.NO, "evidence": calling.unfit_evidence(day, attempt.note)})
    questions = [one for one in criteria if one["is_question"] and one["answer"] != Answer.NO]
    return {
        "said": calling.unfit(day, attempt.note),
        "questions": [
            (one["text"], f"{reverse('crm:fit_answer', args=[account.pk, one['key']])}?{given}") for one in questions
        ],
    }
