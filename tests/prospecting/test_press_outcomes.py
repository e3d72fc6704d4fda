"""Pressing how a call ended: written down once, and the place on the list follows (R5)."""

import datetime as dt
import threading
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import QuerySet

from hederssak.prospecting.actions.calling import Pressed, TooLateToUndo, record_attempt, undo_attempt
from hederssak.prospecting.models import BlockSession, CallAttempt, HitEntry
from hederssak.rules.attempts import TRIES_IN_VAIN, Leaves, Outcome
from hederssak.rules.spoken_days import NotUnderstood
from tests.cast import NOW, STOCKHOLM, Cast, make_cast
from tests.prospecting.calling import LATER, make_block, press, put_on_list

pytestmark = pytest.mark.db_both
MINUTE = dt.timedelta(minutes=1)


def on_the_list(entry: HitEntry) -> QuerySet[HitEntry]:
    return HitEntry.objects.filter(pk=entry.pk).on_the_list()


def test_no_answer_rests_and_is_counted_in_the_block(cast: Cast) -> None:
    block, entry = make_block(cast.anna), put_on_list(cast.anna)
    attempt = press(entry).attempt
    entry.refresh_from_db()
    assert attempt.block == block
    assert (entry.tries, entry.reached, entry.in_vain) == (1, 0, 1)
    assert entry.rests_until is not None
    assert entry.rests_until > LATER


def test_after_so_many_in_vain_somebody_else_gets_the_place(cast: Cast) -> None:
    entry = put_on_list(cast.anna)
    for number in range(TRIES_IN_VAIN):
        press(entry, at=NOW + dt.timedelta(days=number))
        entry.refresh_from_db()
    assert entry.left_why == Leaves.NEVER_REACHED


@pytest.mark.parametrize(
    ("outcome", "gone"),
    [
        (Outcome.CONVERSATION, Leaves.TALKED),
        (Outcome.NOT_A_FIT, Leaves.NOT_A_FIT),
        (Outcome.DO_NOT_CONTACT, Leaves.DO_NOT_CONTACT),
    ],
)
def test_what_ends_it_takes_the_contact_off_the_list(cast: Cast, outcome: Outcome, gone: Leaves) -> None:
    entry = put_on_list(cast.anna)
    press(entry, outcome, note="Vill se siffror från Oulu")
    entry.refresh_from_db()
    assert entry.left_why == gone
    assert not on_the_list(entry).exists()
    assert CallAttempt.objects.get().note == "Vill se siffror från Oulu"


def test_do_not_contact_marks_the_contact_for_ever(cast: Cast) -> None:
    entry = put_on_list(cast.anna)
    press(entry, Outcome.DO_NOT_CONTACT)
    entry.contact.refresh_from_db()
    assert entry.contact.do_not_contact_at == LATER


def test_a_call_back_is_promised_in_plain_words(cast: Cast) -> None:
    entry = put_on_list(cast.anna)
    press(entry, Outcome.CALL_BACK, when="tors kl 10", note="Budgeten tas på fredag")
    entry.refresh_from_db()
    assert entry.call_back_at == dt.datetime(2026, 11, 19, 10, 0, tzinfo=STOCKHOLM)
    assert (entry.call_back_timed, entry.note) == (True, "Budgeten tas på fredag")
    assert on_the_list(entry).exists()


def test_words_that_name_no_time_are_asked_about_while_somebody_is_there(cast: Cast) -> None:
    entry = put_on_list(cast.anna)
    with pytest.raises(NotUnderstood):
        press(entry, Outcome.CALL_BACK, when="nån gång")
    assert not CallAttempt.objects.exists()


def test_words_that_come_late_and_name_no_time_become_the_next_morning_and_a_note(cast: Cast) -> None:
    entry = put_on_list(cast.anna)
    press(entry, Outcome.CALL_BACK, when="nån gång", is_late=True)
    entry.refresh_from_db()
    assert entry.call_back_at == dt.datetime(2026, 11, 19, 9, 0, tzinfo=STOCKHOLM)
    assert entry.note == "nån gång"


def test_a_promise_that_nobody_answers_stays_a_promise(cast: Cast) -> None:
    entry = put_on_list(cast.anna)
    press(entry, Outcome.CALL_BACK, when="idag 9:15")
    entry.refresh_from_db()
    press(entry, Outcome.NO_ANSWER, at=LATER + 10 * MINUTE)
    entry.refresh_from_db()
    assert entry.call_back_at is not None
    assert entry.call_back_at > LATER + 10 * MINUTE


