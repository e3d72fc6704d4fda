"""Words in cells are understood in the languages that exports come in."""

from __future__ import annotations

import pytest

from hederssak.imports.presets import ActivityWord, RecordKind, State, activity_of, is_done, state_of
from hederssak.imports.presets.words import kind_in_name


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Closed Won", State.WON),
        ("closedwon", State.WON),
        ("Vunnen", State.WON),
        ("Voitettu", State.WON),
        ("Sold", State.WON),
        ("Hävitty", State.LOST),
        ("Förlorad", State.LOST),
        ("Tapt", State.LOST),
        ("Öppen", State.OPEN),
        ("Avoin", State.OPEN),
        ("Stalled", State.PARKED),
        ("Uppskjuten", State.PARKED),
        ("Proposal", None),
        ("", None),
    ],
)
def test_a_state_is_known_by_its_word(word: str, state: State | None) -> None:
    assert state_of(word) is state


def test_a_number_is_a_state_only_in_systems_that_write_numbers() -> None:
    assert state_of("2", "superoffice") is State.WON
    assert state_of("2", "dynamics") is State.LOST
    assert state_of("2") is None


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Kundmöte", ActivityWord.MEETING),
        ("Tapaaminen", ActivityWord.MEETING),
        ("Telefonsamtal", ActivityWord.CALL),
        ("soitto", ActivityWord.CALL),
        ("E-post", ActivityWord.EMAIL),
        ("To-Do", ActivityWord.TASK),
        ("Anteckning", ActivityWord.NOTE),
        ("Jubileum", None),
    ],
)
def test_a_kind_of_activity_is_known_by_its_word(word: str, kind: ActivityWord | None) -> None:
    assert activity_of(word) is kind


@pytest.mark.parametrize(
    ("word", "done"),
    [
        ("Done", True),
        ("Undone", False),
        ("Tehty", True),
        ("Planerad", False),
        ("TRUE", True),
        ("", None),
        ("kanske", None),
    ],
)
def test_done_is_known_by_its_word(word: str, done: object) -> None:
    assert is_done(word) is done


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("hubspot-crm-exports-all-deals-2026-11-24.csv", RecordKind.OPPORTUNITY),
        ("Affärer norr.xlsx", RecordKind.OPPORTUNITY),
        ("yritykset.csv", RecordKind.ACCOUNT),
        ("kundmöten v47.csv", RecordKind.MEETING),
        ("export.csv", None),
        ("deals and contacts.csv", None),
    ],
)
def test_a_file_name_speaks_of_one_kind_or_none(name: str, kind: RecordKind | None) -> None:
    assert kind_in_name(name) is kind
