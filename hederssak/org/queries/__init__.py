"""What can be asked about an organization, its people and their working time."""

from hederssak.org.queries.beginnings import demo_member, demo_members, is_empty, is_set_up
from hederssak.org.queries.calendars import (
    calendars_of,
    country_calendar,
    public_holidays,
    weekdays_of,
    work_calendar,
    years_around,
    zone_of,
)
from hederssak.org.queries.invitations import (
    invitation_for_address,
    invitation_of_key,
    letter_problem,
    open_invitations,
)
from hederssak.org.queries.people import (
    Headcount,
    headcount,
    listed_members,
    listed_teams,
    looks_at,
    possible_managers,
    quiet_periods_of,
    teams_in_view,
    tokens_of,
    user_of_address,
)

__all__ = [
    "Headcount",
    "calendars_of",
    "country_calendar",
    "demo_member",
    "demo_members",
    "headcount",
    "invitation_for_address",
    "invitation_of_key",
    "is_empty",
    "is_set_up",
    "letter_problem",
    "listed_members",
    "listed_teams",
    "looks_at",
    "open_invitations",
    "possible_managers",
    "public_holidays",
    "quiet_periods_of",
    "teams_in_view",
    "tokens_of",
    "user_of_address",
    "weekdays_of",
    "work_calendar",
    "years_around",
    "zone_of",
]
