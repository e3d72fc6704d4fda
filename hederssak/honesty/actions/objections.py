"""A word back to a flag: "the system is wrong here". It silences the flag and reaches the one who can answer."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hederssak.honesty.actions.judging import judge_these
from hederssak.honesty.models import Flag, Objection
from hederssak.lib.rows import save_only
from hederssak.org.access import leads, may_configure, require_write
from hederssak.org.models import Member
from hederssak.pipeline.models import Opportunity


class NothingToObjectToError(Exception):
    """The flag is gone already, or the word back says nothing."""

    code = "nothing_to_object_to"


def object_to(*, opportunity: Opportunity, code: str, why: str, by: Member, now: dt.datetime) -> Objection:
    """Write that a flag is wrong here and why; it stays silent unless somebody answers that it stands."""
    require_write(by, owner=opportunity.owner)
    if not why.strip() or not Flag.objects.filter(opportunity=opportunity, code=code).exists():
        raise NothingToObjectToError
    with transaction.atomic():
        objection = Objection.objects.create(
            organization=by.organization, opportunity=opportunity, code=code, why=why.strip()[:500], by=by, at=now
        )
        judge_these(organization=by.organization, opportunities=[opportunity], now=now)
    return objection


def answer_objection(*, objection: Objection, upheld: bool, answer: str, by: Member, now: dt.datetime) -> None:
    """Answer an objection: upheld, the flag stays silent; otherwise it comes back with the answer beside it."""
    if not (may_configure(by) or leads(by, objection.opportunity.team)):
        raise PermissionDenied
    with transaction.atomic():
        save_only(objection, upheld=upheld, answer=answer.strip()[:500], answered_by=by, answered_at=now)
        judge_these(organization=by.organization, opportunities=[objection.opportunity], now=now)
