"""Answering "swap or keep?" after an event of ours was deleted or moved in a calendar."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from hederssak.calendars.models import Answer, Copy, Question
from hederssak.lib.rows import save_only
from hederssak.org.models import Member


class AlreadyAnswered(Exception):
    """Somebody, or a swap made meanwhile, has answered it."""

    code = "already_answered"


def answer_question(question: Question, *, answer: Answer, by: Member, now: dt.datetime) -> None:
    """Put the event back as it stood, or leave that calendar as it is until the event is given up by its own rule.

    Raises:
        AlreadyAnswered: it is no open question any more.

    """
    if question.member_id != by.pk:
        raise PermissionDenied
    with transaction.atomic():
        row = Question.objects.select_for_update().filter(pk=question.pk, answered_at=None).first()
        if row is None:
            raise AlreadyAnswered
        save_only(row, answer=answer, answered_at=now)
        if answer == Answer.KEEP:  # wherever it was deleted, not only where that was seen last
            changed = Q(connection_id=row.connection_id) | Q(let_go_at__isnull=False)
            Copy.objects.filter(changed, entry_id=row.entry_id).update(is_due=True, let_go_at=None)
