"""What a director and an administrator come to first: sums by team, and how far the installation has come."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hederssak.org.models import Member
from hederssak.org.queries import teams_in_view
from hederssak.prospecting.queries.rules import teams_with_hours
from hederssak.web.queries.beginnings import beginnings_of
from hederssak.web.queries.days import days_of
from hederssak.web.queries.monday import stands_of
from hederssak.web.views.monday import trend_chart

WEEKS = 5
FRESH = dt.timedelta(days=2)
BACKUP_FRESH = dt.timedelta(days=7)


def teams(member: Member, *, now: dt.datetime) -> dict[str, Any]:
    """Return what a director's page shows: each team's sums and nobody by name (R20)."""
    days = days_of(member, now=now)
    stands = stands_of(member, list(teams_in_view(member)), days, now=now, weeks=WEEKS)
    everything = [stand.worth for stand in stands]
    return {
        "zone": days.zone.key,
        "week_number": days.week.number,
        "stands": stands,
        "asked_count": sum(worth.asked_count for worth in everything),
        "open_count": sum(worth.open_count for worth in everything),
        "unknown_count": sum(worth.unknown_count for worth in everything),
        "open_margin": sum((worth.open_margin for worth in everything), Decimal(0)),
        "clean_margin": sum((worth.clean_margin for worth in everything), Decimal(0)),
        "trend": trend_chart(stands),
    }


def beginnings(member: Member, *, now: dt.datetime) -> dict[str, Any]:
    """Return what an administrator's page shows: what stands, and what remains."""
    found = beginnings_of(member, now=now)
    hours = teams_with_hours(member.organization)
    all_have_hours = all(has for _team, has in hours)
    to_do = [
        not all_have_hours,
        not found.count.teams,
        bool(found.teams_without),
        bool(found.reps_outside),
        found.count.sign_in + found.count.invited < found.count.people,
        not found.has_deals,
        bool(found.silent),
        not found.jobs_alive,
        found.has_deals and (found.snapshot_at is None or found.snapshot_at < now - FRESH),
    ]
    backup_is_fresh = found.backup_at is not None and found.backup_at >= now - BACKUP_FRESH
    return {
        "zone": member.organization.time_zone,
        "found": found,
        "backup_is_fresh": backup_is_fresh,
        "hour_teams": [team for team, _has in hours],
        "all_have_hours": all_have_hours,
        "remaining": sum(to_do) + (found.has_deals and not backup_is_fresh),
        "waiting_people": found.count.people - found.count.sign_in - found.count.invited,
        "snapshot_is_fresh": found.snapshot_at is not None and found.snapshot_at >= now - FRESH,
    }
