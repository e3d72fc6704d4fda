"""A member's HIT list as the rule orders it, with what it needs to know of each contact."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, prefetch_related_objects

from hederssak.crm.models import Account, Contact, Relationship
from hederssak.lib.prepared import prepared
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member
from hederssak.org.queries import zone_of
from hederssak.pipeline.models import LettingGo, NextStep
from hederssak.prospecting.models import Added, CallAttempt, HitEntry
from hederssak.prospecting.queries.fit import NOT_JUDGED, Fit, fits_of, verdicts_of
from hederssak.prospecting.queries.shares import new_percent
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


def entries_of(member: Member, *, until: dt.datetime | None = None) -> Sequence[HitEntry]:
    """Return who stands on a member's list, or who of them can be called before an instant."""
    rows = HitEntry.objects.filter(organization_id=member.organization_id, member=member).on_the_list()
    return list(rows if until is None else rows.filter(_free_before(until)))


def _free_before(until: dt.datetime) -> Q:
    rests, waits = Q(rests_until=None) | Q(rests_until__lt=until), Q(call_back_at=None) | Q(call_back_at__lt=until)
    return rests & waits


def listed(
    member: Member, *, now: dt.datetime, until: dt.datetime, entries: Sequence[HitEntry] | None = None
) -> list[Line]:
    """Return a member's list in the order in which to call between two instants (R5).

    A list of hundreds is ordered by a handful of columns; contacts, companies and how they fit come with `named`, for
    the few that are shown.
    """
    rows = entries_of(member, until=until) if entries is None else entries
    found = _Facts.of(member, rows, now)
    by_key = {str(entry.pk): entry for entry in rows}
    local = now.astimezone(zone_of(member))
    candidates = [found.candidate(entry) for entry in rows]
    share = new_percent(member.organization_id) / 100
    places = in_order(candidates, now=local, until=until, rates=found.rates, new_share=share)
    return [found.line(by_key[place.candidate.key], place) for place in places]


def named(lines: Sequence[Line], *, today: dt.date) -> list[Line]:
    """Return lines with contact and company at hand, and with how many criteria each company meets."""
    prefetch_related_objects([line.entry for line in lines], "contact", "account")
    fits = fits_of({line.entry.account_id for line in lines}, today=today)
    return [replace(line, fit=fits.get(line.entry.account_id, NOT_JUDGED)) for line in lines]


def readiness(member: Member, *, at: dt.datetime, until: dt.datetime) -> Readiness:
    """Return whether a list will last through a block (R5)."""
    found = [
        Candidate(str(pk), 0.0, call_back=call_back, is_timed=is_timed, rests_until=rests_until)
        for pk, call_back, is_timed, rests_until in _free(member.organization_id, member.pk, until)
    ]
    return Readiness(count_callable(found, now=at, until=until), usual_need(member, at))


@prepared
def _free(organization: uuid.UUID, member: uuid.UUID, until: dt.datetime) -> QuerySet[HitEntry, tuple[Any, ...]]:
    rows = HitEntry.objects.filter(_free_before(until), organization_id=organization, member=member).on_the_list()
    return rows.values_list("pk", "call_back_at", "call_back_timed", "rests_until")


def usual_need(member: Member, now: dt.datetime) -> int:
    """Return how many attempts the member, or the team, makes in nine blocks of ten (R4)."""
    between = now - LOOK_BACK, now
    own = _in_each_block(member.organization_id, member.pk, *between, whose="member")
    if member.team_id is None:
        return list_need(own, [])
    return list_need(own, _in_each_block(member.organization_id, member.team_id, *between, whose="member__team"))


@prepared
def _in_each_block(
    organization: uuid.UUID, pk: uuid.UUID, since: dt.datetime, until: dt.datetime, *, whose: str
) -> QuerySet[CallAttempt, int]:
    """Return how many attempts were made in each block, by a member or by all of a team."""
    rows = CallAttempt.objects.filter(
        **{whose: pk}, organization_id=organization, undone_at=None, block__isnull=False, at__gt=since, at__lt=until
    )
    return rows.values("block").annotate(attempts=Count("pk")).order_by("block").values_list("attempts", flat=True)


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
    known: dict[uuid.UUID | None, tuple[int | None, str]]
    """Employees and relationship of each company."""

    @classmethod
    def of(cls, member: Member, entries: Collection[HitEntry], now: dt.datetime) -> _Facts:
        today = now.astimezone(zone_of(member)).date()
        accounts = {entry.account_id for entry in entries if entry.account_id}
        companies = Account.objects.filter(pk__in=accounts).values_list("pk", "employees", "relationship")
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
            fits=dict(verdicts_of(accounts)),
            steps={pk: day for pk, day in steps.values_list("opportunity__account", "due_on") if day and pk},
            looks={pk: day for pk, day in looks.values_list("opportunity__account", "look_again_on") if day and pk},
            met=dict(met.values("account").annotate(last=Max("starts_at")).values_list("account", "last")),
            known={pk: (employees, relationship) for pk, employees, relationship in companies},
        )

    def candidate(self, entry: HitEntry) -> Candidate:
        employees, relationship = self.known.get(entry.account_id, (None, ""))
        is_new = relationship not in {Relationship.CUSTOMER, Relationship.PARTNER}
        fit = self.fits.get(entry.account_id, NOT_JUDGED)
        return Candidate(
            key=str(entry.pk),
            margin=self.margin * size_factor(employees),
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
