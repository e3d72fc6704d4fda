"""The team's sales meetings in the calendars of those who come: their time is protected like a block's (R16)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict

from django.db.models import Q
from django.utils.translation import override

from hederssak.cadence.models import SalesMeeting
from hederssak.calendars.actions import Wanted, drop_entries, keep_entries
from hederssak.calendars.models import Connection, Entry, Feed, Kind
from hederssak.lib.addresses import address_of
from hederssak.org.models import Member, Organization
from hederssak.rules.cadence import Kind as MeetingKind
from hederssak.salesmeetings.texts.calendars import entry_title

PREFIX = "sales_meeting:"


def keep_in_calendars(*, now: dt.datetime) -> int:
    """Let the meetings ahead stand in the calendars of every organization where somebody has one; return how many.

    What is already there is left alone, what moved is moved, and what is held no more is taken out.
    """
    connected = Connection.objects.filter(ended_at=None).values("organization_id")
    asked = Q(pk__in=connected) | Q(pk__in=Feed.objects.values("organization_id"))
    return sum(keep_of(organization, now=now) for organization in Organization.objects.filter(asked))


def keep_of(organization: Organization, *, now: dt.datetime) -> int:
    """Let an organization's meetings ahead stand in the calendars of its teams' members and managers."""
    meetings = SalesMeeting.objects.filter(organization=organization, called_off_at=None, starts_at__gt=now)
    coming = list(meetings.select_related("team").order_by("starts_at"))
    people = _people(organization)
    titles: dict[tuple[str, str, uuid.UUID], str] = {}
    wanted = [
        _wanted(meeting, member, titles) for meeting in coming for member in people.get(meeting.team_id, {}).values()
    ]
    keep_entries(wanted, by=None, now=now)
    stands = {(one.member.pk, one.key) for one in wanted}
    rows = Entry.objects.filter(
        organization=organization, kind=Kind.SALES_MEETING, dropped_at=None, starts_at__gt=now
    ).select_related("member")
    gone = [(row.member, row.key) for row in rows if (row.member_id, row.key) not in stands]
    drop_entries(gone, by=None, now=now)
    return len(wanted)


def _people(organization: Organization) -> dict[uuid.UUID, dict[uuid.UUID, Member]]:
    """Return by team who comes to its meetings: its members, and its manager."""
    found: dict[uuid.UUID, dict[uuid.UUID, Member]] = defaultdict(dict)
    here = Member.objects.filter(organization=organization, left_on=None).select_related("team")
    for member in here.prefetch_related("managed_teams"):
        if member.team_id:
            found[member.team_id][member.pk] = member
        for team in member.managed_teams.all():
            found[team.pk][member.pk] = member
    return found


def _wanted(meeting: SalesMeeting, member: Member, titles: dict[tuple[str, str, uuid.UUID], str]) -> Wanted:
    """Return the entry of a meeting; each title is said once for its language."""
    said = (member.language, meeting.kind, meeting.team_id)
    if said not in titles:
        with override(member.language):
            titles[said] = entry_title(MeetingKind(meeting.kind), meeting.team.name)
    return Wanted(
        member=member,
        key=f"{PREFIX}{meeting.pk}",
        kind=Kind.SALES_MEETING,
        starts_at=meeting.starts_at,
        ends_at=meeting.starts_at + dt.timedelta(minutes=meeting.minutes),
        title=titles[said],
        path=address_of("salesmeetings:pack", meeting.pk),
    )
