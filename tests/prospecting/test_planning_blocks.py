"""Times that are set aside for filling the HIT list (R5): made by weekly rules, seen, and counted as no promise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hederssak.calendars.models import Entry, Kind
from hederssak.org.models import Absence, Member
from hederssak.outbox.models import Outgoing
from hederssak.prospecting.actions import (
    NotNowError,
    RuleClashError,
    Time,
    change_rule,
    make_blocks,
    say_here,
    set_rule,
    settle_blocks,
)
from hederssak.prospecting.actions.reminding import remind
from hederssak.prospecting.models import Block, BlockKind, BlockRule, BlockState, Debt
from hederssak.prospecting.queries.blocks import conflicts_of
from hederssak.prospecting.queries.mine import mine
from hederssak.prospecting.queries.now import block_at, next_block
from hederssak.prospecting.queries.people import facts_of_team
from hederssak.prospecting.queries.rules import teams_with_hours
from hederssak.rules.blocks import Slot
from hederssak.rules.weeks import local_instant
from tests.cast import NOW, STOCKHOLM, Cast
from tests.prospecting.blocks import make_block
from tests.prospecting.calling import put_on_list
from tests.prospecting.test_pages import visit_over

TODAY, TOMORROW = NOW.date(), NOW.date() + dt.timedelta(days=1)
HALF_HOUR = Time(0, dt.time(15, 30), 30)
SignIn = Callable[[Member], Client]


def set_aside(cast: Cast, time: Time = HALF_HOUR) -> BlockRule:
    """Let Eva set a weekly time aside for filling Norr's lists."""
    return set_rule(team=cast.norr, time=time, first=TODAY, by=cast.eva, now=NOW, kind=BlockKind.PLANNING)


def plan(member: Member, day: dt.date, clock: dt.time = dt.time(15, 30)) -> Block:
    """Make one such time."""
    return make_block(member, day, clock, minutes=30, kind=BlockKind.PLANNING)


def test_a_weekly_rule_makes_them_and_puts_them_into_the_calendars(cast: Cast) -> None:
    set_aside(cast)
    found = Block.objects.filter(member=cast.anna).order_by("starts_at")
    assert found[0].starts_at.astimezone(STOCKHOLM) == dt.datetime(2026, 11, 23, 15, 30, tzinfo=STOCKHOLM)
    assert {block.kind for block in found} == {BlockKind.PLANNING}
    entry = Entry.objects.get(key=f"block:{found[0].pk}")
    assert (entry.kind, entry.title) == (Kind.PLANNING, "Fylla HIT-listan")


def test_who_is_away_has_none_and_a_changed_one_stays_what_it_is_for(cast: Cast) -> None:
    rule = set_aside(cast)
    Absence.objects.create(organization=cast.nordvik, member=cast.anna, first_day=TODAY, last_day=TODAY.replace(day=27))
    assert make_blocks(organization=cast.nordvik, now=NOW).removed == 1
    changed = change_rule(rule=rule, time=Time(4, dt.time(14), 30), first=TOMORROW, by=cast.eva, now=NOW)
    assert changed.kind == BlockKind.PLANNING
    assert set(Block.objects.values_list("kind", flat=True)) == {BlockKind.PLANNING}


def test_it_can_not_lie_over_a_booking_hour(cast: Cast) -> None:
    set_rule(team=cast.norr, time=Time(1, dt.time(9), 120), first=TODAY, by=cast.eva, now=NOW)
    with pytest.raises(RuleClashError):
        set_aside(cast, Time(1, dt.time(10, 30), 30))


def test_a_team_that_only_sets_time_aside_has_no_booking_hours_yet(cast: Cast) -> None:
    set_aside(cast)
    assert dict(teams_with_hours(cast.nordvik))[cast.norr] is False


