"""Agreeing that a company stands in an account plan, and ending it (R11): its meetings are no comfort zone."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from hederssak.crm.models import Account
from hederssak.lib.rows import save_only
from hederssak.org.models import Member
from hederssak.targets.models import AccountPlan
from hederssak.targets.queries.account_plans import may_agree_plan, plan_of


class NoReasonError(ValueError):
    """A plan says in a few words what is agreed."""

    code = "no_reason"


class AlreadyAgreedError(ValueError):
    """The company stands in a plan."""

    code = "already_agreed"


class NoPlanError(LookupError):
    """The company stands in no plan."""

    code = "no_plan"


def agree_plan(account: Account, *, why: str, by: Member, today: dt.date, now: dt.datetime) -> AccountPlan:
    """Write that a company stands in an agreed account plan from today on; what was met before counts as it did.

    Only the manager of whoever owns the company agrees on one. Raises `PermissionDenied`, NoReasonError or
    AlreadyAgreedError.
    """
    if not may_agree_plan(by, account):
        raise PermissionDenied
    if not why.strip():
        raise NoReasonError
    try:
        with transaction.atomic():
            return AccountPlan.objects.create(
                organization_id=account.organization_id,
                account=account,
                why=why.strip()[:300],
                from_day=today,
                by=by,
                at=now,
            )
    except IntegrityError as error:
        raise AlreadyAgreedError from error


def end_plan(account: Account, *, by: Member, today: dt.date) -> AccountPlan:
    """End a company's account plan with today. Raises `PermissionDenied` or NoPlanError."""
    if not may_agree_plan(by, account):
        raise PermissionDenied
    plan = plan_of(account)
    if plan is None:
        raise NoPlanError
    save_only(plan, ended_on=max(today, plan.from_day))
    return plan
