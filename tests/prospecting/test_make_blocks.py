"""Making the times that the rules want (R1)."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from hederssak.org.models import Absence, Member
from hederssak.prospecting.actions import (
    RuleClashError,
    Time,
    change_rule,
    end_rule,
    excuse_absent,
    make_blocks,
    set_rule,
)
from hederssak.prospecting.models import Block, BlockKind, BlockRule, BlockState, Excuse
from tests.cast import NOW, STOCKHOLM, Cast
from tests.prospecting.blocks import make_block

TODAY = NOW.date()
TUESDAYS = Time(1, dt.time(9), 120)


def days_of(member: Member) -> list[dt.date]:
    """Return the local days of a member's times."""
    starts = Block.objects.filter(member=member).order_by("starts_at").values_list("starts_at", flat=True)
    return [start.astimezone(STOCKHOLM).date() for start in starts]


def annas_rule(cast: Cast, time: Time = TUESDAYS) -> BlockRule:
    """Let Eva give Anna a weekly time."""
    return set_rule(team=cast.norr, member=cast.anna, time=time, first=TODAY, by=cast.eva, now=NOW)


def test_twelve_weeks_are_made_without_holidays_and_christmas(cast: Cast) -> None:
    annas_rule(cast)
    found = days_of(cast.anna)
    assert found[0] == dt.date(2026, 11, 24)
    assert found[-1] == dt.date(2027, 2, 9)
    assert not {dt.date(2026, 12, 29), dt.date(2027, 1, 5)} & set(found)
    assert len(found) == 10  # twelve Tuesdays, but for the two between Christmas and Epiphany, when nobody answers


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "Europe/Helsinki", "Atlantic/Reykjavik", "America/Halifax"])
@pytest.mark.parametrize(
    ("today", "clock", "last"),
    [
        (dt.date(2026, 11, 15), dt.time(23, 30), dt.date(2027, 2, 1)),
        (dt.date(2026, 11, 16), dt.time(0, 30), dt.date(2027, 2, 8)),
        (dt.date(2026, 11, 18), dt.time(12), dt.date(2027, 2, 8)),
    ],
)
def test_the_last_week_ends_on_the_sunday_of_the_members_own_clock(
    cast: Cast, zone: str, today: dt.date, clock: dt.time, last: dt.date
) -> None:
    cast.norr.time_zone = zone
    cast.norr.save()
    now = dt.datetime.combine(today, clock, ZoneInfo(zone)).astimezone(dt.UTC)  # what the worker's clock says
    set_rule(team=cast.norr, member=cast.anna, time=Time(0, dt.time(9), 120), first=today, by=cast.eva, now=now)
    starts = Block.objects.filter(member=cast.anna).values_list("starts_at", flat=True)
    assert max(starts).astimezone(ZoneInfo(zone)).date() == last


def test_a_time_beyond_the_last_week_is_let_be_as_long_as_its_rule_holds(cast: Cast) -> None:
    rule = annas_rule(cast, Time(0, dt.time(9), 120))
    make_blocks(organization=cast.nordvik, now=NOW, weeks=13)
    make_blocks(organization=cast.nordvik, now=NOW)
    assert days_of(cast.anna)[-1] == dt.date(2027, 2, 15)
    end_rule(rule=rule, last=dt.date(2027, 1, 31), by=cast.eva, now=NOW)
    assert days_of(cast.anna)[-1] == dt.date(2027, 1, 25)


def test_making_twice_makes_nothing_new(cast: Cast) -> None:
    annas_rule(cast)
    again = make_blocks(organization=cast.nordvik, now=NOW)
    assert (again.made, again.removed) == (0, 0)


def test_a_teams_time_is_made_for_each_of_its_reps_and_for_nobody_else(cast: Cast) -> None:
    set_rule(team=cast.norr, time=TUESDAYS, first=TODAY, by=cast.eva, now=NOW)
    whose = set(Block.objects.values_list("member__name", flat=True))
    assert whose == {cast.anna.name, cast.mikko.name}