@pytest.mark.parametrize(
    ("listed_at", "state"),
    [
        (dt.time(15, 40), BlockState.HELD),
        (dt.time(19), BlockState.HELD_LATE),
        (None, BlockState.MISSED),
    ],
)
def test_it_is_held_when_somebody_was_put_on_the_list(cast: Cast, listed_at: dt.time | None, state: BlockState) -> None:
    block = plan(cast.anna, TODAY)
    if listed_at:
        entry = put_on_list(cast.anna)
        type(entry).objects.update(added_at=local_instant(TODAY, listed_at, STOCKHOLM))
    settle_blocks(organization=cast.nordvik, now=NOW + dt.timedelta(days=1))
    block.refresh_from_db()
    assert block.state == state


def test_one_that_came_to_nothing_is_no_break_and_nothing_is_owed(cast: Cast) -> None:
    plan(cast.anna, TODAY)
    make_block(cast.anna, TODAY.replace(day=17), state=BlockState.HELD)
    later = NOW + dt.timedelta(days=1)
    settle_blocks(organization=cast.nordvik, now=later)
    assert not Debt.objects.filter(owed__gt=0).exists()
    found = mine(cast.anna, now=later)
    assert (found.honour.held, found.honour.due, found.lost) == (1, 1, [])
    person = next(one for one in facts_of_team(cast.norr, now=later).people if one.member == cast.anna)
    assert len(person.blocks) == 1
    assert not person.is_named


def test_it_is_neither_the_hour_nor_the_next_one_and_nothing_lies_over_it(cast: Cast) -> None:
    block = plan(cast.anna, TODAY)
    visit_over(block)
    assert block_at(cast.anna, block.starts_at) is None
    assert next_block(cast.anna, NOW) is None
    within = Slot(NOW, NOW + dt.timedelta(days=3))
    assert conflicts_of([cast.anna], within)[cast.anna.pk] == []
    with pytest.raises(NotNowError):
        say_here(block=block, by=cast.anna, now=block.starts_at)


def test_the_word_about_an_empty_list_says_when_there_is_time_to_fill_it(cast: Cast) -> None:
    make_block(cast.anna, TOMORROW)
    plan(cast.anna, TODAY)
    assert remind(organization=cast.nordvik, now=NOW.replace(hour=13)) == 1
    text = Outgoing.objects.get().payload["text"]
    assert "Det finns tid för det: ons 18 nov 15:30–16:00 är avsatt för att fylla listan." in text


def test_the_list_the_first_page_and_the_own_page_say_when(cast: Cast, signed_in: SignIn) -> None:
    Member.objects.filter(pk=cast.anna.pk).update(language="en")
    block = plan(cast.anna, TODAY)
    make_block(cast.anna, TOMORROW)
    with time_machine.travel(NOW, tick=False):
        anna = signed_in(cast.anna)
        hit_list = anna.get(reverse("prospecting:hit_list")).content.decode()
        home = anna.get("/").content.decode()
        own = anna.get(reverse("prospecting:mine")).content.decode()
        page = anna.get(reverse("prospecting:block", args=[block.pk])).content.decode()
    assert "Set aside for filling it: Wed 18 Nov 15:30–16:00." in hit_list
    assert "Nobody stands on the list for your next hour yet." in home
    assert "Your next booking hour is Thu 19 Nov 09:00–11:00." in own
    assert "for filling the HIT list" in own
    assert "I am here" not in page
    assert "It counts neither as held nor as missed" in page


def test_the_manager_chooses_what_a_time_is_for(cast: Cast, signed_in: SignIn) -> None:
    with time_machine.travel(NOW, tick=False):
        given = {"whom": "team", "kind": "planning", "weekday": 0, "starts": "15:30", "minutes": 30}
        address = reverse("prospecting:team", args=[cast.norr.pk])
        eva = signed_in(cast.eva)
        eva.post(address, {**given, "first": TOMORROW.isoformat()})
        page = eva.get(address).content.decode()
    assert BlockRule.objects.get().kind == BlockKind.PLANNING
    assert "Alla säljare i teamet, för att fylla HIT-listan" in page
