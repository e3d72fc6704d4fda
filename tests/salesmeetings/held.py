"""A meeting of Norr that was held to its end: Anna came, Mikko did not, something was promised and decided."""

from __future__ import annotations

from hederssak.rules.promises import State
from hederssak.salesmeetings.actions import check_in, end_run, go_on, write_note
from hederssak.salesmeetings.actions.promising import give, settle
from hederssak.salesmeetings.models import Run
from tests.cast import Cast
from tests.salesmeetings.meeting_held import again, at, begun, meeting_of
from tests.salesmeetings.mondays import DAY, LAST
from tests.salesmeetings.promising import promised


def held(cast: Cast) -> Run:
    """Hold the meeting of week 48: begun three minutes late, ended at 09:34."""
    old = promised(cast.mikko, "Ring Ulla", due=LAST.date() + 4 * DAY)
    run = begun(cast, minutes=3)
    meeting = meeting_of(run)
    check_in(meeting=meeting, member=cast.anna, by=cast.anna, now=at(2))
    settle(old, State.BROKEN, by=cast.eva, now=at(5))
    go_on(run=again(run), version=again(run).version, by=cast.eva, now=at(9))
    write_note(run=again(run), text="Vi firar Kemi på fredag", by=cast.eva, now=at(10))
    give("@Anna offert till Kemi ons", team=cast.norr, by=cast.eva, now=at(40), meeting=meeting)
    give("@Mikko ringer Ulla ti", team=cast.norr, by=cast.eva, now=at(41), meeting=meeting)
    end_run(run=again(run), version=again(run).version, by=cast.eva, now=at(64))
    return again(run)