def test_who_is_away_has_none_and_gets_them_back_when_the_leave_is_called_off(cast: Cast) -> None:
    annas_rule(cast)
    leave = Absence.objects.create(
        organization=cast.nordvik, member=cast.anna, first_day=dt.date(2026, 11, 23), last_day=dt.date(2026, 12, 6)
    )
    assert make_blocks(organization=cast.nordvik, now=NOW).removed == 2
    assert days_of(cast.anna)[0] == dt.date(2026, 12, 8)
    leave.delete()
    assert make_blocks(organization=cast.nordvik, now=NOW).made == 2


def test_a_time_that_is_prepared_is_not_taken_back(cast: Cast) -> None:
    rule = annas_rule(cast)
    first = Block.objects.filter(member=cast.anna).earliest("starts_at")
    Block.objects.filter(pk=first.pk).update(prepared_at=NOW, preparation="Sågverk i Dalarna")
    end_rule(rule=rule, last=TODAY, by=cast.eva, now=NOW)
    assert days_of(cast.anna) == [dt.date(2026, 11, 24)]


def test_a_changed_time_leaves_the_past_as_it_was(cast: Cast) -> None:
    rule = annas_rule(cast)
    past = make_block(cast.anna, dt.date(2026, 11, 17), state=BlockState.HELD)
    change_rule(rule=rule, time=Time(3, dt.time(13), 60), first=dt.date(2026, 12, 1), by=cast.eva, now=NOW)
    found = days_of(cast.anna)
    assert found[:3] == [dt.date(2026, 11, 17), dt.date(2026, 11, 24), dt.date(2026, 12, 3)]
    past.refresh_from_db()
    assert past.state == BlockState.HELD


def test_two_rules_can_not_want_the_same_time(cast: Cast) -> None:
    set_rule(team=cast.norr, time=TUESDAYS, first=TODAY, by=cast.eva, now=NOW)
    with pytest.raises(RuleClashError):
        annas_rule(cast, Time(1, dt.time(10), 60))
    annas_rule(cast, Time(1, dt.time(11), 60))


def test_a_replacement_that_stands_there_is_not_doubled(cast: Cast) -> None:
    lost = make_block(cast.anna, dt.date(2026, 11, 17), state=BlockState.MISSED)
    make_block(cast.anna, dt.date(2026, 11, 24), dt.time(10), kind=BlockKind.REPLACEMENT, replaces=lost, minutes=120)
    annas_rule(cast)
    assert days_of(cast.anna).count(dt.date(2026, 11, 24)) == 1


def test_who_has_left_has_none(cast: Cast) -> None:
    annas_rule(cast)
    Member.objects.filter(pk=cast.anna.pk).update(left_on=TODAY)
    make_blocks(organization=cast.nordvik, now=NOW)
    assert days_of(cast.anna) == []


def test_only_the_teams_manager_and_who_sets_up_the_firm_write_them(cast: Cast) -> None:
    for name in ("anna", "maj", "vera", "stig"):
        with pytest.raises(PermissionDenied):
            set_rule(team=cast.norr, time=TUESDAYS, first=TODAY, by=cast.members[name], now=NOW)
    with pytest.raises(PermissionDenied):
        set_rule(team=cast.norr, member=cast.otto, time=TUESDAYS, first=TODAY, by=cast.eva, now=NOW)
    set_rule(team=cast.norr, time=TUESDAYS, first=TODAY, by=cast.ada, now=NOW)


def test_a_sick_day_that_is_said_afterwards_excuses(cast: Cast) -> None:
    missed = make_block(cast.anna, dt.date(2026, 11, 17), state=BlockState.MISSED)
    assert excuse_absent(organization=cast.nordvik, now=NOW) == 0
    Absence.objects.create(
        organization=cast.nordvik, member=cast.anna, first_day=dt.date(2026, 11, 17), last_day=dt.date(2026, 11, 17)
    )
    assert excuse_absent(organization=cast.nordvik, now=NOW) == 1
    missed.refresh_from_db()
    assert (missed.state, missed.why) == (BlockState.EXCUSED, Excuse.ABSENCE)
