"""A member's HIT list as the rule orders it, with what it needs to know of each contact."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet

from hederssak.crm.models import Contact, Relationship
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member
from hederssak.pipeline.models import LettingGo, NextStep
from hederssak.prospecting.models import Added, CallAttempt, HitEntry
from hederssak.prospecting.queries.fit import NOT_JUDGED, Fit, fits_of
from hederssak.prospecting.queries.rules import zone_of
from hederssak.prospecting.queries.worth import margin_of_meeting, rates_of, size_factor
from hederssak.rules.diagnosis import list_need
from hederssak.rules.hitlist import Candidate, Place, Rates, Why, count_callable, in_order

QUIET_AFTER = dt.timedelta(days=90)
"""A customer whom nobody has met for so long is called for that reason."""
LOOK_BACK = dt.timedelta(days=90)


@dataclass(frozen=True)
class Line:
    """One place on the list."""

    entry: HitEntry
    place: Place
    fit: Fit
    due: dt.date | None = None
    """The day that a reason is about: of the step that is due, or since when it has been quiet."""


@dataclass(frozen=True)
class Readiness:
    """How many can be called in a block, and how many one usually needs; 0 when nobody knows yet."""

    callable: int
    usual: int

    @property
    def is_enough(self) -> bool:
        """Say whether the list will last."""
        return self.callable > 0 and self.callable >= self.usual


def entries_of(member: Member) -> Sequence[HitEntry]:
    """Return who stands on a member's list, with contact and company."""
    rows = HitEntry.objects.filter(organization_id=member.organization_id, member=member).on_the_list()
    return list(rows.select_related("contact", "account"))


def listed(
    member: Member, *, now: dt.datetime, until: dt.datetime, entries: Sequence[HitEntry] | None = None
) -> list[Line]:
    """Return a member's list in the order in which to call between two instants (R5)."""
    rows = entries_of(member) if entries is None else entries
    found = _Facts.of(member, rows, now)
    by_key = {str(entry.pk): entry for entry in rows}
    local = now.astimezone(zone_of(member))
    candidates = [found.candidate(entry) for entry in rows]
    places = in_order(candidates, now=local, until=until, rates=found.rates)
    return [found.line(by_key[place.candidate.key], place) for place in places]


def readiness(member: Member, *, at: dt.datetime, until: dt.datetime) -> Readiness:
    """Return whether a list will last through a block (R5)."""
    callable_ = count_callable([_bare(entry) for entry in entries_of(member)], now=at, until=until)
    return Readiness(callable_, usual_need(member, at))


def usual_need(member: Member, now: dt.datetime) -> int:
    """Return how many attempts the member, or the team, makes in nine blocks of ten (R4)."""
    rows = CallAttempt.objects.filter(
        organization_id=member.organization_id, undone_at=None, block__isnull=False, at__lt=now, at__gt=now - LOOK_BACK
    )
    of_team = rows.filter(member__team=member.team_id) if member.team_id else rows.none()
    return list_need(_in_each_block(rows.filter(member=member)), _in_each_block(of_team))


def _in_each_block(rows: QuerySet[CallAttempt]) -> list[int]:
    return list(
        rows.values("block").annotate(attempts=Count("pk")).order_by("block").values_list("attempts", flat=True)
    )


def _bare(entry: HitEntry) -> Candidate:
    return Candidate(
        str(entry.pk),
        0.0,
        call_back=entry.call_back_at,
        is_timed=entry.call_back_timed,
        rests_until=entry.rests_until,
    )


@dataclass(frozen=True)
class _Facts:
    """What is known of the contacts of one list, gathered in a query for each kind."""

    now: dt.datetime
    rates: Rates
    margin: float
    fits: dict[uuid.UUID | None, Fit]
    steps: dict[uuid.UUID, dt.date]
    looks: dict[uuid.UUID, dt.date]
    met: dict[uuid.UUID | None, dt.datetime]

    @classmethod
    def of(cls, member: Member, entries: Collection[HitEntry], now: dt.datetime) -> _Facts:
        today = now.astimezone(zone_of(member)).date()
        accounts = {entry.account_id for entry in entries}
        own = {"organization_id": member.organization_id}
        steps = NextStep.objects.filter(
            **own, ended_at=None, due_on__lte=today, opportunity__account__in=accounts, opportunity__owner=member
        )
        looks = LettingGo.objects.filter(
            **own, undone_at=None, look_again_on__lte=today, opportunity__account__in=accounts
        )
        met = CustomerMeeting.objects.filter(**own, account__in=accounts, starts_at__lt=now, state="held")
        return cls(
            now=now,
            rates=rates_of(member, now=now),
            margin=margin_of_meeting(member.organization, now=now),
            fits=dict(fits_of(accounts, today=today)),
            steps={pk: day for pk, day in steps.values_list("opportunity__account", "due_on") if day and pk},
            looks={pk: day for pk, day in looks.values_list("opportunity__account", "look_again_on") if day and pk},
            met=dict(met.values("account").annotate(last=Max("starts_at")).values_list("account", "last")),
        )

    def candidate(self, entry: HitEntry) -> Candidate:
        account = entry.account
        is_new = account is None or account.relationship not in {Relationship.CUSTOMER, Relationship.PARTNER}
        fit = self.fits.get(entry.account_id, NOT_JUDGED)
        return Candidate(
            key=str(entry.pk),
            margin=self.margin * size_factor(account.employees if account else None),
            fit=fit.verdict,
            is_new=is_new,
            tries=entry.tries,
            reached=entry.reached,
            call_back=entry.call_back_at,
            is_timed=entry.call_back_timed,
            rests_until=entry.rests_until,
            by_hand=entry.added == Added.HAND,
            reason=self._reason(entry.account_id, is_new=is_new),
        )

    def line(self, entry: HitEntry, place: Place) -> Line:
        key = entry.account_id
        met = self.met.get(key)
        due = {
            Why.STEP_DUE: self.steps.get(key) if key else None,
            Why.LOOK_AGAIN: self.looks.get(key) if key else None,
            Why.QUIET_CUSTOMER: met.date() if met else None,
        }.get(place.why)
        return Line(entry, place, self.fits.get(key, NOT_JUDGED), due)

    def _reason(self, account_id: uuid.UUID | None, *, is_new: bool) -> Why | None:
        if account_id is None:
            return None
        if account_id in self.steps:
            return Why.STEP_DUE
        if account_id in self.looks:
            return Why.LOOK_AGAIN
        met = self.met.get(account_id)
        if not is_new and (met is None or met < self.now - QUIET_AFTER):
            return Why.QUIET_CUSTOMER
        return None


def number_of(contact: Contact) -> str:
    """Return the number to call: the mobile before the office's."""
    return contact.mobile or contact.phone
