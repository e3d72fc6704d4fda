"""Many at once are written as one by one, each with its own person and instant."""

import datetime as dt

import pytest

from hederssak.crm.models import Contact
from hederssak.history.actions import Source
from hederssak.history.models import Change, RecordKind
from hederssak.org.models import Member
from hederssak.pipeline.actions import (
    AlreadyEndedError,
    EvidenceDraft,
    LettingGoDraft,
    NextStepChange,
    NextStepDraft,
    SeatDraft,
    change_next_steps,
    let_go_all,
    meet_criteria,
    seat_contacts,
)
from hederssak.pipeline.models import (
    BuyingRole,
    CommitteeSeat,
    Criterion,
    Evidence,
    LetGoReason,
    LettingGo,
    NextStep,
    Opportunity,
)
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages

END = NOW + dt.timedelta(days=9)


def at(days: int, by: Member) -> Source:
    return Source.page(by=by, now=NOW + dt.timedelta(days=days))


def test_steps_of_one_opportunity_follow_each_other_in_one_batch(cast: Cast) -> None:
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Behov"])
    changes = [
        NextStepChange(opportunity=deal, draft=NextStepDraft(what="Ring"), source=at(1, cast.anna)),
        NextStepChange(
            opportunity=deal,
            draft=NextStepDraft(what="Möte", agreed_with_buyer=True),
            was_done=True,
            source=at(2, cast.eva),
        ),
        NextStepChange(opportunity=deal, draft=NextStepDraft(what="Skicka"), source=at(3, cast.anna)),
    ]
    change_next_steps(changes, organization=cast.nordvik, now=END)
    rows = NextStep.objects.order_by("made_at").values_list("what", "was_done", "ended_at", "by__name")
    assert list(rows) == [
        ("Ring", True, NOW + dt.timedelta(days=2), "Anna Berg"),
        ("Möte", False, NOW + dt.timedelta(days=3), "Eva Lindqvist"),
        ("Skicka", None, None, "Anna Berg"),
    ]
    deal.refresh_from_db()
    assert (deal.progressed_at, deal.changed_at) == (NOW + dt.timedelta(days=2), END)


def test_an_open_step_from_before_is_ended_by_the_batch(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    deals = [make_deal(cast.anna, stages["Behov"], next_step=NextStepDraft(what="Ring")) for _ in range(3)]
    change_next_steps(
        [NextStepChange(opportunity=deal, was_done=True, source=at(1, cast.anna)) for deal in deals[:2]],
        organization=cast.nordvik,
        now=END,
    )
    assert NextStep.objects.filter(was_done=True).count() == 2
    assert NextStep.objects.get(ended_at=None).opportunity == deals[2]
    assert Change.objects.filter(kind=RecordKind.NEXT_STEP, field="was_done").count() == 2


def test_each_is_qualified_at_the_instant_of_its_own_last_criterion(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    one, other = (make_deal(cast.anna, stages["Behov"]) for _ in range(2))
    first, last = Criterion.objects.order_by("stage__position").select_related("stage")
    drafts = [
        EvidenceDraft(opportunity=one, criterion=last, text="VD på mötet", source=at(1, cast.anna)),
        EvidenceDraft(opportunity=other, criterion=first, text="Mejl", source=at(2, cast.anna)),
        EvidenceDraft(opportunity=one, criterion=first, text="Mejl", source=at(3, cast.anna)),
        EvidenceDraft(opportunity=one, criterion=first, text="Nytt mejl", source=at(4, cast.anna)),
    ]
    meet_criteria(drafts, organization=cast.nordvik, now=END)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.qualified_at, other.qualified_at) == (NOW + dt.timedelta(days=3), None)
    assert (one.progressed_at, other.progressed_at) == (NOW + dt.timedelta(days=4), NOW + dt.timedelta(days=2))
    assert Evidence.objects.get(opportunity=one, criterion=first).text == "Nytt mejl"


def test_a_seat_keeps_the_latest_meeting_and_tells_what_changed(cast: Cast) -> None:
    account = make_account(cast.nordvik, "Torpby Såg AB")
    deal = make_deal(cast.anna, make_stages(cast.nordvik)["Behov"], account=account)
    contact = Contact.objects.create(
        organization=cast.nordvik, account=account, name="Siv", search_key="siv", created_at=NOW, changed_at=NOW
    )
    for role, met in ((BuyingRole.UNKNOWN, None), (BuyingRole.DECIDES, END), (BuyingRole.DECIDES, NOW)):
        draft = SeatDraft(opportunity=deal, contact=contact, role=role, met_at=met, source=at(1, cast.anna))
        seat_contacts([draft], organization=cast.nordvik, now=END)
    assert CommitteeSeat.objects.values_list("role", "met_at").get() == ("decides", END)
    fields = Change.objects.filter(kind=RecordKind.COMMITTEE).values_list("field", flat=True)
    assert sorted(fields) == ["", "met_at", "role"]


def test_one_that_has_ended_keeps_all_from_being_let_go(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    drafts = [
        LettingGoDraft(
            opportunity=make_deal(cast.anna, stages[name]),
            reason=LetGoReason.NO_DECISION,
            day=NOW.date(),
            source=at(1, cast.anna),
        )
        for name in ("Behov", "Lösning", "Vunnen")
    ]
    with pytest.raises(AlreadyEndedError):
        let_go_all(drafts, organization=cast.nordvik, now=END)
    assert not LettingGo.objects.exists()
    let_go_all(drafts[:2], organization=cast.nordvik, now=END)
    assert Opportunity.objects.filter(state="let_go", closed_on=NOW.date()).count() == 2
    assert set(LettingGo.objects.values_list("at", flat=True)) == {NOW + dt.timedelta(days=1)}
