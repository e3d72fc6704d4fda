"""A file is recognized by its headers and cells: system, kind of record, language, and a field per column."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hederssak.imports.presets import RecordKind, Target, header_key, recognize, unit_of
from hederssak.imports.presets.recognition import Recognition
from hederssak.lib.sheets import open_sheet

FILES = Path(__file__).parent / "files"
SHARED = Path(os.environ.get("HEDERSSAK_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))


def recognized(path: Path) -> Recognition:
    with open_sheet(path) as sheet:
        return recognize(sheet.header, [row.values for row in sheet.sample()], sheet.name)


def fields(found: Recognition) -> dict[str, str]:
    return {column: target.field for column, target in found.mapping.items()}


def test_a_swedish_lime_file_is_recognized_whole() -> None:
    found = recognized(FILES / "lime_affarer.csv")
    assert (found.preset, found.record_kind, found.language) == ("lime", RecordKind.OPPORTUNITY, "sv")
    assert fields(found) == {
        "Affärsnamn": "name",
        "Företag": "account_name",
        "Organisationsnummer": "account_org_number",
        "Kontaktperson": "contact_name",
        "Affärsansvarig": "owner_name",
        "Status": "stage",
        "Affärsvärde": "amount",
        "TB": "margin",
        "Sannolikhet": "probability",
        "Förväntat avslutsdatum": "close_date",
        "Skapad": "created_on",
    }
    assert found.ignored == ("Vägt värde",)
    assert found.unknown == ()


def test_a_finnish_hubspot_file_is_recognized_whole() -> None:
    found = recognized(FILES / "hubspot_kaupat.csv")
    assert (found.preset, found.record_kind, found.language) == ("hubspot", RecordKind.OPPORTUNITY, "fi")
    assert len(found.mapping) == 9
    assert found.mapping["Sulkemispäivä"] is Target.OPPORTUNITY_CLOSE_DATE


def test_a_pipedrive_list_export_is_recognized_whole() -> None:
    found = recognized(FILES / "pipedrive_deals.csv")
    assert (found.preset, found.record_kind) == ("pipedrive", RecordKind.OPPORTUNITY)
    assert fields(found)["Deal - Last stage change"] == "stage_since"
    assert {"won_at", "lost_at"} <= set(fields(found).values())
    assert (found.unknown, found.losers) == ((), {})


def test_a_superoffice_file_gives_the_margin_and_the_day_of_waking() -> None:
    found = recognized(FILES / "superoffice_forsaljning.csv")
    assert (found.preset, found.language) == ("superoffice", "sv")
    assert fields(found)["Vinst"] == "margin"
    assert fields(found)["Vinst %"] == "margin_percent"
    assert fields(found)["Återöppningsdatum"] == "reopen_on"


def test_a_dynamics_export_with_a_title_above_is_recognized() -> None:
    found = recognized(FILES / "dynamics_opportunities.csv")
    assert (found.preset, found.record_kind) == ("dynamics", RecordKind.OPPORTUNITY)
    assert found.mapping["(Do Not Modify) Opportunity"] is Target.OPPORTUNITY_EXTERNAL_ID


def test_an_owner_column_full_of_addresses_is_taken_for_addresses() -> None:
    header = ("Deal Name", "Deal Stage", "Deal owner")
    named = recognize(header, [("A", "New", "Siw Mattmar")])
    addressed = recognize(header, [("A", "New", "siw@nordvik.example")])
    numbered = recognize(header, [("A", "New", "4711000")])
    assert named.mapping["Deal owner"] is Target.OPPORTUNITY_OWNER_NAME
    assert addressed.mapping["Deal owner"] is Target.OPPORTUNITY_OWNER_EMAIL
    assert numbered.mapping["Deal owner"] is Target.OPPORTUNITY_OWNER_EXTERNAL_ID


def test_a_column_whose_cells_cannot_be_what_its_header_says_is_left_unknown() -> None:
    header = ("Deal Name", "Deal Stage", "Close Date", "Amount")
    found = recognize(header, [("A", "New", "soon", "12"), ("B", "New", "later", "")])
    assert found.unknown == ("Close Date",)
    assert "Amount" in found.mapping


def test_two_columns_never_fill_one_field_and_the_loser_is_named() -> None:
    header = ("Deal Name", "Deal Stage", "Amount", "Deal value")
    found = recognize(header, [("A", "New", "12", "12")])
    assert found.mapping["Amount"] is Target.OPPORTUNITY_AMOUNT
    assert found.losers == {"Deal value": Target.OPPORTUNITY_AMOUNT}
    assert len(set(found.mapping.values())) == len(found.mapping)


def test_of_two_columns_for_one_field_the_filled_one_is_taken() -> None:
    header = ("Deal - Title", "Organization", "Deal - Organization")
    found = recognize(header, [("A", "", "Tuvmarks Nät AB"), ("B", "", "Hiidenvuon Sähkö Oy")])
    assert found.mapping["Deal - Organization"] is Target.OPPORTUNITY_ACCOUNT_NAME


def test_status_is_the_state_where_its_words_say_so_and_else_the_stage() -> None:
    header = ("deal", "value", "status")
    assert recognize(header, [("A", "1", "Vunnen")]).mapping["status"] is Target.OPPORTUNITY_STATE
    assert recognize(header, [("A", "1", "Offert")]).mapping["status"] is Target.OPPORTUNITY_STAGE


def test_a_file_of_seven_hundred_columns_is_recognized_by_the_few_that_count() -> None:
    header = ("Record ID", "Deal Name", "Deal Stage", "Amount", "Close Date", *(f"Custom {n} xyz" for n in range(700)))
    found = recognize(header)
    assert (found.preset, found.record_kind) == ("hubspot", RecordKind.OPPORTUNITY)
    assert len(found.mapping) == 5
    assert len(found.unknown) == 700


def test_a_file_of_something_else_is_not_recognized() -> None:
    found = recognize(("Fakturadatum", "Verifikat", "Konto debet", "Konto kredit"))
    assert (found.record_kind, found.mapping) == (None, {})


def test_the_name_of_the_file_helps_where_headers_leave_it_open() -> None:
    header = ("id", "name", "owner", "created")
    assert recognize(header, file_name="deals.csv").record_kind is RecordKind.OPPORTUNITY
    assert recognize(header, file_name="företag.csv").record_kind is RecordKind.ACCOUNT


def test_an_amount_in_thousands_is_found_with_its_unit_in_the_header() -> None:
    found = recognize(("Affärsnamn", "Affärsvärde (tkr)", "Status", "Affärsansvarig"))
    assert found.preset == "lime"
    assert found.mapping["Affärsvärde (tkr)"] is Target.OPPORTUNITY_AMOUNT
    assert unit_of("Affärsvärde (tkr)") == ("kr", 3)


def test_a_person_can_say_what_the_rows_are() -> None:
    header = ("Name", "Phone", "City")
    assert recognize(header, kind=RecordKind.CONTACT).record_kind is RecordKind.CONTACT
    assert recognize(header, kind=RecordKind.ACCOUNT, preset="odoo").preset == "odoo"


def test_our_own_columns_in_a_file_of_refused_rows_are_passed_over() -> None:
    found = recognize(("Deal Name", "Deal Stage", "Hederssak row", "Hederssak reason"))
    assert found.unknown == ()


def test_a_header_key_does_not_mind_order_and_dress() -> None:
    assert header_key(("Deal Name*", "Amount")) == header_key(("amount", "deal name"))
    assert header_key(("Deal Name", "Amount")) != header_key(("Deal Name", "Value"))


@pytest.mark.parametrize(
    ("name", "preset", "kind", "columns"),
    [
        ("maven_crm/sales_pipeline.csv", "maven", RecordKind.OPPORTUNITY, 8),
        ("maven_crm/accounts.csv", "maven", RecordKind.ACCOUNT, 7),
        ("maven_crm/products.csv", "maven", RecordKind.PRODUCT, 3),
        ("maven_crm/sales_teams.csv", "maven", RecordKind.OWNER, 3),
        ("hubspot_dummy/hubspot_deals.csv", "hubspot", RecordKind.OPPORTUNITY, 12),
    ],
)
def test_real_files_are_recognized_whole(name: str, preset: str, kind: RecordKind, columns: int) -> None:
    path = SHARED / name
    if not path.exists() and os.environ.get("CI") != "true":
        pytest.skip(f"{path} is not here")
    found = recognized(path)
    assert (found.preset, found.record_kind, len(found.mapping)) == (preset, kind, columns)
    assert found.unknown == ()
