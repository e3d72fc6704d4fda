"""Undoing an import: what it made goes, what it changed goes back, and what a person did since is spared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hederssak.crm.models import Account, Contact, Product
from hederssak.history.models import Change
from hederssak.imports import actions
from hederssak.imports.models import Conflict, Import, ImportState, SourceRecord
from hederssak.org.models import Member, Organization, Team
from hederssak.pipeline.actions import edit_opportunity, set_next_step
from hederssak.pipeline.actions.drafts import NextStepDraft
from hederssak.pipeline.models import NextStep, Opportunity, Stage
from tests.cast import NOW, Cast
from tests.imports.giving import FILES, WEEK, csv, deal, figures, give, still

LATER = NOW + WEEK
AFTER = LATER + dt.timedelta(days=1)
HEADER = ["Deal ID", "Deal Name", "Deal Stage", "Amount", "Close Date", "Create Date", "Deal Owner", "Next step"]
ANNA, MIKKO = "anna@example.com", "mikko@example.com"
Row = tuple[object, ...]


def table(*rows: Row) -> dict[str, str | bytes]:
    return {"deals.csv": csv(HEADER, *rows)}


def undo(*runs: Import, now: dt.datetime = AFTER) -> None:
    actions.start_undo(runs)
    actions.undo_batch(runs[0].batch_id, organization=runs[0].organization, clock=still(now))
    for run in runs:
        run.refresh_from_db()


def facts(organization: Organization) -> dict[str, dict[str, Any]]:
    """Return what stands in each deal, by its name in the first file."""
    rows = Opportunity.objects.filter(organization=organization)
    keys = dict(SourceRecord.objects.filter(kind="opportunity").values_list("record_id", "key"))
    steps = dict(NextStep.objects.filter(ended_at=None).values_list("opportunity_id", "what"))
    hidden = {"changed_at", "created_at", "id"}
    return {
        keys.get(row["id"], str(row["id"])): {
            **{name: value for name, value in row.items() if name not in hidden},
            "step": steps.get(row["id"]),
        }
        for row in rows.values()
    }


FIRST: Row = (1, "Ny lina", "Qualified", 120000, "2026-12-18", "2026-09-01", ANNA, "Send the offer")
MOVED: Row = (1, "Ny lina B", "Closed Won", 100000, "2027-01-29", "2026-09-01", MIKKO, "Deliver")
SECOND: Row = (2, "Annan", "Proposal", 70000, "2027-02-01", "2026-10-01", MIKKO, "")


def test_what_the_import_changed_goes_back_to_what_it_was(cast: Cast) -> None:
    give(cast.nordvik, table(FIRST))
    before = facts(cast.nordvik)
    (run,) = give(cast.nordvik, table(MOVED, SECOND), at=LATER)
    undo(run)
    assert run.state == ImportState.UNDONE
    assert facts(cast.nordvik) == before


def test_what_the_import_made_goes_with_all_its_traces(cast: Cast) -> None:
    kept = (Account, Product, Contact, Member, Team, Opportunity, NextStep, SourceRecord, Conflict)
    before = {model: model.objects.count() for model in kept}
    files = {path.name: path.read_bytes() for path in sorted((FILES / "practice").iterdir())}
    runs = give(cast.nordvik, files)
    undo(*runs)
    assert {model: model.objects.count() for model in kept} == before
    assert not Stage.objects.exists()
    assert not Change.objects.filter(source_id__in=[run.pk for run in runs]).exists()
    assert [run.undone["removed"] for run in runs if run.undone] == [3 + 2 + 2, 3, 2, 5 + 4]


def test_the_same_file_can_be_given_again_afterwards(cast: Cast) -> None:
    give(cast.nordvik, table(FIRST))
    (run,) = give(cast.nordvik, table(MOVED, SECOND), at=LATER)
    wanted = facts(cast.nordvik)
    undo(run)
    (again,) = give(cast.nordvik, table(MOVED, SECOND), at=LATER, now=AFTER)
    assert figures(again) == figures(run) == (1, 1, 0, 0)
    found = facts(cast.nordvik)
    assert {name: row["amount"] for name, row in found.items()} == {name: row["amount"] for name, row in wanted.items()}
    anew = {name: found["1"][name] for name in ("progressed_at", "stage_id")}
    assert found["1"] == wanted["1"] | anew, "its stage went with the import that had made it, and was made again"


def test_a_field_that_a_person_has_changed_since_is_spared_and_named(cast: Cast) -> None:
    give(cast.nordvik, table(FIRST))
    (run,) = give(cast.nordvik, table(MOVED), at=LATER)
    edit_opportunity(
        opportunity=deal(cast.nordvik, "Ny lina B"), values={"amount": Decimal(99000)}, by=cast.mikko, now=AFTER
    )
    undo(run)
    kept = deal(cast.nordvik, "Ny lina")
    assert (kept.amount, kept.owner, kept.stage.name) == (Decimal(99000), cast.anna, "Qualified")
    assert run.undone is not None
    assert {(one["label"], one["field"], one["why"]) for one in run.undone["spared"]} == {
        ("Ny lina B", "amount", "spare_person"),
        ("Ny lina B", "margin", "spare_person"),
    }


def test_a_deal_that_a_person_has_touched_since_it_was_made_stays_whole_and_is_named(cast: Cast) -> None:
    (run,) = give(cast.nordvik, table(FIRST, SECOND))
    mine = NextStepDraft(what="Call the buyer")
    set_next_step(opportunity=deal(cast.nordvik, "Ny lina"), draft=mine, by=cast.anna, now=LATER)
    undo(run)
    assert [row.name for row in Opportunity.objects.all()] == ["Ny lina"]
    assert NextStep.objects.get(ended_at=None).what == "Call the buyer"
    assert run.undone is not None
    assert [(one["label"], one["why"]) for one in run.undone["spared"] if one["kind"] == "opportunity"] == [
        ("Ny lina", "spare_person")
    ]
    assert "in_use" in {one["why"] for one in run.undone["spared"]}, "its stage stays with it"


def test_what_a_later_import_wrote_stands(cast: Cast) -> None:
    give(cast.nordvik, table(FIRST))
    (run,) = give(cast.nordvik, table((*FIRST[:3], 100000, *FIRST[4:])), at=LATER)
    give(cast.nordvik, table((*FIRST[:3], 110000, *FIRST[4:])), at=LATER + WEEK)
    undo(run, now=LATER + WEEK)
    assert deal(cast.nordvik, "Ny lina").amount == Decimal(110000)


def test_companies_that_another_import_uses_stay(cast: Cast) -> None:
    (companies,) = give(
        cast.nordvik, {"companies.csv": csv(["Company name", "City"], ["Lidvik AB", "Umeå"], ["Tom AB", "Åbo"])}
    )
    header = [*HEADER, "Associated Company"]
    give(cast.nordvik, {"deals.csv": csv(header, (*FIRST, "Lidvik AB"))})
    undo(companies)
    assert [account.name for account in Account.objects.all()] == ["Lidvik AB"]


def test_a_company_that_stood_here_before_stays_and_loses_what_the_file_filled_in(cast: Cast) -> None:
    old = Account.objects.create(
        organization=cast.nordvik, name="Lidvik AB", name_key="lidvik", search_key="", created_at=NOW, changed_at=NOW
    )
    (run,) = give(cast.nordvik, {"companies.csv": csv(["Record ID", "Company name", "City"], [7, "Lidvik AB", "Umeå"])})
    undo(run)
    old.refresh_from_db()
    assert old.city == ""
    assert not SourceRecord.objects.exists()


def test_questions_that_the_import_asked_are_withdrawn(cast: Cast) -> None:
    give(cast.nordvik, table(FIRST))
    edit_opportunity(
        opportunity=deal(cast.nordvik, "Ny lina"), values={"amount": Decimal(90000)}, by=cast.anna, now=NOW
    )
    (run,) = give(cast.nordvik, table(MOVED), at=LATER)
    assert Conflict.objects.count() == 1
    undo(run)
    assert not Conflict.objects.exists()
    assert SourceRecord.objects.get(kind="opportunity").values["amount"] == "120000"


def test_what_had_vanished_has_not(cast: Cast) -> None:
    give(cast.nordvik, table(FIRST, SECOND))
    (run,) = give(cast.nordvik, table(FIRST), at=LATER)
    undo(run)
    assert not SourceRecord.objects.exclude(vanished_at=None).exists()


def test_an_import_that_is_undone_is_not_undone_twice(cast: Cast) -> None:
    (run,) = give(cast.nordvik, table(FIRST))
    undo(run)
    with pytest.raises(actions.ImportRefused) as refused:
        actions.start_undo([run])
    assert refused.value.code == "not_undoable"


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back whatever is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


EDITS = {
    "amount": st.sampled_from([Decimal(1000), Decimal(120000), Decimal(55000)]),
    "close_date": st.sampled_from([dt.date(2026, 12, 18), dt.date(2027, 5, 1), None]),
    "name": st.sampled_from(["Ny lina", "Eget namn"]),
    "stage": st.sampled_from(["Qualified", "Proposal", "Closed Won", "Closed Lost"]),
    "owner": st.sampled_from(["anna", "mikko", "otto"]),
    "step": st.sampled_from(["Call", "Visit"]),
}
TOGETHER = ({"amount", "margin", "margin_assumed"}, {"stage_id", "state", "closed_on", "stage_since", "progressed_at"},
            {"owner_id", "team_id"}, {"name", "search_key", "order_key"}, {"close_date"}, {"step"})  # fmt: skip
GROUP_OF = {"amount": 0, "stage": 1, "owner": 2, "name": 3, "close_date": 4, "step": 5}
edits = st.lists(
    st.tuples(st.sampled_from(["1", "2", "3"]), st.sampled_from(sorted(EDITS))).flatmap(
        lambda pair: st.tuples(st.just(pair[0]), st.just(pair[1]), EDITS[pair[1]])
    ),
    max_size=4,
)
rows = st.tuples(
    st.sampled_from(["Ny lina", "Ny lina B"]),
    st.sampled_from(["Qualified", "Proposal", "Closed Won"]),
    st.sampled_from([120000, 100000, ""]),
    st.sampled_from(["2026-12-18", "2027-01-29", ""]),
    st.sampled_from([ANNA, MIKKO]),
    st.sampled_from(["Send the offer", "Deliver", ""]),
)


def as_table(said: Sequence[tuple[object, ...]]) -> dict[str, str | bytes]:
    return table(
        *((key, name, stage, amount, close, "2026-09-01", owner, step)
          for key, (name, stage, amount, close, owner, step) in enumerate(said, 1))
    )  # fmt: skip


def edit(cast: Cast, key: str, name: str, value: Any, now: dt.datetime) -> bool:
    """Do what a person may do; say whether the deal is there and anything was done."""
    found = SourceRecord.objects.filter(kind="opportunity", key=key).first()
    if found is None:
        return False
    row = Opportunity.objects.select_related("stage", "owner__team").get(pk=found.record_id)
    by = {cast.anna.pk: cast.anna, cast.mikko.pk: cast.mikko}.get(row.owner_id, cast.maj)  # type: ignore[arg-type]
    before = Change.objects.count()
    if name == "step":
        set_next_step(opportunity=row, draft=NextStepDraft(what=value), by=by, now=now)
        return True
    if name == "stage":
        value = Stage.objects.filter(organization=cast.nordvik, name=value).first() or row.stage
    elif name == "owner":
        value = cast.members[value]
    edit_opportunity(opportunity=row, values={name: value}, by=by, now=now)
    return Change.objects.count() > before


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    first=st.lists(rows, min_size=1, max_size=2), second=st.lists(rows, min_size=1, max_size=3), early=edits, late=edits
)
def test_whatever_people_do_before_and_after_an_import_its_undoing_gives_back_the_rest(
    cast: Cast, first: Any, second: Any, early: Any, late: Any
) -> None:
    with taken_back():
        give(cast.nordvik, as_table(first))
        for key, name, value in early:
            edit(cast, key, name, value, NOW + dt.timedelta(days=1))
        before = facts(cast.nordvik)
        (run,) = give(cast.nordvik, as_table(second), at=LATER)
        imported = facts(cast.nordvik)
        touched = {(key, GROUP_OF[name]) for key, name, value in late if edit(cast, key, name, value, AFTER)}
        edited = facts(cast.nordvik)
        undo(run, now=AFTER + dt.timedelta(hours=1))
        found = facts(cast.nordvik)
    for key in imported:
        hands = {group for of, group in touched if of == key}
        if key not in before:
            assert (key in found) == bool(hands), "made rows go, unless a person has touched them"
            continue
        for group, names in enumerate(TOGETHER):
            wanted = edited[key] if group in hands else before[key]
            assert {name: found[key][name] for name in names} == {name: wanted[name] for name in names}, (key, group)
