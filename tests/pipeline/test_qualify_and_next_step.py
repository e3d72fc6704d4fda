"""Evidence qualifies; a next step is one open row with a day and a person."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from hederssak.history.models import Snapshot, SnapshotReason
from hederssak.pipeline.actions import (
    NextStepDraft,
    NoEvidenceError,
    finish_next_step,
    let_go,
    meet_criterion,
    park,
    set_next_step,
    snapshot_pipeline,
    take_back,
)
from hederssak.pipeline.actions.snapshots import unpack_columns
from hederssak.pipeline.models import Criterion, LetGoReason, NextStep, State
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal, make_stages

LATER = NOW + dt.timedelta(days=2)


def test_the_last_mandatory_criterion_qualifies_on_that_day(cast: Cast) -> None:
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Behov"])
    first, last = Criterion.objects.order_by("stage__position")
    meet_criterion(opportunity=deal, criterion=first, text="Mejl 3 nov", by=cast.anna, now=NOW)
    assert deal.qualified_at is None
    meet_criterion(opportunity=deal, criterion=last, text="Möte med VD", by=cast.anna, now=LATER)
    assert deal.qualified_at == LATER
    meet_criterion(opportunity=deal, criterion=last, text="Möte två", by=cast.anna, now=LATER + dt.timedelta(days=1))
    assert deal.qualified_at == LATER


def test_a_tick_without_evidence_is_refused(cast: Cast) -> None:
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Behov"])
    with pytest.raises(NoEvidenceError):
        meet_criterion(opportunity=deal, criterion=Criterion.objects.all()[0], text="  ", by=cast.anna, now=NOW)


def test_a_new_step_ends_the_old_one_as_not_done(cast: Cast) -> None:
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Behov"])
    for what in ("Ring inköp", "Visa kalkylen"):
        set_next_step(opportunity=deal, draft=NextStepDraft(what=what), by=cast.anna, now=NOW)
    assert list(NextStep.objects.order_by("made_at", "pk").values_list("what", "was_done")) == [
        ("Ring inköp", False),
        ("Visa kalkylen", None),
    ]
    finish_next_step(opportunity=deal, was_done=True, by=cast.anna, now=LATER)
    assert not deal.next_steps.filter(ended_at=None).exists()


def test_only_a_step_agreed_with_the_buyer_is_progress(cast: Cast) -> None:
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Behov"])
    set_next_step(opportunity=deal, draft=NextStepDraft(what="Ring"), by=cast.anna, now=NOW)
    assert deal.progressed_at is None
    agreed = NextStepDraft(what="Möte", due_on=dt.date(2026, 11, 27), agreed_with_buyer=True)
    set_next_step(opportunity=deal, draft=agreed, by=cast.anna, now=LATER)
    assert deal.progressed_at == LATER


def test_a_snapshot_holds_open_and_parked_of_each_team(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    open_one, parked = (make_deal(cast.anna, stages["Offert"], name=name) for name in ("A", "B"))
    make_deal(cast.otto, stages["Offert"])
    make_deal(cast.anna, stages["Vunnen"])
    park(opportunity=parked, reason="?", wake_on=dt.date(2027, 1, 1), by=cast.anna, today=NOW.date(), now=NOW)
    snapshot_pipeline(organization=cast.nordvik, now=LATER, reason=SnapshotReason.NIGHT)
    norr = Snapshot.objects.get(team_id=cast.norr.pk)
    columns = unpack_columns(bytes(norr.packed))
    assert (norr.rows, norr.margin) == (2, Decimal(600_000))
    assert columns["pk"] == [str(open_one.pk), str(parked.pk)]
    assert columns["state"] == ["open", "parked"]
    assert Snapshot.objects.count() == 2


def test_a_person_a_meeting_or_a_document_is_evidence_as_words_are(cast: Cast) -> None:
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Behov"])
    first, last = Criterion.objects.order_by("stage__position")
    meet_criterion(opportunity=deal, criterion=first, link="https://arkiv.example.com/offert-7", by=cast.anna, now=NOW)
    meeting = uuid.uuid4()
    row = meet_criterion(opportunity=deal, criterion=last, meeting_key=meeting, by=cast.anna, now=LATER)
    assert (row.meeting_key, row.text) == (meeting, "")
    deal.refresh_from_db()
    assert deal.qualified_at == LATER


def test_disqualifying_undoes_nothing_of_the_past(cast: Cast) -> None:
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Behov"])
    for criterion in Criterion.objects.order_by("stage__position"):
        meet_criterion(opportunity=deal, criterion=criterion, text="Mejl", by=cast.anna, now=NOW)
    let_go(opportunity=deal, reason=LetGoReason.NOT_A_FIT, by=cast.anna, now=LATER, today=LATER.date())
    deal.refresh_from_db()
    assert (deal.state, deal.qualified_at) == (State.LET_GO, NOW)
    take_back(opportunity=deal, by=cast.anna, now=LATER)
    deal.refresh_from_db()
    assert deal.qualified_at == NOW
