import gzip
import json
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pytest
import xlsxwriter

from hederssak.cli.evaluate import main
from tests.estimates.deals import as_csv, made_deals

Printed: TypeAlias = pytest.CaptureFixture[str]
MODELS = {"ours", "base_rate", "static_table", "naive_bayes", "logistic"}


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    columns, won = made_deals(600)
    path = tmp_path / "deals.csv"
    path.write_text(as_csv(columns, won), encoding="utf-8")
    return path


def asked(path: Path, *more: str) -> list[str]:
    return ["win-chance", str(path), "--outcome", "stage", "--won", "Won", *more]


def figures(capsys: Printed) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_it_prints_every_model_with_four_scores(deals: Path, capsys: Printed) -> None:
    assert main(asked(deals, "--time", "created", "--train", "200", "--json")) == 0
    found = figures(capsys)
    assert (found["rows"], found["train"]) == (600, 200)
    assert set(found["models"]) == MODELS
    for scores in found["models"].values():
        assert set(scores) == {"log_loss", "brier", "ece", "auc"}
    assert found["models"]["ours"]["log_loss"] < found["models"]["base_rate"]["log_loss"]


def test_the_same_seed_gives_the_same_figures(deals: Path, capsys: Printed) -> None:
    main(asked(deals, "--train", "100", "--seed", "3", "--json"))
    once = figures(capsys)
    main(asked(deals, "--train", "100", "--seed", "3", "--json"))
    assert figures(capsys) == once
    main(asked(deals, "--train", "100", "--seed", "4", "--json"))
    assert figures(capsys)["models"] != once["models"]


def test_without_json_people_read_a_table(deals: Path, capsys: Printed) -> None:
    assert main(asked(deals)) == 0
    said = capsys.readouterr().out
    assert "log loss" in said
    assert "naive bayes" in said


def test_gzip_and_workbooks_are_read_too(deals: Path, tmp_path: Path, capsys: Printed) -> None:
    packed = tmp_path / "deals.csv.gz"
    packed.write_bytes(gzip.compress(deals.read_bytes()))
    assert main(asked(packed, "--json")) == 0
    from_gzip = figures(capsys)
    book = xlsxwriter.Workbook(str(tmp_path / "deals.xlsx"))
    sheet = book.add_worksheet()
    for number, line in enumerate(deals.read_text(encoding="utf-8").splitlines()):
        sheet.write_row(number, 0, line.split(","))
    book.close()
    assert main(asked(tmp_path / "deals.xlsx", "--json")) == 0
    assert figures(capsys)["models"] == from_gzip["models"]


def test_a_column_that_knows_the_answer_is_refused_aloud(tmp_path: Path, capsys: Printed) -> None:
    columns, won = made_deals(300)
    columns["Closed reason"] = ["price" if value else "late" for value in won]
    path = tmp_path / "leak.csv"
    path.write_text(as_csv(columns, won), encoding="utf-8")
    assert main(asked(path, "--json")) == 0
    found = figures(capsys)
    assert any("Closed reason" in warning for warning in found["warnings"])
    assert found["models"]["ours"]["log_loss"] > 0.2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--outcome", "nothing", "--won", "Won"], "no column"),
        (["--outcome", "stage", "--won", "Gewonnen"], "never says"),
        (["--outcome", "stage", "--won", "Won", "--lost", "Won"], "only one outcome"),
        (["--outcome", "stage", "--won", "Won", "--time", "when"], "no column"),
        (["--outcome", "stage", "--won", "Won", "--drop", "what"], "no column"),
        (["--outcome", "stage", "--won", "Won", "--drop", "stage"], "both needed and dropped"),
    ],
)
def test_a_request_that_makes_no_sense_is_answered_in_one_sentence(
    deals: Path, capsys: Printed, arguments: list[str], says: str
) -> None:
    assert main(["win-chance", str(deals), *arguments]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"stage\n",
        b"\x89PNG\r\n\x1a\n",
        b"stage,a\nWon,1\nLost,2\n",
        b"\x1f\x8bnonsense",
        b"stage,a\n" + b"Won,1\n" * 40,
    ],
)
def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path, capsys: Printed, content: bytes) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    assert main(asked(path)) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: Printed) -> None:
    assert main(asked(tmp_path / "none.csv")) == 2
    assert "none.csv" in capsys.readouterr().err


def test_blanks_mixed_types_and_absurd_numbers_never_give_nan(tmp_path: Path, capsys: Printed) -> None:
    rng = np.random.default_rng(1)
    columns, won = made_deals(400)
    odd = ["", "NaN", "inf", "-1e308", "many", "1 000", "2024-02-30", "12,5"]
    columns["mixed"] = [odd[rng.integers(len(odd))] for _ in won]
    columns["huge"] = [f"{rng.normal() * 1e300:.3e}" for _ in won]
    columns["empty"] = [""] * 400
    columns["created"] = [day if rng.random() < 0.8 else "soon" for day in columns["created"]]
    path = tmp_path / "odd.csv"
    path.write_text(as_csv({k: [c.replace(",", ".") for c in v] for k, v in columns.items()}, won), encoding="utf-8")
    assert main(asked(path, "--time", "created", "--json")) == 0
    found = figures(capsys)
    assert all(np.isfinite(list(scores.values())).all() for scores in found["models"].values())
    assert any("no readable date" in warning for warning in found["warnings"])


@pytest.mark.parametrize("size", [1, 5, 12])
def test_very_few_training_deals_still_give_an_answer(deals: Path, capsys: Printed, size: int) -> None:
    assert main(asked(deals, "--train", str(size), "--json")) == 0
    assert figures(capsys)["train"] == size
