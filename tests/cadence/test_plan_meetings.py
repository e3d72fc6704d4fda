"""A weekly rhythm becomes meetings on the team's own clock, twelve weeks ahead."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from hederssak.cadence.actions import plan_meetings, set_weekly_rhythm
from hederssak.cadence.models import Rhythm, SalesMeeting
from hederssak.lib.rows import save_only
from hederssak.org.models import Country, Team
from hederssak.salesmeetings.actions import freeze
from hederssak.salesmeetings.models import Freezing
from tests.cast import NOW, STOCKHOLM, Cast

HALF_PAST_EIGHT = dt.time(8, 30)
MONDAY = 0


def at(text: str) -> dt.datetime:
    """Return a local instant in Stockholm."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


def meet_weekly(cast: Cast, team: Team, *, now: dt.datetime = NOW, weekday: int = MONDAY) -> Rhythm:
    return set_weekly_rhythm(
        team=team,
        weekday=weekday,
        starts=HALF_PAST_EIGHT,
        minutes=60,
        by=team.manager or cast.eva,
        today=now.date(),
        now=now,
    )


def starts(team: Team, zone: str = "Europe/Stockholm") -> list[str]:
    rows = SalesMeeting.objects.filter(team=team).order_by("starts_at")
    return [f"{row.starts_at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" for row in rows]


def test_twelve_weeks_are_planned_from_the_next_monday_on(cast: Cast) -> None:
    meet_weekly(cast, cast.norr)
    assert starts(cast.norr)[:2] == ["2026-11-23 08:30", "2026-11-30 08:30"]
    assert starts(cast.norr)[-1] == "2027-02-08 08:30"


@pytest.mark.parametrize("now", ["2026-10-14 09:00", "2026-03-18 09:00"])
def test_half_past_eight_stays_half_past_eight_when_the_clocks_change(cast: Cast, now: str) -> None:
    meet_weekly(cast, cast.norr, now=at(now))
    assert {clock for _, clock in (start.split() for start in starts(cast.norr))} == {"08:30"}
    offsets = {row.starts_at.astimezone(STOCKHOLM).utcoffset() for row in SalesMeeting.objects.all()}
    assert len(offsets) == 2


def test_each_team_meets_on_its_own_clock(cast: Cast) -> None:
    save_only(cast.syd, time_zone="Europe/Helsinki", country=Country.FI)
    meet_weekly(cast, cast.syd)
    assert starts(cast.syd, "Europe/Helsinki")[0] == "2026-11-23 08:30"
    assert starts(cast.syd)[0] == "2026-11-23 07:30"


def test_a_holiday_moves_the_meeting_within_its_week(cast: Cast) -> None:
    meet_weekly(cast, cast.norr, now=at("2026-03-18 09:00"))
    assert "2026-04-06 08:30" not in starts(cast.norr)
    assert "2026-04-07 08:30" in starts(cast.norr)


def test_a_week_without_a_working_day_left_has_no_meeting(cast: Cast) -> None:
    meet_weekly(cast, cast.norr, weekday=3)
    weeks = {dt.datetime.fromisoformat(start).isocalendar()[:2] for start in starts(cast.norr)}
    assert (2026, 52) not in weeks
    assert (2027, 1) in weeks


def test_week_53_is_quiet_and_week_1_meets_on_its_first_working_day(cast: Cast) -> None:
    meet_weekly(cast, cast.norr)
    around = [start for start in starts(cast.norr) if "2026-12-20" < start < "2027-01-12"]
    assert around == ["2026-12-21 08:30", "2027-01-07 08:30", "2027-01-11 08:30"]


def test_planning_twice_plans_once(cast: Cast) -> None:
    meet_weekly(cast, cast.norr)
    planned = starts(cast.norr)
    assert plan_meetings(organization=cast.nordvik, now=NOW) == 0
    assert plan_meetings(organization=cast.nordvik, now=NOW + dt.timedelta(days=7)) == 1
    assert starts(cast.norr)[: len(planned)] == planned


def test_another_time_takes_back_what_was_planned_and_leaves_what_was_prepared(cast: Cast) -> None:
    meet_weekly(cast, cast.norr)
    prepared = SalesMeeting.objects.order_by("starts_at")[0]
    freeze(meeting=prepared, freezing=Freezing.DAY_BEFORE, now=prepared.starts_at - dt.timedelta(hours=20))
    meet_weekly(cast, cast.norr, now=prepared.starts_at - dt.timedelta(hours=19), weekday=1)
    assert starts(cast.norr)[:2] == ["2026-11-23 08:30", "2026-12-01 08:30"]
    assert [rhythm.valid_to for rhythm in Rhythm.objects.order_by("weekday")] == [dt.date(2026, 11, 22), None]


def test_a_week_whose_meeting_was_called_off_gets_no_other(cast: Cast) -> None:
    meet_weekly(cast, cast.norr)
    save_only(SalesMeeting.objects.order_by("starts_at")[0], called_off_at=NOW)
    assert plan_meetings(organization=cast.nordvik, now=NOW) == 0


def test_only_who_leads_the_team_or_sets_the_firm_up_decides_when_it_meets(cast: Cast) -> None:
    for by in (cast.anna, cast.maj, cast.vera, cast.stig):
        with pytest.raises(PermissionDenied):
            set_weekly_rhythm(
                team=cast.norr, weekday=0, starts=HALF_PAST_EIGHT, minutes=60, by=by, today=NOW.date(), now=NOW
            )
    assert not Rhythm.objects.exists()
