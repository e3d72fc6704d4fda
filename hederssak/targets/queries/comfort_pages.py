"""How a member's meetings of a month stand beside their own past (R11), from the months that the night has counted."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hederssak.lib.ordered import ByName
from hederssak.meetings.models import Attendee
from hederssak.org.models import Member, Role, Team
from hederssak.org.queries.calendars import work_calendar
from hederssak.rules.comfort import FEWEST, Comfort, Pattern, Share, last_days
from hederssak.rules.periods import Span
from hederssak.rules.shares import Share as Estimate
from hederssak.targets.models import AccountPlan, ComfortMonth, MeetingCost

BACK = 12
SHOWN = 60


class Verdict(StrEnum):
    """What can be said of a pattern."""

    RISEN = "risen"
    USUAL = "usual"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Standing:
    """One member's month beside the twelve before; `months` are all that were counted, oldest first."""

    member: Member
    month: dt.date
    comfort: Comfort
    new_before: Share
    planned: int
    months: list[ComfortMonth]

    @property
    def is_enough(self) -> bool:
        """Say whether there are meetings enough on both sides to tell anything."""
        return self.verdict(Pattern.SAFE_CUSTOMER) != Verdict.UNKNOWN

    def verdict(self, pattern: Pattern) -> Verdict:
        """Return what can be said of a pattern."""
        if min(self.comfort.now[pattern].of, self.comfort.before[pattern].of) < FEWEST:
            return Verdict.UNKNOWN
        return Verdict.RISEN if pattern in self.comfort.risen else Verdict.USUAL


@dataclass(frozen=True)
class Seen:
    """A meeting that shows a pattern, and which."""

    row: MeetingCost
    patterns: tuple[Pattern, ...]


def standings_of(members: Sequence[Member], *, today: dt.date) -> list[Standing]:
    """Return how members stand, in one query; whoever has had no meeting counted is left out."""
    found: dict[uuid.UUID, list[ComfortMonth]] = defaultdict(list)
    for row in ComfortMonth.objects.filter(member__in=members, month__lte=today).order_by("month"):
        found[row.member_id].append(row)
    return [standing_in(one, found[one.pk], today) for one in members if found[one.pk]]


def standing_in(member: Member, months: list[ComfortMonth], today: dt.date) -> Standing:
    """Return how a member stands in the month that runs, or in the one before while this one has few meetings."""
    running = Span.month_of(today)
    here = next((row for row in months if row.month == running.first), None)
    is_early = here is None or here.counted < FEWEST
    month = running.before().first if is_early and any(row.month < running.first for row in months) else running.first
    first = dt.date(month.year - 1, month.month, 1)
    now = [row for row in months if row.month == month]
    before = [row for row in months if first <= row.month < month]
    comfort = Comfort(_patterns(now), _patterns(before), _new(now))
    planned = sum(row.meetings - row.counted for row in now)
    return Standing(member, month, comfort, _new(before), planned, [row for row in months if first <= row.month])


def team_shares(team: Team, *, today: dt.date) -> tuple[Share, Share] | None:
    """Return a team's share of comfort and of new customers over twelve months; None where nothing was counted."""
    since = dt.date(today.year - 1, today.month, 1)
    rows = list(ComfortMonth.objects.filter(member__team=team, month__gte=since))
    return (_patterns(rows)[Pattern.SAFE_CUSTOMER], _new(rows)) if rows else None


def reps_of(teams: Collection[Team]) -> list[Member]:
    """Return the reps of teams by name."""
    here = Member.objects.filter(team__in=teams, role=Role.REP, left_on=None)
    return list(here.select_related("team", "organization").order_by(ByName("name")))


def meetings_of(standing: Standing) -> list[Seen]:
    """Return the meetings of the month that show a pattern, newest first."""
    member, month = standing.member, Span.month_of(standing.month)
    rows = MeetingCost.objects.filter(member=member, on__range=(month.first, month.last))
    kept = list(rows.select_related("meeting__account").order_by("on", "pk"))
    planned = _planned(kept)
    again = _met_again([one for one in kept if one.pk not in planned])
    ends = last_days(month.last, work_calendar(member, [month.first.year]))
    found = []
    for row in kept:
        if row.pk in planned:
            continue
        patterns = (
            *([Pattern.SAFE_CUSTOMER] if row.is_existing and not row.had_qualified else []),
            *([Pattern.SAME_CONTACT] if row.pk in again else []),
            *([Pattern.LAST_DAYS] if min(ends) <= row.written_on <= month.last else []),
        )
        if patterns:
            found.append(Seen(row, patterns))
    return found[: -SHOWN - 1 : -1]


def estimate(share: Share) -> Estimate:
    """Return a share with its interval; repeats are bounded by the seats, so that none is above all."""
    return Estimate(min(share.count, share.of), share.of)


def _patterns(months: Iterable[ComfortMonth]) -> dict[Pattern, Share]:
    rows = list(months)
    counted = sum(row.counted for row in rows)
    return {
        Pattern.SAFE_CUSTOMER: Share(sum(row.safe for row in rows), counted),
        Pattern.SAME_CONTACT: Share(sum(row.repeats for row in rows), sum(row.seats for row in rows)),
        Pattern.LAST_DAYS: Share(sum(row.last_days for row in rows), counted),
    }


def _new(months: Iterable[ComfortMonth]) -> Share:
    rows = list(months)
    return Share(sum(row.new for row in rows), sum(row.meetings for row in rows))


def _planned(rows: Sequence[MeetingCost]) -> set[uuid.UUID]:
    """Return the meetings at companies that stood in an account plan then."""
    accounts = {one.meeting.account_id for one in rows}
    spans = defaultdict(list)
    for plan in AccountPlan.objects.filter(account__in=[key for key in accounts if key]):
        spans[plan.account_id].append(plan)
    return {
        one.pk
        for one in rows
        for plan in spans.get(one.meeting.account_id or uuid.UUID(int=0), ())
        if plan.from_day <= one.on and (plan.ended_on is None or one.on <= plan.ended_on)
    }


def _met_again(rows: Sequence[MeetingCost]) -> set[uuid.UUID]:
    """Return the meetings with somebody who was met earlier in the same month."""
    seats = Attendee.objects.filter(meeting__in=[one.meeting_id for one in rows]).exclude(came=False)
    met: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for meeting, contact in seats.values_list("meeting_id", "contact_id"):
        met[meeting].add(contact)
    known: set[uuid.UUID] = set()
    found = set()
    for one in rows:
        if met[one.meeting_id] & known:
            found.add(one.pk)
        known |= met[one.meeting_id]
    return found
