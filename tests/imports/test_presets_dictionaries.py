"""Each header that is written down leads to a field that exists, and is documented or marked as a guess."""

from __future__ import annotations

from collections import Counter

import pytest

from hederssak.imports.presets import PRESETS, Holds, RecordKind, Target
from hederssak.imports.presets.dictionary import Headers, Preset, fold, spelled, unit_of, without_unit
from hederssak.imports.presets.recognition import ESSENTIAL, SIGNS
from hederssak.imports.presets.targets import HOLDS

HEADERS = [(preset, headers) for preset in PRESETS for headers in preset.headers]
NAMES = [f"{preset.code}-{headers.kind}-{headers.language}-{at}" for at, (preset, headers) in enumerate(HEADERS)]


@pytest.mark.parametrize(("preset", "headers"), HEADERS, ids=NAMES)
def test_a_list_of_headers_leads_to_fields_and_names_its_source(preset: Preset, headers: Headers) -> None:
    targets = [headers.target(header) for header in headers.columns]
    assert targets
    assert all(target is None or target.kind is headers.kind for target in targets)
    assert headers.source or headers.guess
    assert headers.language in {"", "en", "sv", "fi", "nb", "da"}


@pytest.mark.parametrize(("preset", "headers"), HEADERS, ids=NAMES)
def test_no_header_is_lost_by_folding(preset: Preset, headers: Headers) -> None:
    assert all(fold(header) for header in headers.columns)


def test_every_system_that_is_promised_has_a_preset_in_swedish_where_it_speaks_swedish() -> None:
    languages = {preset.code: {headers.language for headers in preset.headers} for preset in PRESETS}
    promised = {"hubspot", "pipedrive", "salesforce", "dynamics", "superoffice", "lime", "upsales", "odoo"}
    assert promised <= languages.keys()
    assert all("sv" in languages[code] for code in promised)
    assert all("fi" in languages[code] for code in ("hubspot", "pipedrive", "salesforce", "dynamics", "lime", "odoo"))


def test_codes_of_presets_are_unique() -> None:
    assert max(Counter(preset.code for preset in PRESETS).values()) == 1


def test_a_field_that_does_not_exist_is_a_fault_of_the_dictionary() -> None:
    headers = Headers(RecordKind.OPPORTUNITY, "en", "somewhere", spelled(shoe_size="Shoe size"))
    with pytest.raises(ValueError, match=r"opportunity\.shoe_size"):
        headers.target("Shoe size")


def test_what_cells_hold_and_what_tells_a_kind_are_fields() -> None:
    fields = {target.field for target in Target}
    assert fields >= HOLDS.keys()
    for kind in RecordKind:
        own = {target.field for target in Target if target.kind is kind}
        assert own >= ESSENTIAL[kind] | SIGNS[kind]
    assert Target.OPPORTUNITY_AMOUNT.holds is Holds.AMOUNT
    assert Target.OPPORTUNITY_NAME.holds is Holds.TEXT


@pytest.mark.parametrize(
    ("header", "same"),
    [
        ("Deal - Title*", "deal - title"),
        ("Förväntat Avslutsdatum", "forvantat  avslutsdatum"),
        ("Fo\u0308retag", "Företag"),
        ("close_date", "Close Date"),
        ("CloseDate", "close date"),
    ],
)
def test_headers_that_differ_only_in_dress_are_the_same(header: str, same: str) -> None:
    assert fold(header) == fold(same)


@pytest.mark.parametrize(
    ("header", "bare", "unit"),
    [
        ("Belopp (SEK)", "Belopp", ("SEK", 0)),
        ("Värde (tkr)", "Värde", ("kr", 3)),
        ("Summa, k€", "Summa", ("EUR", 3)),
        ("Amount [USD]", "Amount", ("USD", 0)),
        ("Värde kr", "Värde", ("kr", 0)),
        ("Notes to me", "Notes to me", (None, 0)),
        ("Probability (%)", "Probability (%)", (None, 0)),
        ("Associated Company (Primary)", "Associated Company (Primary)", (None, 0)),
        ("Deal Name", "Deal Name", (None, 0)),
        ("SEK", "SEK", (None, 0)),
    ],
)
def test_a_currency_or_thousands_in_a_header_is_told_apart(
    header: str, bare: str, unit: tuple[str | None, int]
) -> None:
    assert (without_unit(header), unit_of(header)) == (bare, unit)


def test_a_share_and_an_amount_of_the_same_name_are_not_the_same() -> None:
    assert fold("TB") != fold("TB %")
