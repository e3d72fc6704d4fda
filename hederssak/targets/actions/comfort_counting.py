"""Counting what each member's meetings of a month were like (R11)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from hederssak.lib.among import Among
from hederssak.meetings.models import Attendee
from hederssak.org.models import Member, Organization
from hederssak.org.queries.calendars import calendars_of
from hederssak.rules.comfort import Meeting, Pattern, patterns_of
from hederssak.rules.periods import Span
from hederssak.rules.worktime import WorkCalendar
from hederssak.targets.models import AccountPlan, ComfortMonth, MeetingCost

MONTHS = 13
"""The month that runs and the twelve before it."""


def count_comfort(organization: Organization, *, today: dt.date, touched: Collection[dt.date]) -> None:
    """Count anew the months that something was written in, the one that runs and the one before."""
    months = last_months(today)
    changed = {Span.month_of(day) for day in touched}
    counted = [month for place, month in enumerate(months) if place < 2 or month in changed]
    members = Member.objects.filter(organization=organization).select_related("team", "organization")
    people = {member.pk: member for member in members}
    calendars = calendars_of(list(people.values()), range(months[-1].first.year, today.year + 1))
    plans = _plans(organization)
    for month in counted:
        rows = list(_rows(organization, month, calendars, plans))
        ComfortMonth.objects.filter(organization=organization, month=month.first).delete()
        ComfortMonth.objects.bulk_create(rows)


def last_months(today: dt.date) -> list[Span]:
    """Return the month of a day and those before it, newest first."""
    months = [Span.month_of(today)]
    while len(months) < MONTHS:
        months.append(months[-1].before())
    return months


def _plans(organization: Organization) -> dict[uuid.UUID, list[tuple[dt.date, dt.date | None]]]:
    """Return from when until when each company stood in an agreed account plan."""
    found: dict[uuid.UUID, list[tuple[dt.date, dt.date | None]]] = defaultdict(list)
    rows = AccountPlan.objects.filter(organization=organization)
    for account, first, last in rows.values_list("account_id", "from_day", "ended_on"):
        found[account].append((first, last))
    return found


def _rows(
    organization: Organization,
    month: Span,
    calendars: dict[uuid.UUID, WorkCalendar],
    plans: dict[uuid.UUID, list[tuple[dt.date, dt.date | None]]],
) -> Iterable[ComfortMonth]:
    held = MeetingCost.objects.filter(
        organization=organization, on__range=(month.first, month.last), member__isnull=False
    )
    columns = ("member_id", "meeting_id", "meeting__account_id", "on", "is_existing", "had_qualified", "written_on")
    rows = list(held.values_list(*columns))
    contacts = _contacts([row[1] for row in rows])
    by_member: dict[uuid.UUID, list[Meeting]] = defaultdict(list)
    for member, meeting, account, on, is_existing, had_qualified, written_on in rows:
        by_member[member].append(
            Meeting(
                on=on,
                existing_customer=is_existing,
                open_qualified=had_qualified,
                contacts=tuple(contacts.get(meeting, ())),
                written_on=written_on,
                planned=_is_planned(plans.get(account, ()), on),
            )
        )
    for key, meetings in by_member.items():
        yield _counted(organization, key, month, meetings, calendars[key])


def _counted(
    organization: Organization, member: uuid.UUID, month: Span, meetings: Sequence[Meeting], calendar: WorkCalendar
) -> ComfortMonth:
    counted = [one for one in meetings if not one.planned]
    found = patterns_of(counted, month.last, calendar)
    return ComfortMonth(
        organization=organization,
        member_id=member,
        month=month.first,
        meetings=len(meetings),
        counted=len(counted),
        safe=found[Pattern.SAFE_CUSTOMER].count,
        repeats=found[Pattern.SAME_CONTACT].count,
        seats=found[Pattern.SAME_CONTACT].of,
        last_days=found[Pattern.LAST_DAYS].count,
        new=sum(not one.existing_customer for one in meetings),
    )


def _contacts(meetings: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Return who was met in each meeting; somebody who did not come is left out."""
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    seats = Attendee.objects.filter(Among("meeting_id", meetings)).exclude(came=False)
    for meeting, contact in seats.values_list("meeting_id", "contact_id"):
        found[meeting].append(str(contact))
    return found


def _is_planned(spans: Iterable[tuple[dt.date, dt.date | None]], day: dt.date) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in spans)
