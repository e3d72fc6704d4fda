"""Salesforce report labels in English."""

from __future__ import annotations

from hederssak.imports.presets.dictionary import Headers, spelled
from hederssak.imports.presets.targets import RecordKind as Kind

API = "Salesforce Object Reference: {}"

LABELS = (
    Headers(
        Kind.OPPORTUNITY,
        "en",
        "Salesforce help: fields of opportunities",
        spelled(
            close_date="Close Date",
            forecast_category="Forecast Category",
            last_activity_on="Last Activity",
            next_step="Next Step",
            deal_type="Opportunity Type",
        ),
    ),
    Headers(
        Kind.OPPORTUNITY,
        "en",
        API.format("Opportunity, field labels"),
        spelled(
            known="Fiscal Period|Age|Expected Revenue|Last Modified Date|Last Modified By|Created By|Owner Role|"
            "Primary Campaign Source|Stage Duration|Push Count|Private|Opportunity Record Type|Fiscal Year|"
            "Created Alias|"
            "Expected Revenue Currency|Has Products|Quantity Scheduled",
            external_id="Opportunity ID",
            name="Opportunity Name",
            stage="Stage",
            amount="Amount",
            close_date="Close Date",
            probability="Probability (%)",
            owner_name="Opportunity Owner|Opportunity Owner: Full Name",
            owner_email="Opportunity Owner: Email",
            account_name="Account Name|Account Name: Account Name",
            account_external_id="Account ID",
            created_on="Created Date",
            deal_type="Type|Opportunity Type",
            source="Lead Source",
            next_step="Next Step",
            last_activity_on="Last Activity",
            forecast_category="Forecast Category",
            currency="Amount Currency|Opportunity Currency",
            stage_since="Last Stage Change Date",
            is_closed="Closed",
            is_won="Won",
            lost_reason="Loss Reason|Closed Lost Reason",
            contact_name="Primary Contact",
            product="Product Name",
        ),
        guess=True,
    ),
    Headers(
        Kind.ACCOUNT,
        "en",
        API.format("Account, field labels"),
        spelled(
            known="Billing Street|Billing State/Province|Billing Zip/Postal Code|Shipping Street|Rating|"
            "Last Modified Date|"
            "Account Record Type|Fax|Shipping City|Shipping Country|Account Source|SIC Code|Ownership|Ticker Symbol",
            external_id="Account ID",
            name="Account Name",
            org_number="Account Number",
            industry="Industry",
            employees="Employees",
            revenue="Annual Revenue",
            city="Billing City",
            country="Billing Country",
            website="Website",
            phone="Phone",
            owner_name="Account Owner",
            parent_name="Parent Account",
            parent_external_id="Parent Account ID",
            created_on="Created Date",
            relationship="Type",
            last_activity_on="Last Activity",
        ),
        guess=True,
    ),
    Headers(
        Kind.CONTACT,
        "en",
        API.format("Contact, field labels"),
        spelled(
            known="Mailing Street|Mailing City|Mailing Country|Mailing State/Province|Mailing Zip/Postal Code|"
            "Salutation|"
            "Reports To|Department|Fax|Lead Source|Last Modified Date|Birthdate",
            external_id="Contact ID",
            name="Full Name|Name",
            first_name="First Name",
            last_name="Last Name",
            title="Title",
            email="Email",
            phone="Phone",
            mobile="Mobile|Mobile Phone",
            account_name="Account Name",
            account_external_id="Account ID",
            owner_name="Contact Owner",
            buying_role="Contact Role|Role",
            do_not_contact="Do Not Call",
            created_on="Created Date",
            last_activity_on="Last Activity",
        ),
        guess=True,
    ),
    Headers(
        Kind.ACTIVITY,
        "en",
        API.format("Task, Event, field labels"),
        spelled(
            known="Priority|Created By|Company / Account|Lead|Task|All Day Event|Last Modified Date",
            external_id="Activity ID",
            subject="Subject",
            starts_at="Date|Due Date|Start|Start Date Time",
            ends_at="End|End Date Time",
            kind="Activity Type|Type|Task Subtype",
            done="Status",
            owner_name="Assigned|Assigned To",
            account_name="Account Name",
            contact_name="Contact|Name",
            opportunity_name="Opportunity|Related To",
            duration="Duration|Call Duration",
            outcome="Call Result",
            note="Full Comments|Comments",
            location="Location",
        ),
        guess=True,
    ),
)
