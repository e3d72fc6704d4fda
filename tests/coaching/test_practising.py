"""One thing to practise at a time, plays with their lines, and a log that keeps them as they were worded."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from hederssak.coaching.actions import (
    FocusDraft,
    NoCriteriaError,
    NothingToPractiseError,
    PlayDraft,
    PracticeDraft,
    WithOneselfError,
    choose_focus,
    end_focus,
    practise,
    retire_play,
    write_play,
)
from hederssak.coaching.models import Focus, Practice
from hederssak.coaching.queries.plays import plays_of
from hederssak.rules.coaching import Aspect, Level
from tests.cast import NOW, Cast
from tests.coaching.rides import play

LATER = NOW + dt.timedelta(days=20)


def test_one_thing_at_a_time(cast: Cast) -> None:
    first = choose_focus(cast.anna, FocusDraft(words="Fråga efter nästa steg"), by=cast.anna, now=NOW)
    second = choose_focus(cast.anna, FocusDraft(words="Tyst efter priset"), by=cast.eva, now=LATER)
    first.refresh_from_db()
    assert first.until == second.since == LATER.date()
    end_focus(second, by=cast.anna, now=LATER)
    assert not Focus.objects.filter(until=None).exists()


def test_the_same_words_go_on_from_the_first_day(cast: Cast) -> None:
    first = choose_focus(cast.anna, FocusDraft(words="Tyst efter priset"), by=cast.anna, now=NOW)
    again = choose_focus(
        cast.anna, FocusDraft(words=" Tyst efter priset ", aspect=Aspect.QUESTIONS), by=cast.eva, now=LATER
    )
    assert (again.pk, again.since, again.aspect) == (first.pk, NOW.date(), "questions")


def test_nobody_chooses_for_somebody_elses_rep_and_nothing_is_no_choice(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        choose_focus(cast.anna, FocusDraft(words="Mer"), by=cast.maj, now=NOW)
    with pytest.raises(NothingToPractiseError):
        choose_focus(cast.anna, FocusDraft(words="  "), by=cast.anna, now=NOW)


def test_a_practice_keeps_the_lines_as_they_were_worded(cast: Cast) -> None:
    written = play(cast)
    given = PracticeDraft(play=written, on_day=NOW.date(), levels=[Level.PARTLY], partner=cast.mikko, note="Vänta")
    done = practise(cast.anna, given, by=cast.anna, now=NOW)
    write_play(PlayDraft(name="Ny", situation="Annan", criteria=["Helt annat"]), by=cast.eva, now=LATER, old=written)
    done.refresh_from_db()
    assert done.marks == [
        {"criterion": "Priset kommer efter värdet", "level": "partly"},
        {"criterion": "En dag är bestämd", "level": ""},
    ]


def test_a_play_takes_two(cast: Cast) -> None:
    given = PracticeDraft(play=play(cast), on_day=NOW.date(), partner=cast.anna)
    with pytest.raises(WithOneselfError):
        practise(cast.anna, given, by=cast.anna, now=NOW)


def test_practice_is_read_by_those_who_practised_and_the_manager(cast: Cast) -> None:
    given = PracticeDraft(play=play(cast), on_day=NOW.date(), partner=cast.mikko)
    practise(cast.anna, given, by=cast.anna, now=NOW)
    readers = {name for name, who in cast.members.items() if Practice.objects.visible_to(who).exists()}
    assert readers == {"anna", "mikko", "eva"}
    with pytest.raises(PermissionDenied):
        practise(cast.anna, given, by=cast.mikko, now=NOW)


@pytest.mark.parametrize("lines", [[], ["  "], [str(n) for n in range(7)]])
def test_a_play_says_by_what_one_sees_that_it_went_well(cast: Cast, lines: list[str]) -> None:
    with pytest.raises(NoCriteriaError):
        write_play(PlayDraft(name="A", situation="B", criteria=lines), by=cast.eva, now=NOW)


def test_plays_that_fit_what_one_practises_come_first_and_those_put_away_not_at_all(cast: Cast) -> None:
    fits = play(cast)
    other = write_play(PlayDraft(name="Avbokat", situation="B", criteria=["C"]), by=cast.maj, now=NOW)
    assert list(plays_of(cast.anna, first="next_step")) == [fits, other]
    assert list(plays_of(cast.anna, first="")) == [other, fits]
    retire_play(other, by=cast.eva, now=NOW)
    assert list(plays_of(cast.anna, first="")) == [fits]
    retire_play(other, by=cast.eva, now=NOW)
    assert len(plays_of(cast.anna, first="")) == 2
    with pytest.raises(PermissionDenied):
        retire_play(other, by=cast.anna, now=NOW)
