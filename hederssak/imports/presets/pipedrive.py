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
                "Activities to do|Email messages count|Product amount|Last email received|Last email sent|MRR|ARR|ACV|"
                "Archive status|Archive time|Visible to",
                external_id="ID",
                name="Title",
                stage="Stage",
                pipeline="Pipeline",
                currency="Currency of Value|Currency",
                account_name="Organization",
                account_external_id="Organization ID",
                contact_name="Contact person",
                contact_external_id="Contact person ID|Person ID",
                created_on="Deal created|Add time",
                stage_since="Last stage change",
                next_step_date="Next activity date",
                last_activity_on="Last activity date",
                closed_at="Deal closed on",
                product="Product name",
                quantity="Product quantity",
                source="Source channel|Source origin|Lead Source|Deal source",
                owner_email="Owner email",
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
                known="Label|Labels|Visible to|Phone - Home|Email - Home|Email - Other|Phone - Other|Phone (Home)|"
                "Email (Home)|Open deals|Won deals|Lost deals|Closed deals|Update time|Marketing status|"
                "Activities to do",
                external_id="Pipedrive System ID|ID",
                name="Name",
                first_name="First name",
                last_name="Last name",
                email="Email|Email - Work|Email (Work)",
                phone="Phone|Phone - Work|Phone (Work)",
                mobile="Phone - Mobile|Phone (Mobile)",
                account_name="Organization|Organization name",
                account_external_id="Organization ID",
                owner_name="Owner",
                title="Job title",
                created_on="Creation date|Person created|Add time",
                last_activity_on="Last activity date",
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
                known="Visible to|Followers|Address|Open deals|Won deals|Lost deals|Closed deals|Update time|"
                "Full/combined address of Address|ZIP/Postal code of Address|Street/road name of Address|People",
                external_id="Pipedrive System ID|ID",
                name="Name",
                relationship="Label|Labels",
                owner_name="Owner",
                created_on="Creation date|Organization created|Add time",
                country="Address - Country of Address|Country of Address",
                city="Address - City/town/village/locality of Address|City/town/village/locality of Address",
                website="Website",
                industry="Industry",
                employees="Number of employees|Employee count",
                revenue="Annual revenue",
                last_activity_on="Last activity date",
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
                known="Lead|Update time|Priority|Free/busy|Public description|Creator|Project|"
                "Video meeting integration",
                external_id="Pipedrive System ID|ID",
                subject="Subject",
                starts_at="Due date",
                starts_time="Due time",
                duration="Duration",
                kind="Type",
                done="Done|Status",
                done_at="Marked as done time",
                owner_name="Assigned to user|Owner",
                note="Note",
                location="Location",
                created_on="Creation date|Add time",
                opportunity_name="Deal",
                account_name="Organization",
                contact_name="Contact person",
                attendees="Guests|Participants",
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
                external_id="Product code|Pipedrive System ID|ID",
                name="Name",
                series="Category",
                currency="Currency",
                price="Price",
                cost="Cost|Unit cost",
            ),
        ),
    ),
)

PIPEDRIVE = Preset("pipedrive", "Pipedrive", (*ENGLISH, *NORDIC))
