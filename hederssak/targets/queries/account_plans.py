"""Which companies stand in an agreed account plan, and who may agree on one."""

from __future__ import annotations

from hederssak.crm.models import Account
from hederssak.org.access import leads
from hederssak.org.models import Member, Role
from hederssak.targets.models import AccountPlan


def may_agree_plan(member: Member, account: Account) -> bool:
    """Say whether the member may: the manager of whoever owns the company, any manager where nobody does."""
    if account.organization_id != member.organization_id or member.role != Role.MANAGER:
        return False
    return account.owner is None or leads(member, account.owner.team)


def plan_of(account: Account) -> AccountPlan | None:
    """Return the plan in which a company stands; None where it stands in none."""
    return AccountPlan.objects.filter(account=account, ended_on=None).select_related("by").first()
