"""Pipedrive: `Entity - Field`, spelled one way in list exports and another in the import sheet."""

from __future__ import annotations

from hederssak.imports.presets.dictionary import Headers, Preset, spelled
from hederssak.imports.presets.pipedrive_nordic import NORDIC
from hederssak.imports.presets.targets import RecordKind as Kind

IMPORT = "Pipedrive's sample spreadsheet, sheet READ ME All default Pipedrive fields (support.pipedrive.com, import)"
LIST_VIEW = "public integrations that read list exports: keys such as Deal - Deal created, Deal - Last stage change"


def entity(name: str, columns: dict[str, str | None], bare: str = "") -> dict[str, str | None]:
    """Give the headers with the entity's name before them; those in `bare` stand without it too."""
    alone = set(bare.split("|"))
    made = {f"{name} - {header}": field for header, field in columns.items()}
    return made | {header: field for header, field in columns.items() if header in alone}


ENGLISH = (
    Headers(
        Kind.OPPORTUNITY,
        "en",
        IMPORT,
        entity(
            "Deal",
            spelled(
                known="Label|Visible to",
                name="Title",
                amount="Value",
                account_name="Organization",
                contact_name="Contact person",
                owner_name="Owner",
                stage="Stage (pipeline)",
                close_date="Expected close date",
                currency="Currency of value",
                created_on="Creation date",
                closed_at="Closed on",
                lost_reason="Lost reason",
                lost_at="Lost time",
                won_at="Won time",
                probability="Probability",
                state="Status",
                external_id="Pipedrive System ID",
            ),
            bare="Organization|Contact person",
        ),
    ),
    Headers(
        Kind.OPPORTUNITY,
        "en",
        LIST_VIEW,
        entity(
            "Deal",
            spelled(
                known="Creator|Weighted value|Currency of Weighted value|Update time|Total activities|Done activities|"
                "Activities to do|Product amount|Visible to",
                external_id="ID",
                name="Title",
                stage="Stage",
                pipeline="Pipeline",
                currency="Currency of Value",
                account_name="Organization",
                account_external_id="Organization ID",
                contact_name="Contact person",
                contact_external_id="Contact person ID",
                created_on="Deal created",
                stage_since="Last stage change",
                next_step_date="Next activity date",
                last_activity_on="Last activity date",
                closed_at="Deal closed on",
                product="Product name",
                quantity="Product quantity",
                source="Source origin|Lead Source",
            ),
        ),
    ),
    Headers(
        Kind.CONTACT,
        "en",
        IMPORT,
        entity(
            "Person",
            spelled(
                known="Label|Visible to|Email (Home)",
                external_id="Pipedrive System ID",
                name="Name",
                first_name="First name",
                last_name="Last name",
                email="Email|Email (Work)",
                phone="Phone",
                account_name="Organization name",
                owner_name="Owner",
                created_on="Creation date",
            ),
            bare="Organization name",
        ),
    ),
    Headers(
        Kind.ACCOUNT,
        "en",
        IMPORT,
        entity(
            "Organization",
            spelled(
                known="Visible to|Followers|Address",
                external_id="Pipedrive System ID",
                name="Name",
                relationship="Labels",
                owner_name="Owner",
                created_on="Creation date",
                country="Address - Country of Address",
                city="Address - City/town/village/locality of Address",
            ),
        ),
    ),
    Headers(
        Kind.ACTIVITY,
        "en",
        IMPORT,
        entity(
            "Activity",
            spelled(
                known="Lead",
                external_id="Pipedrive System ID",
                subject="Subject",
                starts_at="Due date",
                starts_time="Due time",
                duration="Duration",
                kind="Type",
                done="Done",
                done_at="Marked as done time",
                owner_name="Assigned to user",
                note="Note",
                created_on="Creation date",
                opportunity_name="Deal",
                account_name="Organization",
                contact_name="Contact person",
            ),
            bare="Deal|Lead|Organization|Contact person",
        ),
    ),
    Headers(
        Kind.PRODUCT,
        "en",
        IMPORT,
        entity(
            "Product",
            spelled(
                known="Description|Owner|Active|Tax|Unit|Unit prices|Visible to|Billing frequency|"
                "Billing cycles|Followers",
                external_id="Product code|Pipedrive System ID",
                name="Name",
                series="Category",
                currency="Currency",
                price="Price",
            ),
        ),
    ),
)

GUESSES = tuple(
    Headers(kind, "en", "", entity(name, columns), guess=True)
    for kind, name, columns in (
        (
            Kind.OPPORTUNITY,
            "Deal",
            spelled(
                known="Email messages count|Last email received|Last email sent|MRR|ARR|ACV|Archive status|"
                "Archive time",
                currency="Currency",
                contact_external_id="Person ID",
                created_on="Add time",
                source="Source channel|Deal source",
                owner_email="Owner email",
            ),
        ),
        (
            Kind.CONTACT,
            "Person",
            spelled(
                known="Labels|Phone - Home|Email - Home|Email - Other|Phone - Other|Phone (Home)|Open deals|Won deals|"
                "Lost deals|Closed deals|Update time|Marketing status|Activities to do",
                external_id="ID",
                email="Email - Work",
                phone="Phone - Work|Phone (Work)",
                mobile="Phone - Mobile|Phone (Mobile)",
                account_name="Organization",
                account_external_id="Organization ID",
                title="Job title",
                created_on="Person created|Add time",
                last_activity_on="Last activity date",
            ),
        ),
        (
            Kind.ACCOUNT,
            "Organization",
            spelled(
                known="Open deals|Won deals|Lost deals|Closed deals|Update time|Full/combined address of Address|"
                "ZIP/Postal code of Address|Street/road name of Address|People",
                external_id="ID",
                relationship="Label",
                created_on="Organization created|Add time",
                country="Country of Address",
                city="City/town/village/locality of Address",
                website="Website",
                industry="Industry",
                employees="Number of employees|Employee count",
                revenue="Annual revenue",
                last_activity_on="Last activity date",
            ),
        ),
        (
            Kind.ACTIVITY,
            "Activity",
            spelled(
                known="Update time|Priority|Free/busy|Public description|Creator|Project",
                external_id="ID",
                done="Status",
                owner_name="Owner",
                location="Location",
                created_on="Add time",
                attendees="Guests|Participants",
            ),
        ),
        (Kind.PRODUCT, "Product", spelled(external_id="ID", cost="Cost|Unit cost")),
    )
)

PIPEDRIVE = Preset("pipedrive", "Pipedrive", (*ENGLISH, *GUESSES, *NORDIC))
