"""What can be asked about an organization, its people and their working time."""

from hederssak.org.queries.beginnings import demo_member, demo_members, is_empty, is_set_up
from hederssak.org.queries.calendars import (
    calendars_of,
    country_calendar,
    public_holidays,
    weekdays_of,
    work_calendar,
    years_around,
)

__all__ = [
    "calendars_of",
    "country_calendar",
    "demo_member",
    "demo_members",
    "is_empty",
    "is_set_up",
    "public_holidays",
    "weekdays_of",
    "work_calendar",
    "years_around",
]
