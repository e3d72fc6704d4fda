"""24SevenOffice: the names of its import fields, and of the fields on screen."""

from __future__ import annotations

from hederssak.imports.presets.dictionary import Headers, Preset, spelled
from hederssak.imports.presets.targets import RecordKind as Kind

SALES_SV = "help.24sevenoffice.com/sv/kom-igang/importfalt-saljmojligheter"
SALES_NB = "support.24sevenoffice.com/no-no/importfelt-for-salgsmuligheter"
COMPANIES = "help.24sevenoffice.com/sv/kom-igang/importfalt-foretagskunder-privatkunder-och-leads"
SCREEN_SV = "help.24sevenoffice.com/sv/crm-2/saljmojligheter"

OFFICE24 = Preset(
    "24sevenoffice",
    "24SevenOffice",
    (
        Headers(
            Kind.OPPORTUNITY,
            "",
            SALES_SV,
            spelled(
                known="SalesOpportunityAmount2|SalesOpportunityCampaignID|SalesOpportunityProjectID|"
                "SalesOpportunityStartDate",
                name="SalesOpportunityTitle",
                amount="SalesOpportunityAmount",
                close_date="SalesOpportunityCloseDate",
                created_on="SalesOpportunityCreatedDate",
                account_external_id="SalesOpportunityCustomerID",
                description="SalesOpportunityDescription",
                owner_name="SalesOpportunityOwnerID",
                probability="SalesOpportunityProbability",
                lost_reason="SalesOpportunityRejectionID",
                source="SalesOpportunitySourceID",
                state="SalesOpportunityStatusID",
                stage="SalesOpportunityStepID",
                deal_type="SalesOpportunityTypeID",
            ),
        ),
        Headers(
            Kind.OPPORTUNITY,
            "",
            SALES_NB,
            spelled(
                known="SalesOpportunityCreatedBy|SalesOpportunityDeliveryDate",
                closed_at="SalesOpportunityClosedDate",
                owner_name="SalesOpportunityOwner",
            ),
        ),
        Headers(
            Kind.OPPORTUNITY,
            "sv",
            SCREEN_SV,
            spelled(
                deal_type="Typ",
                source="Källa",
                stage="Steg",
                state="Status",
                lost_reason="Avvisning",
                amount="Belopp|Förväntat belopp",
                owner_name="Säljare",
                close_date="Förväntat avslutningsdatum",
            ),
        ),
        Headers(
            Kind.OPPORTUNITY,
            "nb",
            "",
            spelled(
                name="Tittel|Salgsmulighet",
                deal_type="Type",
                source="Kilde",
                stage="Steg",
                state="Status",
                lost_reason="Avvisning|Avvisningsårsak",
                amount="Beløp",
                owner_name="Selger|Eier",
                close_date="Planlagt lukket|Planlagt lukket dato|Lukkedato",
                closed_at="Lukket dato|Faktisk lukket dato",
                created_on="Opprettet|Opprettet dato",
                account_name="Kunde|Kundenavn",
                account_external_id="Kundenummer|Kundenr",
                probability="Sannsynlighet",
            ),
            guess=True,
        ),
        Headers(
            Kind.ACCOUNT,
            "",
            COMPANIES,
            spelled(
                known="CompanyIsCorporate|CompanyConsumername|CompanyVisitStreet|CompanyVisitPostcode|"
                "CompanyMobile|CompanyFax|"
                "CompanyEmail|CompanyProfit|CompanyPostStreet|CompanyPostPostcode|CompanyPostPostarea|CompanyNickname|"
                "CompanyNote|CompanySupplier|CompanyDateChanged",
                external_id="CompanyId",
                name="CompanyName",
                org_number="CompanyGovNo",
                phone="CompanyPhone",
                city="CompanyVisitPostArea",
                country="CompanyCountry",
                revenue="CompanyTurnover",
                employees="CompanyNrOfEmp",
                website="CompanyWebsite",
                created_on="CompanyDateRegistrered",
            ),
        ),
    ),
)
