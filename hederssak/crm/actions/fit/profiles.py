"""Versions of the ideal customer's profile: one is proposed, shown with whom it moves, and put in force."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from hederssak.crm.models import Account, FitCriterion, FitProfile
from hederssak.crm.queries.fit import criteria_of, judgments_of, profile_in_force, proposal_of, rule_of, values_of
from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import RecordKind
from hederssak.lib.ids import new_id
from hederssak.lib.rows import save_only
from hederssak.org.models import Member, Role
from hederssak.rules import fit

A_TIME = 500
MOST_SHOWN = 200
PROPOSES = {Role.MANAGER, Role.DIRECTOR, Role.ADMIN}
DECIDES = {Role.DIRECTOR, Role.ADMIN}


class ProposalGone(Exception):
    """The proposal was put in force or withdrawn by somebody else meanwhile."""

    code = "proposal_gone"


@dataclass(frozen=True, kw_only=True)
class CriterionDraft:
    """A criterion to be written: a fact (`field`, `operator`, `values`), or a question to judge."""

    key: uuid.UUID = field(default_factory=new_id)
    question: str = ""
    field: str = ""
    operator: str = ""
    values: tuple[str, ...] = ()
    weight: int = 1
    is_mandatory: bool = False


def propose_profile(
    criteria: Sequence[CriterionDraft], *, enough: Decimal, why: str = "", by: Member, now: dt.datetime
) -> FitProfile:
    """Propose a new version; it takes the place of one that was proposed before and is not in force.

    Raises:
        BadCriterion: Where a criterion can't be asked as it is written.
        PermissionDenied: For a rep, who has no criteria of their own.
    """
    if by.role not in PROPOSES:
        raise PermissionDenied
    for one in criteria:
        _check(one)
    organization = by.organization
    with transaction.atomic():
        if earlier := proposal_of(organization):
            save_only(earlier, withdrawn_at=now)
        last = FitProfile.objects.filter(organization=organization).aggregate(last=Max("number"))["last"]
        profile = FitProfile.objects.create(
            organization=organization, number=(last or 0) + 1, enough=enough, why=why, by=by, at=now
        )
        FitCriterion.objects.bulk_create(
            FitCriterion(
                organization=organization,
                profile=profile,
                key=one.key,
                position=place,
                question=one.question,
                field=one.field,
                operator=one.operator,
                values=list(one.values),
                weight=one.weight,
                is_mandatory=one.is_mandatory,
            )
            for place, one in enumerate(criteria)
        )
        made = Made(RecordKind.FIT_PROFILE, profile, ("number", "enough", "why"))
        record_made([made], organization_id=organization.pk, source=Source.page(by=by, now=now))
    return profile


def preview_profile(profile: FitProfile) -> dict[str, Any]:
    """Count whom a proposal would move, over all companies of the organization, keep it and return it."""
    in_force = profile_in_force(profile.organization)
    after_rule = rule_of(profile, criteria_of(profile))
    before_rule = rule_of(in_force, criteria_of(in_force)) if in_force else None
    counts: Counter[str] = Counter()
    moved: list[fit.Move] = []
    rows = Account.objects.filter(organization_id=profile.organization_id).order_by("pk")
    batch: list[Account] = []
    for account in rows.iterator(A_TIME):
        batch.append(account)
        if len(batch) == A_TIME:
            moved += _moved(batch, before_rule, after_rule, counts)
            batch = []
    moved += _moved(batch, before_rule, after_rule, counts)
    ways = Counter(f"{one.before.value} {one.after.value}" for one in moved)
    preview = {
        "counts": dict(counts),
        "ways": dict(ways),
        "moves": [[one.account, one.before.value, one.after.value] for one in moved[:MOST_SHOWN]],
        "moved": len(moved),
    }
    save_only(profile, preview=preview)
    return preview


def put_in_force(profile: FitProfile, *, by: Member, now: dt.datetime) -> None:
    """Let a proposal count from now on; every company is judged anew by the worker.

    Raises:
        ProposalGone: If it is in force or withdrawn already.
        PermissionDenied: For reps and managers, who may only propose.
    """
    if by.role not in DECIDES:
        raise PermissionDenied
    with transaction.atomic():
        _end(profile, in_force_at=now, put_in_force_by=by)
        Account.objects.filter(organization_id=profile.organization_id).update(unjudged=True)
        _write_down(profile, "in_force_at", now, by)


def withdraw_profile(profile: FitProfile, *, by: Member, now: dt.datetime) -> None:
    """Take a proposal back: whoever made it, or who would decide."""
    if by.role not in DECIDES and profile.by_id != by.pk:
        raise PermissionDenied
    with transaction.atomic():
        _end(profile, withdrawn_at=now)
        _write_down(profile, "withdrawn_at", now, by)


def _end(profile: FitProfile, **fields: Any) -> None:
    open_still = FitProfile.objects.filter(pk=profile.pk, in_force_at=None, withdrawn_at=None)
    if not open_still.update(**fields):
        raise ProposalGone
    for name, value in fields.items():
        setattr(profile, name, value)


def _write_down(profile: FitProfile, name: str, now: dt.datetime, by: Member) -> None:
    changed = Altered(RecordKind.FIT_PROFILE, profile.pk, name, None, now)
    record_changed([changed], organization_id=profile.organization_id, source=Source.page(by=by, now=now))


def _check(one: CriterionDraft) -> None:
    fact = fit.Fact(one.field, fit.Operator(one.operator), one.values) if one.field else None
    if fact is None and not one.question.strip():
        raise fit.BadCriterion("no_question")
    fit.Criterion(str(one.key), fact, one.weight, one.is_mandatory)


def _moved(
    accounts: Sequence[Account], before: fit.Profile | None, after: fit.Profile, counts: Counter[str]
) -> list[fit.Move]:
    said = judgments_of([account.pk for account in accounts])
    was: dict[str, fit.Verdict] = {}
    will: dict[str, fit.Verdict] = {}
    for account in accounts:
        key, values, answers = str(account.pk), values_of(account), said.get(account.pk, {})
        will[key] = fit.judge(after, values, answers).verdict
        was[key] = fit.judge(before, values, answers).verdict if before else fit.Verdict.UNKNOWN
        counts[will[key].value] += 1
    return fit.moves(was, will)
