from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.merging import (
    UNSAID,
    Decision,
    Merge,
    Undo,
    WhatCameAfter,
    is_blank,
    merge_field,
    merge_record,
    same,
    undo_field,
    undo_record,
)

VALUES = st.sampled_from([None, "", " ", 0, False, "a", "b", Decimal("1.0"), Decimal("1.00"), Decimal(2)])
SEEN = VALUES | st.just(UNSAID)
RECORDS = st.dictionaries(st.sampled_from("pqrs"), VALUES)


@pytest.mark.parametrize(
    ("seen", "here", "now", "decision", "value"),
    [
        ("june", "june", "june", Decision.KEEP, "june"),
        ("june", "june", "july", Decision.TAKE, "july"),
        ("june", "august", "june", Decision.KEEP, "august"),
        ("june", "august", "july", Decision.CONFLICT, "august"),
        ("june", "july", "july", Decision.KEEP, "july"),
        ("june", "june", None, Decision.CLEAR, None),
        ("june", "june", " ", Decision.CLEAR, None),
        ("june", "august", None, Decision.KEEP, "august"),
        ("june", None, "july", Decision.CONFLICT, None),
        (None, None, "july", Decision.TAKE, "july"),
        (None, "august", "july", Decision.CONFLICT, "august"),
        ("june", "august", UNSAID, Decision.KEEP, "august"),
        (UNSAID, None, "july", Decision.TAKE, "july"),
        (UNSAID, "august", "july", Decision.CONFLICT, "august"),
        (UNSAID, "august", None, Decision.KEEP, "august"),
    ],
)
def test_each_case_of_the_table(seen: Any, here: Any, now: Any, decision: Decision, value: Any) -> None:
    merge = merge_field(seen, here, now)
    assert (merge.decision, merge.value) == (decision, value)


def test_a_conflict_offers_what_the_source_says() -> None:
    assert merge_field("june", "august", "july").offered == "july"


def test_nought_is_a_claim_and_blank_is_none() -> None:
    assert merge_field(None, None, 0) == Merge(Decision.TAKE, 0)
    assert merge_field(Decimal(5), Decimal(5), 0) == Merge(Decision.TAKE, 0)
    assert not is_blank(0)
    assert not is_blank(False)  # noqa: FBT003  a value, not a switch


def test_a_record_says_only_what_changes() -> None:
    merge = merge_record(
        seen={"date": "june", "amount": 1, "name": "x"},
        here={"date": "june", "amount": 3, "name": "x", "note": "ours"},
        now={"date": "july", "amount": 2, "name": "x"},
    )
    assert merge.changes == {"date": "july"}
    assert list(merge.conflicts) == ["amount"]
    assert not merge.is_nothing


def test_a_conflict_alone_is_something_to_do() -> None:
    assert not merge_record({"date": "june"}, {"date": "august"}, {"date": "july"}).is_nothing
    assert not merge_record({"date": "june"}, {"date": "june"}, {"date": "july"}).is_nothing


def test_a_column_that_left_the_file_clears_nothing() -> None:
    assert merge_record({"note": "from the source"}, {"note": "from the source"}, {}).is_nothing


@given(VALUES, VALUES)
def test_an_unchanged_source_never_overwrites(seen: Any, here: Any) -> None:
    assert merge_field(seen, here, seen).value == here


@given(SEEN, VALUES, VALUES)
def test_what_a_person_wrote_is_never_lost(seen: Any, here: Any, now: Any) -> None:
    merge = merge_field(seen, here, now)
    nobody_wrote = is_blank(here) or (seen is not UNSAID and same(here, seen))
    assert nobody_wrote or merge.value == here


@given(SEEN, VALUES, VALUES)
def test_the_same_file_again_changes_nothing_and_asks_nothing(seen: Any, here: Any, now: Any) -> None:
    first = merge_field(seen, here, now)
    assert merge_field(now, first.value, now) == Merge(Decision.KEEP, first.value)


@given(SEEN, VALUES, VALUES)
def test_a_source_is_believed_where_nobody_wrote_here(seen: Any, here: Any, now: Any) -> None:
    if seen is not UNSAID and same(here, seen):
        assert same(merge_field(seen, here, now).value, now)


@given(RECORDS, RECORDS, RECORDS)
def test_a_record_is_merged_field_by_field(seen: dict[str, Any], here: dict[str, Any], now: dict[str, Any]) -> None:
    merge = merge_record(seen, here, now)
    after = {**here, **merge.changes}
    for name, value in now.items():
        assert after.get(name) == merge_field(seen.get(name, UNSAID), here.get(name), value).value
    assert not merge.changes.keys() & merge.conflicts.keys()


UNTOUCHED = WhatCameAfter()
BY_PERSON = WhatCameAfter(person=True)
BY_LATER = WhatCameAfter(later_import=True)


@pytest.mark.parametrize(
    ("was", "wrote", "here", "after", "undo"),
    [
        ("june", "july", "july", UNTOUCHED, Undo.RESTORE),
        (None, "july", "july", UNTOUCHED, Undo.RESTORE),
        ("june", "july", "august", BY_PERSON, Undo.SPARE_PERSON),
        ("june", "july", "july", BY_PERSON, Undo.SPARE_PERSON),
        ("june", "july", "september", BY_LATER, Undo.SPARE_LATER_IMPORT),
        ("june", "july", "june", UNTOUCHED, Undo.NOTHING),
        ("june", "july", "august", UNTOUCHED, Undo.SPARE_PERSON),
    ],
)
def test_undoing_gives_back_what_nobody_touched(
    was: Any, wrote: Any, here: Any, after: WhatCameAfter, undo: Undo
) -> None:
    assert undo_field(was, wrote, here, after) is undo


def test_a_made_record_goes_unless_somebody_touched_it() -> None:
    assert undo_record(UNTOUCHED) is Undo.REMOVE
    assert undo_record(BY_PERSON) is Undo.SPARE_PERSON
    assert undo_record(BY_LATER) is Undo.SPARE_LATER_IMPORT
    assert undo_record(WhatCameAfter(person=True, later_import=True)) is Undo.SPARE_PERSON


@given(VALUES, VALUES, st.lists(VALUES, max_size=3))
def test_undo_spares_every_interleaved_edit_and_restores_the_rest(was: Any, wrote: Any, edits: list[Any]) -> None:
    here = edits[-1] if edits else wrote
    undo = undo_field(was, wrote, here, WhatCameAfter(person=bool(edits)))
    after = was if undo is Undo.RESTORE else here
    assert same(after, edits[-1] if edits else was)
