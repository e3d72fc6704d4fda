"""Contacts, meetings and activities: found by id, address or name, and tied to what they are about."""

from __future__ import annotations

import datetime as dt

from hederssak.crm.models import Account, Contact
from hederssak.imports.models import Conflict, RowOutcome
from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.org.models import Member
from hederssak.pipeline.models import Activity, ActivityKind, Opportunity, Stage, StageKind
from tests.cast import NOW, Cast
from tests.imports.giving import csv, figures, give, try_out

BATCH = {
    "companies.csv": csv(
        ["Record ID", "Company name", "City", "Company owner"],
        [71, "Brunnsby Verkstad AB", "Luleå", "anna@example.com"],
        [72, "Kuusela Paja Oy", "Oulu", "mikko@example.com"],
    ),
    "contacts.csv": csv(
        ["Record ID", "First Name", "Last Name", "Email", "Associated Company IDs"],
        [501, "Rut", "Sandell", "rut@brunnsby.example", 71],
        [502, "Olli", "Kuusela", "olli@kuusela.example", 72],
    ),
    "deals.csv": csv(
        ["Record ID", "Deal Name", "Deal Stage", "Amount", "Close Date", "Create Date", "Deal owner",
         "Associated Company IDs (Primary)"],
        [9001, "Ny lina", "Qualified", 120000, "2026-12-18", "2026-09-02", "anna@example.com", 71],
        [9002, "Huolto 2027", "Proposal", 80000, "2027-01-15", "2026-10-02", "mikko@example.com", 72],
    ),
    "activities.csv": csv(
        ["Activity - Pipedrive System ID", "Activity - Subject", "Activity - Type", "Activity - Due date",
         "Activity - Due time", "Activity - Duration", "Activity - Done", "Activity - Assigned to user",
         "Activity - Deal", "Activity - Contact person"],
        [1, "Behovsmöte", "Meeting", "2026-11-10", "09:30", "00:45", "Done", "Anna Berg", "Ny lina", "Rut Sandell"],
        [2, "Ringa om offert", "Call", "2026-11-12", "", "", "Done", "Mikko Aalto", "Huolto 2027", ""],
        [3, "Nästa möte", "Meeting", "2026-11-25", "13:00", "", "To do", "Anna Berg", "Ny lina", ""],
    ),
}  # fmt: skip


def test_a_batch_ties_contacts_deals_meetings_and_calls_together(cast: Cast) -> None:
    runs = give(cast.nordvik, BATCH)
    assert [(run.kind, *figures(run)) for run in runs] == [
        ("account", 2, 0, 0, 0),
        ("contact", 2, 0, 0, 0),
        ("opportunity", 2, 0, 0, 0),
        ("activity", 3, 0, 0, 0),
    ]
    deal = Opportunity.objects.get(name="Ny lina")
    assert (deal.owner, str(deal.account)) == (cast.anna, "Brunnsby Verkstad AB")
    assert Contact.objects.get(name="Rut Sandell").account == deal.account


def test_a_meeting_among_activities_is_a_customer_meeting_in_local_time(cast: Cast) -> None:
    give(cast.nordvik, BATCH)
    met = CustomerMeeting.objects.get(title="Behovsmöte")
    assert met.starts_at == dt.datetime(2026, 11, 10, 8, 30, tzinfo=dt.UTC)
    assert met.ends_at - met.starts_at == dt.timedelta(minutes=45)
    assert (met.state, met.owner, str(met.opportunity)) == (MeetingState.HELD, cast.anna, "Ny lina")
    assert CustomerMeeting.objects.get(title="Nästa möte").state == MeetingState.BOOKED


def test_a_call_is_an_activity_of_the_deal(cast: Cast) -> None:
    give(cast.nordvik, BATCH)
    call = Activity.objects.get(subject="Ringa om offert")
    assert (call.kind, call.member, str(call.opportunity)) == (ActivityKind.CALL, cast.mikko, "Huolto 2027")


