"""What a column can mean to us: a field of one of the kinds of record that files carry."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property


class RecordKind(StrEnum):
    """What the rows of a file are."""

    OPPORTUNITY = "opportunity"
    ACCOUNT = "account"
    CONTACT = "contact"
    ACTIVITY = "activity"
    MEETING = "meeting"
    PRODUCT = "product"
    OWNER = "owner"
    HIT_LIST = "hit_list"


class Holds(StrEnum):
    """What the cells of a field must say."""

    TEXT = "text"
    ID = "id"
    EMAIL = "email"
    AMOUNT = "amount"
    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"
    INSTANT = "instant"
    TRUTH = "truth"


class Target(StrEnum):
    """A field of ours, written as record kind and field name."""

    OPPORTUNITY_EXTERNAL_ID = "opportunity.external_id"
    OPPORTUNITY_NAME = "opportunity.name"
    OPPORTUNITY_ACCOUNT_NAME = "opportunity.account_name"
    OPPORTUNITY_ACCOUNT_EXTERNAL_ID = "opportunity.account_external_id"
    OPPORTUNITY_ACCOUNT_ORG_NUMBER = "opportunity.account_org_number"
    OPPORTUNITY_ACCOUNT_WEBSITE = "opportunity.account_website"
    OPPORTUNITY_CONTACT_NAME = "opportunity.contact_name"
    OPPORTUNITY_CONTACT_EMAIL = "opportunity.contact_email"
    OPPORTUNITY_CONTACT_EXTERNAL_ID = "opportunity.contact_external_id"
    OPPORTUNITY_OWNER_NAME = "opportunity.owner_name"
    OPPORTUNITY_OWNER_EMAIL = "opportunity.owner_email"
    OPPORTUNITY_OWNER_EXTERNAL_ID = "opportunity.owner_external_id"
    OPPORTUNITY_TEAM = "opportunity.team"
    OPPORTUNITY_PIPELINE = "opportunity.pipeline"
    OPPORTUNITY_STAGE = "opportunity.stage"
    OPPORTUNITY_STATE = "opportunity.state"
    OPPORTUNITY_IS_WON = "opportunity.is_won"
    OPPORTUNITY_IS_CLOSED = "opportunity.is_closed"
    OPPORTUNITY_AMOUNT = "opportunity.amount"
    OPPORTUNITY_ACTUAL_AMOUNT = "opportunity.actual_amount"
    OPPORTUNITY_MARGIN = "opportunity.margin"
    OPPORTUNITY_MARGIN_PERCENT = "opportunity.margin_percent"
    OPPORTUNITY_CURRENCY = "opportunity.currency"
    OPPORTUNITY_PROBABILITY = "opportunity.probability"
    OPPORTUNITY_FORECAST_CATEGORY = "opportunity.forecast_category"
    OPPORTUNITY_CLOSE_DATE = "opportunity.close_date"
    OPPORTUNITY_CREATED_ON = "opportunity.created_on"
    OPPORTUNITY_CLOSED_AT = "opportunity.closed_at"
    OPPORTUNITY_WON_AT = "opportunity.won_at"
    OPPORTUNITY_LOST_AT = "opportunity.lost_at"
    OPPORTUNITY_LOST_REASON = "opportunity.lost_reason"
    OPPORTUNITY_WON_REASON = "opportunity.won_reason"
    OPPORTUNITY_NEXT_STEP = "opportunity.next_step"
    OPPORTUNITY_NEXT_STEP_DATE = "opportunity.next_step_date"
    OPPORTUNITY_SOURCE = "opportunity.source"
    OPPORTUNITY_SEGMENT = "opportunity.segment"
    OPPORTUNITY_DEAL_TYPE = "opportunity.deal_type"
    OPPORTUNITY_PRODUCT = "opportunity.product"
    OPPORTUNITY_QUANTITY = "opportunity.quantity"
    OPPORTUNITY_LAST_ACTIVITY_ON = "opportunity.last_activity_on"
    OPPORTUNITY_STAGE_SINCE = "opportunity.stage_since"
    OPPORTUNITY_REOPEN_ON = "opportunity.reopen_on"
    OPPORTUNITY_DESCRIPTION = "opportunity.description"

    ACCOUNT_EXTERNAL_ID = "account.external_id"
    ACCOUNT_NAME = "account.name"
    ACCOUNT_ORG_NUMBER = "account.org_number"
    ACCOUNT_INDUSTRY = "account.industry"
    ACCOUNT_EMPLOYEES = "account.employees"
    ACCOUNT_REVENUE = "account.revenue"
    ACCOUNT_COUNTRY = "account.country"
    ACCOUNT_CITY = "account.city"
    ACCOUNT_WEBSITE = "account.website"
    ACCOUNT_PHONE = "account.phone"
    ACCOUNT_OWNER_NAME = "account.owner_name"
    ACCOUNT_OWNER_EMAIL = "account.owner_email"
    ACCOUNT_OWNER_EXTERNAL_ID = "account.owner_external_id"
    ACCOUNT_PARENT_NAME = "account.parent_name"
    ACCOUNT_PARENT_EXTERNAL_ID = "account.parent_external_id"
    ACCOUNT_CREATED_ON = "account.created_on"
    ACCOUNT_RELATIONSHIP = "account.relationship"
    ACCOUNT_SEGMENT = "account.segment"
    ACCOUNT_FOUNDED = "account.founded"
    ACCOUNT_LAST_ACTIVITY_ON = "account.last_activity_on"
    ACCOUNT_DESCRIPTION = "account.description"

    CONTACT_EXTERNAL_ID = "contact.external_id"
    CONTACT_FIRST_NAME = "contact.first_name"
    CONTACT_LAST_NAME = "contact.last_name"
    CONTACT_NAME = "contact.name"
    CONTACT_TITLE = "contact.title"
    CONTACT_EMAIL = "contact.email"
    CONTACT_PHONE = "contact.phone"
    CONTACT_MOBILE = "contact.mobile"
    CONTACT_ACCOUNT_NAME = "contact.account_name"
    CONTACT_ACCOUNT_EXTERNAL_ID = "contact.account_external_id"
    CONTACT_ACCOUNT_ORG_NUMBER = "contact.account_org_number"
    CONTACT_BUYING_ROLE = "contact.buying_role"
    CONTACT_OWNER_NAME = "contact.owner_name"
    CONTACT_OWNER_EMAIL = "contact.owner_email"
    CONTACT_OWNER_EXTERNAL_ID = "contact.owner_external_id"
    CONTACT_DO_NOT_CONTACT = "contact.do_not_contact"
    CONTACT_CREATED_ON = "contact.created_on"
    CONTACT_LAST_ACTIVITY_ON = "contact.last_activity_on"
    CONTACT_OPPORTUNITY_NAME = "contact.opportunity_name"
    CONTACT_OPPORTUNITY_EXTERNAL_ID = "contact.opportunity_external_id"

    ACTIVITY_EXTERNAL_ID = "activity.external_id"
    ACTIVITY_SUBJECT = "activity.subject"
    ACTIVITY_KIND = "activity.kind"
    ACTIVITY_STARTS_AT = "activity.starts_at"
    ACTIVITY_STARTS_TIME = "activity.starts_time"
    ACTIVITY_ENDS_AT = "activity.ends_at"
    ACTIVITY_ENDS_TIME = "activity.ends_time"
    ACTIVITY_DURATION = "activity.duration"
    ACTIVITY_DONE = "activity.done"
    ACTIVITY_DONE_AT = "activity.done_at"
    ACTIVITY_OUTCOME = "activity.outcome"
    ACTIVITY_NOTE = "activity.note"
    ACTIVITY_LOCATION = "activity.location"
    ACTIVITY_OWNER_NAME = "activity.owner_name"
    ACTIVITY_OWNER_EMAIL = "activity.owner_email"
    ACTIVITY_OWNER_EXTERNAL_ID = "activity.owner_external_id"
    ACTIVITY_ACCOUNT_NAME = "activity.account_name"
    ACTIVITY_ACCOUNT_EXTERNAL_ID = "activity.account_external_id"
    ACTIVITY_CONTACT_NAME = "activity.contact_name"
    ACTIVITY_CONTACT_EMAIL = "activity.contact_email"
    ACTIVITY_CONTACT_EXTERNAL_ID = "activity.contact_external_id"
    ACTIVITY_OPPORTUNITY_NAME = "activity.opportunity_name"
    ACTIVITY_OPPORTUNITY_EXTERNAL_ID = "activity.opportunity_external_id"
    ACTIVITY_ATTENDEES = "activity.attendees"
    ACTIVITY_CREATED_ON = "activity.created_on"

    MEETING_EXTERNAL_ID = "meeting.external_id"
    MEETING_SUBJECT = "meeting.subject"
    MEETING_KIND = "meeting.kind"
    MEETING_STARTS_AT = "meeting.starts_at"
    MEETING_STARTS_TIME = "meeting.starts_time"
    MEETING_ENDS_AT = "meeting.ends_at"
    MEETING_ENDS_TIME = "meeting.ends_time"
    MEETING_DURATION = "meeting.duration"
    MEETING_DONE = "meeting.done"
    MEETING_DONE_AT = "meeting.done_at"
    MEETING_OUTCOME = "meeting.outcome"
    MEETING_NOTE = "meeting.note"
    MEETING_LOCATION = "meeting.location"
    MEETING_OWNER_NAME = "meeting.owner_name"
    MEETING_OWNER_EMAIL = "meeting.owner_email"
    MEETING_OWNER_EXTERNAL_ID = "meeting.owner_external_id"
    MEETING_ACCOUNT_NAME = "meeting.account_name"
    MEETING_ACCOUNT_EXTERNAL_ID = "meeting.account_external_id"
    MEETING_CONTACT_NAME = "meeting.contact_name"
    MEETING_CONTACT_EMAIL = "meeting.contact_email"
    MEETING_CONTACT_EXTERNAL_ID = "meeting.contact_external_id"
    MEETING_OPPORTUNITY_NAME = "meeting.opportunity_name"
    MEETING_OPPORTUNITY_EXTERNAL_ID = "meeting.opportunity_external_id"
    MEETING_ATTENDEES = "meeting.attendees"
    MEETING_CREATED_ON = "meeting.created_on"

    PRODUCT_EXTERNAL_ID = "product.external_id"
    PRODUCT_NAME = "product.name"
    PRODUCT_SERIES = "product.series"
    PRODUCT_PRICE = "product.price"
    PRODUCT_COST = "product.cost"
    PRODUCT_CURRENCY = "product.currency"

    OWNER_EXTERNAL_ID = "owner.external_id"
    OWNER_NAME = "owner.name"
    OWNER_FIRST_NAME = "owner.first_name"
    OWNER_LAST_NAME = "owner.last_name"
    OWNER_EMAIL = "owner.email"
    OWNER_TITLE = "owner.title"
    OWNER_TEAM = "owner.team"
    OWNER_MANAGER = "owner.manager"
    OWNER_REGION = "owner.region"
    OWNER_ACTIVE = "owner.active"

    HIT_LIST_EXTERNAL_ID = "hit_list.external_id"
    HIT_LIST_NAME = "hit_list.name"
    HIT_LIST_FIRST_NAME = "hit_list.first_name"
    HIT_LIST_LAST_NAME = "hit_list.last_name"
    HIT_LIST_TITLE = "hit_list.title"
    HIT_LIST_EMAIL = "hit_list.email"
    HIT_LIST_PHONE = "hit_list.phone"
    HIT_LIST_MOBILE = "hit_list.mobile"
    HIT_LIST_ACCOUNT_NAME = "hit_list.account_name"
    HIT_LIST_ACCOUNT_ORG_NUMBER = "hit_list.account_org_number"
    HIT_LIST_ACCOUNT_WEBSITE = "hit_list.account_website"
    HIT_LIST_CALLER_NAME = "hit_list.caller_name"
    HIT_LIST_CALLER_EMAIL = "hit_list.caller_email"
    HIT_LIST_NOTE = "hit_list.note"

    @cached_property
    def kind(self) -> RecordKind:
        """The kind of record whose field this is."""
        return RecordKind(self.value.partition(".")[0])

    @cached_property
    def field(self) -> str:
        """The field's name without the kind."""
        return self.value.partition(".")[2]

    @cached_property
    def holds(self) -> Holds:
        """What the cells must say."""
        return HOLDS.get(self.field, Holds.TEXT)