def test_what_is_sent_twice_is_kept_once(cast: Cast) -> None:
    entry, key = put_on_list(cast.anna), uuid.uuid4()
    first = press(entry, key=key)
    entry.refresh_from_db()
    second = press(entry, key=key, now=LATER + MINUTE)
    entry.refresh_from_db()
    assert (first.is_new, second.is_new) == (True, False)
    assert first.attempt == second.attempt
    assert entry.tries == 1


@pytest.mark.usefixtures("_history_may_be_flushed")
def test_what_is_sent_twice_at_the_same_moment_is_kept_once() -> None:
    cast = make_cast()
    entry, key = put_on_list(cast.anna), uuid.uuid4()
    at_once = connection.vendor != "sqlite"  # in memory it is one connection: the second follows the first
    barrier, found = threading.Barrier(2 if at_once else 1), []

    def send() -> None:
        barrier.wait()
        mine = HitEntry.objects.select_related("member__team", "member__organization").get(pk=entry.pk)
        found.append(press(mine, Outcome.CONVERSATION, key=key).is_new)
        if at_once:
            connection.close()

    if not at_once:
        send()
        send()
    else:
        threads = [threading.Thread(target=send) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(found) == [False, True]
    assert CallAttempt.objects.count() == 1


def test_a_press_that_waited_for_a_network_counts_when_it_was_pressed(cast: Cast) -> None:
    block, entry = make_block(cast.anna), put_on_list(cast.anna)
    attempt = press(entry, at=LATER, now=NOW + dt.timedelta(hours=4), is_late=True).attempt
    assert (attempt.at, attempt.block) == (LATER, block)


def test_a_clock_that_is_wrong_counts_within_reason(cast: Cast) -> None:
    entry = put_on_list(cast.anna)
    ahead = press(entry, at=NOW + dt.timedelta(days=400), now=LATER).attempt
    behind = press(entry, at=NOW - dt.timedelta(days=400), now=LATER).attempt
    assert ahead.at == LATER
    assert behind.at == LATER - dt.timedelta(hours=12)


def test_an_outcome_says_that_one_was_there(cast: Cast) -> None:
    make_block(cast.anna)
    first, second = put_on_list(cast.anna), put_on_list(cast.anna, "Pekka Oja")
    press(first, at=NOW + 2 * MINUTE)
    press(second, at=NOW + 9 * MINUTE)
    session = BlockSession.objects.get()
    assert session.entered_at == NOW + 2 * MINUTE
    assert session.seconds == 7 * 60


def test_only_whose_list_it_is_presses(cast: Cast) -> None:
    entry = put_on_list(cast.anna)
    pressed = Pressed(key=uuid.uuid4(), outcome=Outcome.NO_ANSWER, at=LATER)
    for other in (cast.mikko, cast.eva):
        with pytest.raises(PermissionDenied):
            record_attempt(entry=entry, pressed=pressed, by=other, now=LATER)


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.CONVERSATION, Outcome.DO_NOT_CONTACT])
def test_a_slip_of_the_thumb_is_taken_back_and_all_is_as_before(cast: Cast, outcome: Outcome) -> None:
    entry = put_on_list(cast.anna)
    before = HitEntry.objects.filter(pk=entry.pk).values().get()
    attempt = press(entry, outcome).attempt
    undo_attempt(attempt, by=cast.anna, now=LATER + MINUTE)
    undo_attempt(attempt, by=cast.anna, now=LATER + MINUTE)
    assert HitEntry.objects.filter(pk=entry.pk).values().get() == before
    assert on_the_list(entry).exists()


def test_a_call_back_that_is_taken_back_is_the_earlier_promise_again(cast: Cast) -> None:
    entry = put_on_list(cast.anna)
    press(entry, Outcome.CALL_BACK, when="tors kl 10")
    entry.refresh_from_db()
    attempt = press(entry, Outcome.CALL_BACK, when="fre kl 14").attempt
    undo_attempt(attempt, by=cast.anna, now=LATER + MINUTE)
    entry.refresh_from_db()
    assert entry.call_back_at == dt.datetime(2026, 11, 19, 10, 0, tzinfo=STOCKHOLM)


def test_after_an_hour_it_stands(cast: Cast) -> None:
    attempt = press(put_on_list(cast.anna)).attempt
    with pytest.raises(TooLateToUndo):
        undo_attempt(attempt, by=cast.anna, now=LATER + 61 * MINUTE)
    with pytest.raises(PermissionDenied):
        undo_attempt(attempt, by=cast.mikko, now=LATER)
