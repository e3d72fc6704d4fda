"""The people whom a file of deals names: contacts of the company, with seats in the decision, and undone again."""

from __future__ import annotations

import datetime as dt

import pytest

from hederssak.crm.actions import ContactDraft, make_contacts
from hederssak.crm.models import Contact
from hederssak.history.actions import Source
from hederssak.history.models import Change, Origin, RecordKind
from hederssak.imports import actions
from hederssak.imports.models import Conflict, Import, RowOutcome
from hederssak.pipeline.actions import remove_seat, seat_contact
from hederssak.pipeline.models import BuyingRole, CommitteeSeat, Opportunity
from tests.cast import NOW, Cast
from tests.imports.giving import WEEK, csv, figures, give, still, try_out
from tests.pipeline.deals import make_account

HEAD = ["Record ID", "Deal Name", "Deal Stage", "Amount", "Create Date", "Deal owner",
        "Associated Company (Primary)", "Associated Contact", "Associated Contact IDs"]  # fmt: skip


def deals(*rows: tuple[str, str, str, str]) -> dict[str, str]:
    """Write a file of deals: for each its id, company, people and their ids."""
    return {
        "deals.csv": csv(
            HEAD,
            *(
                [pk, f"Lina {pk}", "Qualified", 120000, "2026-09-02", "anna@example.com", company, people, keys]
                for pk, company, people, keys in rows
            ),
        )
    }


def seats() -> list[tuple[str, str, str]]:
    rows = CommitteeSeat.objects.filter(removed_at=None).order_by("opportunity__name", "contact__name")
    return list(rows.values_list("opportunity__name", "contact__name", "role"))


def undo(run: Import, cast: Cast) -> None:
    actions.start_undo([run])
    actions.undo_batch(run.batch_id, organization=cast.nordvik, clock=still(NOW + 3 * WEEK))
    run.refresh_from_db()


def test_whom_a_deal_names_becomes_a_contact_with_a_seat(cast: Cast) -> None:
    (run,) = give(
        cast.nordvik, deals(("1", "Brunnsby Verkstad AB", "Maja Hed (maja@hed.example); Olle Ek", "501; 502"))
    )
    assert figures(run) == (1, 0, 0, 0)
    assert seats() == [("Lina 1", "Maja Hed", "unknown"), ("Lina 1", "Olle Ek", "unknown")]
    maja = Contact.objects.get(name="Maja Hed")
    assert (maja.email, str(maja.account)) == ("maja@hed.example", "Brunnsby Verkstad AB")
    assert Change.objects.filter(kind=RecordKind.COMMITTEE, origin=Origin.FILE, source_id=run.pk).count() == 2


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        (["Deal - ID", "Deal - Title", "Deal - Stage", "Deal - Organization", "Deal - Contact person"], "Maja Hed"),
        (["Id", "Namn", "Status", "Företag", "Kontaktperson"], "Maja Hed"),
        (["Topic", "Potential Customer", "Contact", "Est. Close Date", "Est. Revenue"], "Maja Hed"),
    ],
)
def test_each_systems_own_word_for_it_is_known(cast: Cast, header: list[str], cell: str) -> None:
    said = {"Deal - Title": "Lina", "Namn": "Lina", "Topic": "Lina", "Deal - Stage": "Open", "Status": "Open"}
    said |= dict.fromkeys(("Deal - Organization", "Företag", "Potential Customer"), "Brunnsby AB")
    said |= {"Deal - ID": "1", "Id": "1", "Est. Close Date": "2026-12-18", "Est. Revenue": "1000"}
    row = [said.get(name, cell) for name in header]
    give(cast.nordvik, {"affärer.csv": csv(header, row)})
    assert seats() == [("Lina", "Maja Hed", "unknown")]


def test_somebody_known_by_address_name_or_id_is_taken_and_not_made_twice(cast: Cast) -> None:
    people = csv(["Record ID", "First Name", "Last Name", "Email", "Associated Company"],
                 [501, "Maja", "Hed", "maja@hed.example", "Brunnsby AB"], [502, "Olle", "Ek", "", "Brunnsby AB"],
                 [503, "Eva-Lis", "Ahl", "", "Brunnsby AB"])  # fmt: skip
    files = deals(
        ("1", "Brunnsby AB", "M. Hed (maja@hed.example); olle ek", ""), ("2", "Brunnsby AB", "E-L Ahl", "503")
    )
    runs = give(cast.nordvik, {"contacts.csv": people, **files})
    assert [figures(run) for run in runs] == [(3, 0, 0, 0), (2, 0, 0, 0)]
    assert Contact.objects.count() == 3
    assert [name for _, name, _ in seats()] == ["Maja Hed", "Olle Ek", "Eva-Lis Ahl"]


