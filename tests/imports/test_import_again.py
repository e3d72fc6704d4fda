"""The same export week after week: the difference becomes history, and what people wrote here stands."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from hederssak.history.models import Change, Origin
from hederssak.imports import actions
from hederssak.imports.models import Conflict, Import, SourceRecord
from hederssak.pipeline.actions import edit_opportunity, let_go, set_next_step
from hederssak.pipeline.actions.drafts import NextStepDraft
from hederssak.pipeline.models import LetGoReason, NextStep, Opportunity, State
from tests.cast import NOW, Cast
from tests.imports.giving import WEEK, csv, deal, figures, give

HEADER = ["Deal ID", "Deal Name", "Deal Stage", "Amount", "Close Date", "Deal Owner", "Next step", "Region"]
LATER = NOW + WEEK


def deals(*rows: tuple[object, ...]) -> dict[str, str | bytes]:
    return {"deals.csv": csv(HEADER, *rows)}


def row(**other: object) -> tuple[object, ...]:
    values: dict[str, object] = {
        "id": 1,
        "name": "Ny lina",
        "stage": "Qualified",
        "amount": 120000,
        "close": "2026-12-18",
        "owner": "anna@example.com",
        "next": "Send the offer",
        "region": "Norr",
    }
    return tuple((values | other).values())


def changes(name: str, field: str) -> list[Change]:
    return list(Change.objects.filter(record_id=deal_id(name), field=field).order_by("pk"))


def deal_id(name: str) -> Any:
    return Opportunity.objects.get(name=name).pk


def test_a_moved_close_date_is_one_row_of_history_between_the_two_exports(cast: Cast) -> None:
    give(cast.nordvik, deals(row()))
    given = LATER + dt.timedelta(hours=3)
    (run,) = give(cast.nordvik, deals(row(close="2027-01-29")), at=LATER, now=given)
    assert figures(run) == (0, 1, 0, 0)
    (moved,) = changes("Ny lina", "close_date")
    assert (moved.old, moved.new) == ("2026-12-18", "2027-01-29")
    assert (moved.after_at, moved.before_at, moved.known_at) == (NOW, LATER, given)
    assert (moved.origin, moved.source_id, moved.by) == (Origin.FILE, run.pk, None)


def test_a_deal_that_missed_a_file_may_have_moved_any_time_since_it_was_last_seen(cast: Cast) -> None:
    give(cast.nordvik, deals(row(), row(id=2, name="Annan")))
    give(cast.nordvik, deals(row(id=2, name="Annan")), at=LATER, full=False)
    give(cast.nordvik, deals(row(close="2027-01-29"), row(id=2, name="Annan")), at=LATER + WEEK)
    (moved,) = changes("Ny lina", "close_date")
    assert (moved.after_at, moved.before_at) == (NOW, LATER + WEEK)


def test_a_new_stage_moves_the_deal_and_the_source_may_say_the_day(cast: Cast) -> None:
    header = ["Deal - ID", "Deal - Title", "Deal - Stage", "Deal - Last stage change"]
    give(cast.nordvik, {"deals.csv": csv(header, [1, "Ny lina", "Qualified", "2026-11-02"])})
    give(cast.nordvik, {"deals.csv": csv(header, [1, "Ny lina", "Proposal", "2026-11-20"])}, at=LATER)
    (moved,) = changes("Ny lina", "stage")
    assert moved.after_at is not None
    assert moved.after_at.isoformat() == "2026-11-19T23:00:00+00:00"
    assert moved.before_at.isoformat() == "2026-11-20T22:59:59+00:00"
    assert str(deal(cast.nordvik, "Ny lina").stage_since) == "2026-11-20"


def test_a_won_deal_ends_on_its_close_date_and_that_is_no_push(cast: Cast) -> None:
    give(cast.nordvik, deals(row()))
    give(cast.nordvik, deals(row(stage="Closed Won", close="2026-11-23")), at=LATER)
    won = deal(cast.nordvik, "Ny lina")
    assert (won.state, str(won.closed_on), str(won.close_date)) == (State.WON, "2026-11-23", "2026-12-18")
    assert not changes("Ny lina", "close_date")


def test_a_lost_deals_zero_does_not_wipe_out_what_it_was_worth(cast: Cast) -> None:
    give(cast.nordvik, deals(row()))
    give(cast.nordvik, deals(row(stage="Closed Lost", amount=0, close="2026-11-23")), at=LATER)
    lost = deal(cast.nordvik, "Ny lina")
    assert (lost.state, lost.amount) == (State.LOST, Decimal(120000))


def test_what_a_person_wrote_here_is_not_overwritten_by_an_unchanged_source(cast: Cast) -> None:
    give(cast.nordvik, deals(row()))
    edit_opportunity(
        opportunity=deal(cast.nordvik, "Ny lina"), values={"amount": Decimal(90000)}, by=cast.anna, now=NOW
    )
    (run,) = give(cast.nordvik, deals(row(close="2027-01-29")), at=LATER)
    assert figures(run) == (0, 1, 0, 0)
    kept = deal(cast.nordvik, "Ny lina")
    assert (kept.amount, str(kept.close_date)) == (Decimal(90000), "2027-01-29")
    assert not Conflict.objects.exists()


def conflicting(cast: Cast) -> Conflict:
    give(cast.nordvik, deals(row()))
    edit_opportunity(
        opportunity=deal(cast.nordvik, "Ny lina"), values={"amount": Decimal(90000)}, by=cast.anna, now=NOW
    )
    (run,) = give(cast.nordvik, deals(row(amount=100000)), at=LATER)
    assert run.conflicts == 1
    return Conflict.objects.get(field="amount")


def test_both_changed_is_a_question_and_ours_stands_meanwhile(cast: Cast) -> None:
    question = conflicting(cast)
    assert (question.ours, question.theirs) == ("90000", "100000")
    assert deal(cast.nordvik, "Ny lina").amount == Decimal(90000)


def test_taking_theirs_is_a_change_by_the_person_who_chose(cast: Cast) -> None:
    actions.settle(conflicting(cast), take_theirs=True, by=cast.ada, now=LATER)
    assert deal(cast.nordvik, "Ny lina").amount == Decimal(100000)
    assert changes("Ny lina", "amount")[-1].by == cast.ada


def test_letting_ours_stand_is_an_answer_that_lasts(cast: Cast) -> None:
    actions.settle(conflicting(cast), take_theirs=False, by=cast.ada, now=LATER)
    give(cast.nordvik, deals(row(amount=100000, region="Syd")), at=LATER + WEEK)
    assert deal(cast.nordvik, "Ny lina").amount == Decimal(90000)
    assert not Conflict.objects.filter(settled_at=None).exists()


def test_a_question_is_answered_once(cast: Cast) -> None:
    question = conflicting(cast)
    actions.settle(question, take_theirs=False, by=cast.ada, now=LATER)
    with pytest.raises(actions.AlreadySettledError):
        actions.settle(question, take_theirs=True, by=cast.ada, now=LATER)


def test_a_changed_custom_column_changes_that_key_only(cast: Cast) -> None:
    give(cast.nordvik, deals(row()))
    give(cast.nordvik, deals(row(region="Syd")), at=LATER)
    assert deal(cast.nordvik, "Ny lina").custom == {"region": "Syd"}


def test_a_new_next_step_in_the_source_takes_the_place_of_the_old(cast: Cast) -> None:
    give(cast.nordvik, deals(row()))
    give(cast.nordvik, deals(row(next="Meet the board")), at=LATER)
    steps = NextStep.objects.filter(opportunity_id=deal_id("Ny lina")).order_by("pk")
    assert [(step.what, step.ended_at is None) for step in steps] == [
        ("Send the offer", False),
        ("Meet the board", True),
    ]


def test_a_persons_own_next_step_is_not_replaced(cast: Cast) -> None:
    give(cast.nordvik, deals(row()))
    mine = NextStepDraft(what="Call the buyer", due_on=dt.date(2026, 11, 26))
    set_next_step(opportunity=deal(cast.nordvik, "Ny lina"), draft=mine, by=cast.anna, now=NOW)
    give(cast.nordvik, deals(row(next="Meet the board")), at=LATER)
    assert NextStep.objects.get(opportunity_id=deal_id("Ny lina"), ended_at=None).what == "Call the buyer"
    assert Conflict.objects.get(field="next_step").theirs == "Meet the board"


def test_a_deal_that_was_let_go_here_stays_so_whatever_stage_the_source_moves_it_to(cast: Cast) -> None:
    give(cast.nordvik, deals(row()))
    let_go(
        opportunity=deal(cast.nordvik, "Ny lina"),
        reason=LetGoReason.NO_DECISION,
        by=cast.anna,
        today=NOW.date(),
        now=NOW,
    )
    give(cast.nordvik, deals(row(stage="Proposal")), at=LATER)
    assert deal(cast.nordvik, "Ny lina").state == State.LET_GO


def test_what_a_full_export_no_longer_holds_has_vanished_and_is_not_deleted(cast: Cast) -> None:
    give(cast.nordvik, deals(row(), row(id=2, name="Annan")))
    (run,) = give(cast.nordvik, deals(row()), at=LATER)
    assert run.vanished == 1
    assert SourceRecord.objects.get(key="2").vanished_at == LATER
    assert deal(cast.nordvik, "Annan").state == State.OPEN


def test_what_comes_back_has_not_vanished(cast: Cast) -> None:
    give(cast.nordvik, deals(row(), row(id=2, name="Annan")))
    give(cast.nordvik, deals(row()), at=LATER)
    give(cast.nordvik, deals(row(), row(id=2, name="Annan")), at=LATER + WEEK)
    assert SourceRecord.objects.get(key="2").vanished_at is None


def test_nothing_vanishes_from_a_file_that_is_said_to_be_partial_or_holds_less_than_half(cast: Cast) -> None:
    give(cast.nordvik, deals(*(row(id=key, name=f"Deal {key}") for key in range(1, 6))))
    (partial,) = give(
        cast.nordvik, deals(*(row(id=key, name=f"Deal {key}") for key in range(1, 5))), at=LATER, full=False
    )
    (few,) = give(cast.nordvik, deals(row(name="Deal 1")), at=LATER + WEEK)
    assert (partial.vanished, few.vanished) == (0, 0)


def test_a_row_that_was_refused_is_in_the_file_and_has_not_vanished(cast: Cast) -> None:
    give(cast.nordvik, deals(row(), row(id=2, name="Annan")))
    (run,) = give(cast.nordvik, deals(row(), row(id=2, name="Annan", amount="many")), at=LATER)
    assert (run.refused, run.vanished) == (1, 0)


def test_an_older_file_than_the_one_that_is_in_is_refused(cast: Cast) -> None:
    give(cast.nordvik, deals(row()), at=LATER)
    with pytest.raises(actions.ImportRefused) as refused:
        give(cast.nordvik, deals(row(close="2026-11-30")), at=NOW, now=LATER)
    assert refused.value.code == "older_than_last"
    assert Import.objects.filter(state="refused").count() == 1


def test_columns_in_another_order_are_no_change(cast: Cast) -> None:
    give(cast.nordvik, deals(row()))
    turned = {"deals.csv": csv(list(reversed(HEADER)), tuple(reversed(row())))}
    (run,) = give(cast.nordvik, turned, at=LATER)
    assert figures(run) == (0, 0, 1, 0)


def test_an_emptied_cell_empties_what_the_source_had_said_and_nothing_else(cast: Cast) -> None:
    give(cast.nordvik, deals(row(), row(id=2, name="Annan")))
    edit_opportunity(
        opportunity=deal(cast.nordvik, "Annan"), values={"close_date": dt.date(2027, 3, 1)}, by=cast.anna, now=NOW
    )
    give(cast.nordvik, deals(row(close=""), row(id=2, name="Annan", close="")), at=LATER)
    assert deal(cast.nordvik, "Ny lina").close_date is None
    assert str(deal(cast.nordvik, "Annan").close_date) == "2027-03-01"


def test_deals_follow_their_owner_to_the_team_that_a_later_file_names(cast: Cast) -> None:
    give(cast.nordvik, deals(row(owner="Ilse Ramberg")))
    give(cast.nordvik, {"owners.csv": csv(["Owner", "Team", "Manager"], ["Ilse Ramberg", "Fjäll", "Tord Hallin"])})
    moved = deal(cast.nordvik, "Ny lina")
    assert moved.team is not None
    assert moved.team.name == "Fjäll"
