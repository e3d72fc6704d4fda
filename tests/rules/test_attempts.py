"""What an outcome does to the place on the HIT list (R5)."""

import datetime as dt

import pytest

from hederssak.rules.attempts import TRIES_IN_VAIN, Leaves, Outcome, Promised, after

NOW = dt.datetime(2026, 11, 18, 9, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def test_a_conversation_and_what_ends_one_leave_the_list() -> None:
    assert after(Outcome.MEETING, in_vain=0, now=NOW).leaves is Leaves.MEETING
    assert after(Outcome.CONVERSATION, in_vain=3, now=NOW).leaves is Leaves.TALKED
    assert after(Outcome.NOT_A_FIT, in_vain=0, now=NOW).leaves is Leaves.NOT_A_FIT
    assert after(Outcome.DO_NOT_CONTACT, in_vain=0, now=NOW).leaves is Leaves.DO_NOT_CONTACT


def test_no_answer_rests_longer_each_time_and_at_last_gives_the_place_to_somebody_else() -> None:
    rests = [after(Outcome.NO_ANSWER, in_vain=n, now=NOW).rests_until for n in range(TRIES_IN_VAIN - 1)]
    assert rests == sorted(rests, key=lambda until: until or NOW)
    assert len(set(rests)) == len(rests)
    assert after(Outcome.NO_ANSWER, in_vain=TRIES_IN_VAIN - 1, now=NOW).leaves is Leaves.NEVER_REACHED


def test_a_call_back_says_when() -> None:
    promised = after(Outcome.CALL_BACK, in_vain=0, now=NOW, promised=Promised(NOW + DAY, is_timed=False))
    assert (promised.call_back, promised.is_timed, promised.leaves) == (NOW + DAY, False, None)
    with pytest.raises(ValueError, match="says when"):
        after(Outcome.CALL_BACK, in_vain=0, now=NOW)
