import numpy as np
import pytest

from hederssak.estimates.columns import Kind, kind_of, read_column, read_columns
from hederssak.estimates.leaks import blank_while_open, leaks, name_leak
from hederssak.estimates.scores import Floats
from hederssak.estimates.splitting import by_time, same_case, stratified
from tests.estimates.deals import made_deals


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("close_date", "after_close"),
        ("Closed Lost Reason", "after_close"),
        ("WonDate", "after_close"),
        ("Contract Number", "after_close"),
        ("LastModifiedDate", "changed_late"),
        ("Last Activity", "changed_late"),
        ("Expected Close Date", ""),
        ("Contractor size", ""),
        ("Segment", ""),
        ("Wonderland", ""),
    ],
)
def test_a_name_tells_when_a_column_is_known(name: str, code: str) -> None:
    assert name_leak(name) == code


def found_in(columns: dict[str, list[str]], won: Floats) -> dict[str, str]:
    return {caution.field: caution.code for caution in leaks(read_columns(columns), np.arange(len(won)), won)}


def test_a_column_filled_only_for_the_won_is_refused() -> None:
    columns, won = made_deals(300)
    columns["paper"] = [str(1000 + row) if value else "" for row, value in enumerate(won)]
    assert found_in(columns, won) == {"paper": "filled_tells"}


def test_a_column_that_tells_every_outcome_is_refused() -> None:
    columns, won = made_deals(300)
    columns["state"] = ["7" if value else "3" for value in won]
    columns["score"] = [f"{90 * value + row / 1000:.3f}" for row, value in enumerate(won)]
    assert found_in(columns, won) == {"state": "separates", "score": "separates"}


def test_honest_columns_stay() -> None:
    columns, won = made_deals(300, signal=2.0)
    assert found_in(columns, won) == {}


def test_a_blank_on_open_deals_only_is_told() -> None:
    column = read_columns({"account": ["a"] * 50 + [""] * 25 + ["b"] * 25})
    (caution,) = blank_while_open(column, np.arange(50), np.arange(50, 100))
    assert (caution.code, caution.figure) == ("blank_while_open", 0.5)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["x"] * 40, Kind.CONSTANT),
        ([""] * 40, Kind.CONSTANT),
        ([f"c{row % 7}" for row in range(40)], Kind.CATEGORY),
        ([str(row % 5) for row in range(40)], Kind.CATEGORY),
        ([str(row * 13.7) for row in range(40)], Kind.NUMBER),
        ([f"2024-01-{row % 28 + 1:02}" for row in range(40)], Kind.DATE),
        ([f"A-{row}" for row in range(40)], Kind.IDENTIFIER),
        ([str(1000 + row) for row in range(40)], Kind.IDENTIFIER),
        ([f"They asked about {row} things and more of it" for row in range(40)], Kind.TEXT),
    ],
)
def test_the_kind_of_a_column_is_seen_from_its_cells(cells: list[str], kind: Kind) -> None:
    assert kind_of(read_column("thing", cells), np.arange(40)) is kind


def test_identical_rows_and_rows_of_one_identifier_are_one_case() -> None:
    names = [f"d{row}" for row in range(20)]
    amounts = [f"{row}.5" for row in range(20)]
    names[2], amounts[3] = names[1], amounts[0]
    groups = same_case(read_columns({"deal id": names, "amount": amounts}), np.arange(20))
    assert groups[1] == groups[2]
    assert groups[0] != groups[3]
    assert len(set(groups)) == 19


def test_a_case_never_stands_on_both_sides() -> None:
    rng = np.random.default_rng(3)
    groups, won = rng.integers(0, 60, 400), (rng.random(400) < 0.4).astype(float)
    for split in (stratified(won, groups, 1), by_time(rng.integers(0, 90, 400).astype(float), groups)):
        assert not set(groups[split.train]) & set(groups[split.test])
        assert len(split.train) + len(split.test) + split.left_out == 400


def test_nothing_in_the_test_is_older_than_the_training() -> None:
    when = np.random.default_rng(3).integers(0, 90, 400).astype(float)
    split = by_time(when, np.arange(400))
    assert when[split.train].max() < when[split.test].min()
