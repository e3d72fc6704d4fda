"""What follows when a promise breaks: the duty to ask, the talk, and a word to both in their own language (R0, R3)."""

from __future__ import annotations

import datetime as dt

import pytest

from hederssak.org.models import Absence
from hederssak.outbox.models import Outgoing
from hederssak.prospecting.actions.breaking import note_breaks
from hederssak.prospecting.actions.duties import follow_along, fulfil, take_back
from hederssak.prospecting.models import Block, BlockState, ManagerDuty
from hederssak.rules.promise import Duty
from tests.cast import NOW, Cast
from tests.prospecting.blocks import make_block
from tests.prospecting.weeks import make_weeks

TODAY = NOW.date()
MIDDAY = dt.time(6)


def letters() -> dict[str, str]:
    """Return the subjects of all letters by the kind of their key and who gets them."""
    rows = Outgoing.objects.order_by("made_at", "key")
    return {f"{row.key.split(':')[0]} {row.payload['to'].split('@')[0]}": row.payload["subject"] for row in rows}


def ended_today(cast: Cast, state: BlockState) -> Block:
    """Make an hour of Anna's that ended this morning, before the cast's present."""
    return make_block(cast.anna, TODAY, MIDDAY, state=state)


def test_a_break_asks_the_manager_to_ask_today_and_writes_to_both(cast: Cast) -> None:
    make_weeks(cast.anna, "kk kk b")
    assert note_breaks(organization=cast.nordvik, now=NOW) == 1
    [duty] = ManagerDuty.objects.all()
    assert (duty.kind, duty.manager, duty.about) == (Duty.ASK_SAME_DAY, cast.eva, cast.anna)
    assert letters() == {"broken eva": "Fråga Anna i dag", "after_break anna": "Det är nästa tid som räknas"}


def test_running_again_writes_nothing_twice(cast: Cast) -> None:
    make_weeks(cast.anna, "kk kk b")
    for _ in range(3):
        note_breaks(organization=cast.nordvik, now=NOW)
    assert ManagerDuty.objects.count() == 1
    assert Outgoing.objects.count() == 2


def test_each_reads_their_own_language(cast: Cast) -> None:
    make_weeks(cast.mikko, "kk kk b")
    note_breaks(organization=cast.nordvik, now=NOW)
    assert letters() == {"broken eva": "Fråga Mikko i dag", "after_break mikko": "Seuraava aika ratkaisee"}


def test_an_hour_that_went_by_with_nobody_in_it_is_asked_about_the_same_day(cast: Cast) -> None:
    ended_today(cast, BlockState.PLANNED)
    note_breaks(organization=cast.nordvik, now=NOW)
    [duty] = ManagerDuty.objects.all()
    assert duty.due_on == TODAY
    assert letters() == {"broken eva": "Fråga Anna i dag"}


def test_if_it_is_held_later_that_day_there_is_nothing_to_ask(cast: Cast) -> None:
    block = ended_today(cast, BlockState.PLANNED)
    note_breaks(organization=cast.nordvik, now=NOW)
    Block.objects.filter(pk=block.pk).update(state=BlockState.HELD_LATE, settled_at=NOW)
    note_breaks(organization=cast.nordvik, now=NOW)
    assert not ManagerDuty.objects.exists()


def test_somebody_who_is_there_is_not_asked_about(cast: Cast) -> None:
    block = ended_today(cast, BlockState.PLANNED)
    Block.objects.filter(pk=block.pk).update(here_at=block.starts_at)
    assert note_breaks(organization=cast.nordvik, now=NOW) == 0


def test_the_first_swap_in_eight_weeks_is_an_exception_and_asks_nothing(cast: Cast) -> None:
    make_weeks(cast.anna, "kk kk s")
    assert note_breaks(organization=cast.nordvik, now=NOW) == 0


def test_the_second_swap_is_none_whatever_the_team_does(cast: Cast) -> None:
    make_weeks(cast.anna, "kk ks kk s")
    assert note_breaks(organization=cast.nordvik, now=NOW) == 1


def test_at_slipping_a_talk_is_due_once(cast: Cast) -> None:
    make_weeks(cast.anna, "kk kk kk kb kk b")
    for _ in range(2):
        note_breaks(organization=cast.nordvik, now=NOW)
    [talk] = ManagerDuty.objects.filter(kind=Duty.TALK)
    assert talk.due_on == dt.date(2026, 11, 25)  # five working days on
    assert letters()["talk eva"] == "Dags att tala med Anna"


def test_a_talk_that_was_held_is_not_asked_for_again_in_four_weeks(cast: Cast) -> None:
    make_weeks(cast.anna, "kk kk kk kb kk b")
    note_breaks(organization=cast.nordvik, now=NOW)
    fulfil(ManagerDuty.objects.get(kind=Duty.TALK), by=cast.eva, now=NOW)
    note_breaks(organization=cast.nordvik, now=NOW)
    assert ManagerDuty.objects.filter(kind=Duty.TALK).count() == 1


def test_a_manager_who_is_away_asks_on_the_first_day_back(cast: Cast) -> None:
    Absence.objects.create(
        organization=cast.nordvik, member=cast.eva, first_day=dt.date(2026, 11, 16), last_day=dt.date(2026, 11, 20)
    )
    make_weeks(cast.anna, "kk kk b")
    note_breaks(organization=cast.nordvik, now=NOW)
    assert ManagerDuty.objects.get().due_on == dt.date(2026, 11, 23)


def test_a_break_of_last_week_is_left_to_the_board(cast: Cast) -> None:
    make_weeks(cast.anna, "kk kb k")
    assert note_breaks(organization=cast.nordvik, now=NOW) == 0


def test_a_team_without_a_manager_still_tells_the_rep(cast: Cast) -> None:
    cast.norr.manager = None
    cast.norr.save()
    make_weeks(cast.anna, "kk kk b")
    note_breaks(organization=cast.nordvik, now=NOW)
    assert letters() == {"after_break anna": "Det är nästa tid som räknas"}


def test_pressing_twice_keeps_the_first_day_and_it_can_be_undone(cast: Cast) -> None:
    make_weeks(cast.anna, "kk kk b")
    note_breaks(organization=cast.nordvik, now=NOW)
    duty = ManagerDuty.objects.get()
    fulfil(duty, by=cast.eva, now=NOW)
    fulfil(duty, by=cast.eva, now=NOW + dt.timedelta(days=3))
    duty.refresh_from_db()
    assert duty.done_on == TODAY
    take_back(duty, by=cast.eva)
    duty.refresh_from_db()
    assert duty.done_on is None


@pytest.mark.parametrize("times", [1, 2])
def test_sitting_in_counts_once_a_day(cast: Cast, times: int) -> None:
    for _ in range(times):
        follow_along(cast.norr, by=cast.eva, now=NOW)
    assert ManagerDuty.objects.filter(kind=Duty.FOLLOW_ALONG).count() == 1
