"""The match rate on lists that the dictionaries were not written from does not fall."""

from __future__ import annotations

import json

import pytest

from tools.match_rate import LISTS, Tally, main, measure


@pytest.mark.parametrize(("system", "split", "tally"), [(name, split, tally) for name, split, tally, _ in measure()])
def test_headers_of_a_system_are_found(system: str, split: str, tally: Tally) -> None:
    assert tally.precision >= 0.92
    assert tally.recall >= 0.9
    assert tally.kinds >= tally.lists - 1


def test_every_list_names_its_source_and_split() -> None:
    for path in LISTS.glob("*.json"):
        for entry in json.loads(path.read_text(encoding="utf-8")):
            assert entry["source"]
            assert entry["split"] in {"held_out", "first", "seen"}


def test_the_table_is_printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["match_rate", "--columns"])
    main()
    assert "hubspot" in capsys.readouterr().out