def test_the_dry_run_writes_nobody(cast: Cast) -> None:
    (run,) = try_out(cast.nordvik, deals(("1", "Brunnsby AB", "Maja Hed", "")))
    assert figures(run) == (1, 0, 0, 0)
    assert not Contact.objects.exists()


def test_a_near_name_is_offered_and_taken_only_when_somebody_says_so(cast: Cast) -> None:
    give(cast.nordvik, deals(("1", "Brunnsby AB", "Maja Lindqvist", "")))
    give(cast.nordvik, deals(("1", "Brunnsby AB", "Maja Lindqvist", ""), ("2", "Brunnsby AB", "Maja Lindkvist", "7")),
         at=NOW + WEEK)  # fmt: skip
    kept, new = Contact.objects.order_by("pk")
    question = Conflict.objects.get(field="same_person")
    assert (question.record_id, question.theirs) == (new.pk, [str(kept.pk)])
    actions.settle(question, take_theirs=True, choice=kept.pk, by=cast.ada, now=NOW)
    assert [name for _, name, _ in seats()] == ["Maja Lindqvist", "Maja Lindqvist"]
    assert Contact.objects.get() == kept


def test_the_next_file_seats_the_newcomer_and_takes_nobodys_seat(cast: Cast) -> None:
    give(cast.nordvik, deals(("1", "Brunnsby AB", "Maja Hed; Olle Ek", "")))
    deal = Opportunity.objects.get()
    maja, olle = Contact.objects.order_by("name")
    seat_contact(opportunity=deal, contact=maja, role=BuyingRole.DECIDES, by=cast.anna, now=NOW)
    remove_seat(seat=CommitteeSeat.objects.get(contact=olle), by=cast.anna, now=NOW)
    (run,) = give(cast.nordvik, deals(("1", "Brunnsby AB", "Maja Hed; Olle Ek; Siv Dal", "")), at=NOW + WEEK)
    assert figures(run) == (0, 1, 0, 0)
    assert seats() == [("Lina 1", "Maja Hed", "decides"), ("Lina 1", "Siv Dal", "unknown")]
    (run,) = give(cast.nordvik, deals(("1", "Brunnsby AB", "Siv Dal", "")), at=NOW + 2 * WEEK)
    assert figures(run) == (0, 0, 1, 0)
    assert len(seats()) == 2


def test_undo_takes_back_seats_and_contacts_and_the_file_can_be_given_again(cast: Cast) -> None:
    give(cast.nordvik, deals(("1", "Brunnsby AB", "Maja Hed", "")))
    later = deals(("1", "Brunnsby AB", "Maja Hed; Siv Dal", ""), ("2", "Kuusela Oy", "Olli Kuu", ""))
    (run,) = give(cast.nordvik, later, at=NOW + WEEK)
    assert len(seats()) == 3
    undo(run, cast)
    assert seats() == [("Lina 1", "Maja Hed", "unknown")]
    assert list(Contact.objects.values_list("name", flat=True)) == ["Maja Hed"]
    give(cast.nordvik, later, at=NOW + WEEK, now=NOW + 4 * WEEK)
    assert len(seats()) == 3


def test_undo_spares_whom_somebody_has_said_more_of(cast: Cast) -> None:
    give(cast.nordvik, deals(("1", "Brunnsby AB", "Maja Hed", "")))
    (run,) = give(cast.nordvik, deals(("1", "Brunnsby AB", "Maja Hed; Siv Dal", "")), at=NOW + WEEK)
    siv = Contact.objects.get(name="Siv Dal")
    at = NOW + WEEK + dt.timedelta(hours=1)
    seat_contact(opportunity=Opportunity.objects.get(), contact=siv, role=BuyingRole.DECIDES, by=cast.anna, now=at)
    undo(run, cast)
    assert ("Lina 1", "Siv Dal", "decides") in seats()
    assert {one["label"] for one in (run.undone or {})["spared"]} == {"Siv Dal"}


def test_two_of_the_same_name_are_told_of_and_none_is_taken(cast: Cast) -> None:
    mill = make_account(cast.nordvik, "Brunnsby AB")
    drafts = [ContactDraft(name="Maja Hed", account=mill, email=f"{one}@hed.example") for one in "ab"]
    make_contacts(drafts, organization=cast.nordvik, source=Source.page(by=cast.anna, now=NOW), now=NOW)
    (run,) = give(cast.nordvik, deals(("1", "Brunnsby AB", "Maja Hed", "")))
    assert seats() == []
    (row,) = RowOutcome.objects.filter(run=run)
    assert [note["code"] for note in row.details["notes"]] == ["contact_ambiguous"]
