"""Judging companies by the profile in force, and writing down what came of it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from hederssak.crm.models import Account, FitProfile, FitVerdict
from hederssak.crm.queries.fit import criteria_of, judgments_of, profile_in_force, rule_of, values_of
from hederssak.lib import bulk
from hederssak.lib.rows import save_batch
from hederssak.org.models import Organization
from hederssak.rules import fit

A_TIME = 200
_THOUSANDTH = Decimal("0.001")
_COLUMNS = ("profile", "verdict", "least", "most", "answers", "ask", "judged_at")


def judge_changed(*, organization: Organization, now: dt.datetime, most: int | None = None) -> int:
    """Judge the companies that changed since they were last judged, some at a time, and return how many.

    Without a profile in force nothing is judged and nothing is said: no verdict is better than one by no criteria.
    """
    profile = profile_in_force(organization)
    if profile is None:
        return 0
    rule = rule_of(profile, criteria_of(profile))
    done = 0
    while most is None or done < most:
        room = A_TIME if most is None else min(A_TIME, most - done)
        waiting = list(Account.objects.filter(organization=organization, unjudged=True).order_by("pk")[:room])
        if not waiting:
            break
        _write(waiting, profile, rule, now)
        done += len(waiting)
    return done


def judge_one(account: Account, *, now: dt.datetime) -> None:
    """Judge one company at once, so that who has just answered a question sees what it did."""
    profile = profile_in_force(account.organization)
    if profile is not None:
        _write([account], profile, rule_of(profile, criteria_of(profile)), now)


def _write(accounts: Sequence[Account], profile: FitProfile, rule: fit.Profile, now: dt.datetime) -> None:
    """Write the verdicts of some companies, unless one of them was changed meanwhile: that one is judged next time."""
    ids = [account.pk for account in accounts]
    said = judgments_of(ids)
    with transaction.atomic():
        before = {row.account_id: row for row in FitVerdict.objects.filter(account_id__in=ids)}
        made: list[FitVerdict] = []
        changed: list[FitVerdict] = []
        for account in accounts:
            row = before.get(account.pk) or FitVerdict(organization_id=account.organization_id, account=account)
            _take(row, profile, fit.judge(rule, values_of(account), said.get(account.pk, {})), now)
            (changed if account.pk in before else made).append(row)
        bulk.insert(made)
        if changed:
            save_batch(changed, _COLUMNS)
        as_read: dict[dt.datetime, list[uuid.UUID]] = defaultdict(list)  # an import changes many at one instant
        for account in accounts:
            as_read[account.changed_at].append(account.pk)
        for changed_at, keys in as_read.items():
            Account.objects.filter(pk__in=keys, changed_at=changed_at).update(unjudged=False)


def _take(row: FitVerdict, profile: FitProfile, judged: fit.Judged, now: dt.datetime) -> None:
    row.profile, row.judged_at = profile, now
    row.verdict = judged.verdict.value
    row.least, row.most = judged.least.quantize(_THOUSANDTH), judged.most.quantize(_THOUSANDTH)
    row.answers = {key: answer.value for key, answer in judged.answers.items()}
    row.ask = list(judged.to_find_out)
