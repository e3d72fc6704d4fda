from datetime import date, datetime, timedelta

import pytest

from hederssak.rules.honesty.facts import Field
from hederssak.rules.honesty.moves import Move, daily_moves, has_buyer_event, pushes
from tests.rules.honesty.opportunities import change, on, opportunity, push

OLD, NEW = date(2026, 12, 1), date(2026, 12, 15)
ACROSS = Move(OLD, NEW, on(12), on(12))


@pytest.mark.parametrize(
    ("event", "explains"),
    [
        (date(2026, 11, 11), False),
        (date(2026, 11, 12), True),  # the day of the push
        (date(2026, 12, 10), True),
        (NEW, True),
        (date(2026, 12, 16), False),
    ],
)
def test_an_event_explains_from_the_day_of_the_push_to_the_new_date(event: date, explains: bool) -> None:  # noqa: FBT001  an expectation
    assert has_buyer_event(ACROSS, [event]) is explains


def test_a_date_that_had_passed_is_explained_by_what_happened_since() -> None:
    late = Move(date(2026, 10, 1), NEW, on(12), on(12))
    assert has_buyer_event(late, [date(2026, 10, 20)])


@pytest.mark.parametrize("move", [Move(None, NEW, on(12), on(12)), Move(OLD, None, on(12), on(12))])
def test_a_date_set_or_cleared_is_no_push_and_needs_no_explanation(move: Move) -> None:
    assert move.days == 0
    assert not has_buyer_event(move, [date(2026, 12, 10)])


def test_changes_of_two_days_are_two_moves() -> None:
    changes = (push(OLD, NEW, on(12)), push(NEW, OLD, on(13)))
    assert len(daily_moves(opportunity(changes=changes), Field.CLOSE_DATE)) == 2


def test_changes_between_exports_are_never_taken_together() -> None:
    middle = date(2026, 12, 8)
    changes = tuple(
        push(old, new, on(12), after=after) for old, new, after in ((OLD, middle, on(5)), (middle, NEW, on(6)))
    )
    assert len(pushes(opportunity(changes=changes))) == 2


def test_changes_of_another_field_are_left_out() -> None:
    assert daily_moves(opportunity(changes=(change(Field.STAGE, 1, 2, on(12)),)), Field.CLOSE_DATE) == []


def test_a_move_stands_in_the_interval_of_its_whole_run() -> None:
    runs = [push(OLD, date(2026, 12, 8), on(12, 9)), push(date(2026, 12, 8), NEW, on(12, 15))]
    [move] = daily_moves(opportunity(changes=tuple(runs)), Field.CLOSE_DATE)
    assert (move.after, move.before, move.days) == (on(12, 9), on(12, 15), 14)
    assert isinstance(move.after, datetime)
    assert move.before - move.after == timedelta(hours=6)