HOLDS = {
    "external_id": Holds.ID,
    "account_external_id": Holds.ID,
    "contact_external_id": Holds.ID,
    "owner_external_id": Holds.ID,
    "parent_external_id": Holds.ID,
    "opportunity_external_id": Holds.ID,
    "contact_email": Holds.EMAIL,
    "owner_email": Holds.EMAIL,
    "caller_email": Holds.EMAIL,
    "email": Holds.EMAIL,
    "is_won": Holds.TRUTH,
    "is_closed": Holds.TRUTH,
    "do_not_contact": Holds.TRUTH,
    "done": Holds.TRUTH,
    "active": Holds.TRUTH,
    "amount": Holds.AMOUNT,
    "actual_amount": Holds.AMOUNT,
    "margin": Holds.AMOUNT,
    "revenue": Holds.AMOUNT,
    "price": Holds.AMOUNT,
    "cost": Holds.AMOUNT,
    "margin_percent": Holds.PERCENT,
    "probability": Holds.PERCENT,
    "close_date": Holds.DAY,
    "created_on": Holds.DAY,
    "closed_at": Holds.DAY,
    "won_at": Holds.DAY,
    "lost_at": Holds.DAY,
    "next_step_date": Holds.DAY,
    "last_activity_on": Holds.DAY,
    "stage_since": Holds.DAY,
    "reopen_on": Holds.DAY,
    "quantity": Holds.NUMBER,
    "employees": Holds.NUMBER,
    "founded": Holds.NUMBER,
    "starts_at": Holds.INSTANT,
    "ends_at": Holds.INSTANT,
    "done_at": Holds.INSTANT,
}
"""What a field's cells hold, by its name; the rest hold text."""