def test_the_dry_run_finds_links_between_files_that_are_not_in_yet(cast: Cast) -> None:
    runs = try_out(cast.nordvik, BATCH)
    assert [figures(run) for run in runs] == [(2, 0, 0, 0), (2, 0, 0, 0), (2, 0, 0, 0), (3, 0, 0, 0)]
    assert not RowOutcome.objects.filter(run=runs[-1], details__has_key="notes").exclude(label="Behovsmöte").exists()


def test_members_are_found_by_address_and_name_and_not_made_twice(cast: Cast) -> None:
    before = Member.objects.count()
    give(cast.nordvik, BATCH)
    assert Member.objects.count() == before


def test_a_company_that_stands_here_is_found_by_its_number_or_name(cast: Cast) -> None:
    old = Account.objects.create(
        organization=cast.nordvik, name="Lidvik Kraft Aktiebolag", name_key="lidvik kraft", search_key="",
        org_number="556703-7485", created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    table = csv(["Company", "Org.nr", "City"], ["Lidvik Kraft Norr AB", "5567037485", "Umeå"])
    (run,) = give(cast.nordvik, {"companies.csv": table})
    assert figures(run) == (0, 1, 0, 0)
    old.refresh_from_db()
    assert (old.city, old.name) == ("Umeå", "Lidvik Kraft Aktiebolag"), "a blank is filled, what was written here stays"
    conflict = Conflict.objects.get(record_id=old.pk, field="name")
    assert (conflict.ours, conflict.theirs) == ("Lidvik Kraft Aktiebolag", "Lidvik Kraft Norr AB")


def test_a_company_that_is_nearly_the_same_is_offered_and_not_taken(cast: Cast) -> None:
    old = Account.objects.create(
        organization=cast.nordvik, name="Brunnsby Verkstäder AB", name_key="brunnsby verkstäder", search_key="",
        created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    give(cast.nordvik, BATCH)
    new = Account.objects.get(name="Brunnsby Verkstad AB")
    assert Conflict.objects.get(record_id=new.pk).theirs == [str(old.pk)]


def test_two_companies_of_one_name_and_two_ids_are_two(cast: Cast) -> None:
    table = csv(["Record ID", "Company name", "City"], [1, "Elverket AB", "Piteå"], [2, "Elverket AB", "Boden"])
    (run,) = give(cast.nordvik, {"companies.csv": table})
    assert figures(run) == (2, 0, 0, 0)
    assert Account.objects.filter(name="Elverket AB").count() == 2


def test_a_deal_names_a_company_that_no_file_brought(cast: Cast) -> None:
    table = csv(
        ["Deal Name", "Deal Stage", "Amount", "Close Date", "Associated Company (Primary)", "Deal owner"],
        ["Ny panna", "Won", 5000, "2026-10-10", "Okänd Kund AB", "Nils Utanför"],
    )
    give(cast.nordvik, {"deals.csv": table})
    deal = Opportunity.objects.get(name="Ny panna")
    assert (str(deal.account), str(deal.owner)) == ("Okänd Kund AB", "Nils Utanför")
    assert deal.owner is not None
    assert deal.owner.user is None


def test_a_status_beside_the_stage_says_how_a_deal_ended(cast: Cast) -> None:
    table = csv(
        ["Deal - ID", "Deal - Title", "Deal - Stage", "Deal - Status", "Deal - Value", "Deal - Won time",
         "Deal - Expected close date"],
        [1, "Såld", "Negotiation", "Won", 100, "2026-11-02", "2026-11-30"],
        [2, "Pågår", "Negotiation", "Open", 200, "", "2026-12-30"],
    )  # fmt: skip
    give(cast.nordvik, {"deals.csv": table})
    sold = Opportunity.objects.get(name="Såld")
    assert (sold.stage.kind, str(sold.closed_on), str(sold.close_date)) == (
        StageKind.WON,
        "2026-11-02",
        "2026-11-30",
    )
    assert Opportunity.objects.get(name="Pågår").stage.name == "Negotiation"
    assert Stage.objects.filter(organization=cast.nordvik).count() == 2
