"""Answering a question about a company, with how one knows."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from hederssak.crm.actions.fit.judging import judge_one
from hederssak.crm.models import Account, FitJudgment
from hederssak.history.actions import Made, Source, record_made
from hederssak.history.models import RecordKind
from hederssak.org.access import require_write
from hederssak.org.models import Member
from hederssak.rules.fit import Answer


def answer_question(
    *, account: Account, key: uuid.UUID, answer: Answer, evidence: str, by: Member, now: dt.datetime
) -> FitJudgment:
    """Write down an answer and judge the company at once; without evidence it stays an unknown."""
    require_write(by, owner=account.owner)
    with transaction.atomic():
        row = FitJudgment.objects.create(
            organization_id=account.organization_id,
            account=account,
            key=key,
            answer=answer.value,
            evidence=evidence.strip(),
            by=by,
            at=now,
        )
        made = Made(RecordKind.FIT_JUDGMENT, row, ("key", "answer", "evidence"), account.pk)
        record_made([made], organization_id=account.organization_id, source=Source.page(by=by, now=now))
        judge_one(account, now=now)
    return row
