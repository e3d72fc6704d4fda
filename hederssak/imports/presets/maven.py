"""The four files of Maven Analytics' practice company."""

from __future__ import annotations

from hederssak.imports.presets.dictionary import Headers, Preset
from hederssak.imports.presets.targets import RecordKind

SOURCE = "Maven Analytics, CRM Sales Opportunities: header lines of the four CSV files"

MAVEN = Preset(
    "maven",
    "Maven Analytics",
    (
        Headers(
            RecordKind.OPPORTUNITY,
            "en",
            SOURCE,
            {
                "opportunity_id": "external_id",
                "sales_agent": "owner_name",
                "product": "product",
                "account": "account_name",
                "deal_stage": "stage",
                "engage_date": "created_on",
                "close_date": "close_date",
                "close_value": "amount",
            },
        ),
        Headers(
            RecordKind.ACCOUNT,
            "en",
            SOURCE,
            {
                "account": "name",
                "sector": "industry",
                "year_established": "founded",
                "revenue": "revenue",
                "employees": "employees",
                "office_location": "country",
                "subsidiary_of": "parent_name",
            },
        ),
        Headers(
            RecordKind.PRODUCT,
            "en",
            SOURCE,
            {"product": "name", "series": "series", "sales_price": "price"},
        ),
        Headers(
            RecordKind.OWNER,
            "en",
            SOURCE,
            {"sales_agent": "name", "manager": "manager", "regional_office": "region"},
        ),
    ),
)
