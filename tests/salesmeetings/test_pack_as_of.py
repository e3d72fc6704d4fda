"""What a pack tells: what the buyers did, what we did where they did nothing, what ended, what to ask."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from hederssak.cadence.models import SalesMeeting
from hederssak.history.actions import Altered, Source, record_changed
from hederssak.history.models import Origin, RecordKind
from hederssak.honesty.actions import judge_these, object_to
from hederssak.meetings.models import Attendee, CustomerMeeting, MeetingState
from hederssak.pipeline.actions import (
    NextStepDraft,
    OpportunityDraft,
    OpportunityEdit,
    change_opportunities,
    edit_opportunity,
    let_go,
    make_opportunities,
    meet_criterion,
    name_buyer_event,
    park,
    seat_contact,
    set_next_step,
    take_back,
)
from hederssak.pipeline.models import BuyingRole, Criterion, LetGoReason, Opportunity, Stage
from hederssak.salesmeetings.queries import pack_as_of
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages
from tests.salesmeetings.mondays import DAY, HOUR, LAST, NEXT, make_mondays

LONG_AGO = NOW - dt.timedelta(days=60)
LATE = dt.date(2027, 2, 1)


@pytest.fixture
def stages(cast: Cast) -> dict[str, Stage]:
    return make_stages(cast.nordvik)


@pytest.fixture
def meeting(cast: Cast) -> SalesMeeting:
    return make_mondays(cast.norr)[1]


@pytest.fixture
def deal(cast: Cast, stages: dict[str, Stage]) -> Opportunity:
    return make_deal(cast.mikko, stages["Lösning"], now=LONG_AGO)


def moved(pack: dict[str, Any]) -> dict[str, tuple[list[str], dict[str, int]]]:
    return {one["opportunity"]: ([step["what"] for step in one["progress"]], one["activity"]) for one in pack["moved"]}


def asked(pack: dict[str, Any]) -> dict[str, list[str]]:
    return {
        one["opportunity"]: [finding["code"] for finding in one["findings"]] for one in pack["exceptions"]["chosen"]
    }


def before_meeting(pack: dict[str, Any]) -> list[tuple[str, str]]:
    return [(finding["code"], finding["severity"]) for one in pack["before_meeting"] for finding in one["findings"]]


def test_what_the_buyer_did_since_the_last_meeting_is_progress(
    cast: Cast, meeting: SalesMeeting, deal: Opportunity
) -> None:
    agreed = NextStepDraft(what="Visa kalkylen", due_on=dt.date(2026, 11, 27), agreed_with_buyer=True)
    set_next_step(opportunity=deal, draft=agreed, by=cast.mikko, now=NOW)
    assert moved(pack_as_of(meeting, as_of=NOW + HOUR)) == {str(deal.pk): (["next_step_agreed"], {})}


def test_what_we_did_is_told_only_where_the_buyer_did_nothing(
    cast: Cast, stages: dict[str, Stage], meeting: SalesMeeting, deal: Opportunity
) -> None:
    other = make_deal(cast.anna, stages["Lösning"], now=LONG_AGO)
    for one in (deal, other):
        set_next_step(opportunity=one, draft=NextStepDraft(what="Ring"), by=one.owner, now=NOW)  # type: ignore[arg-type] # deals of the cast have an owner
    criterion = Criterion.objects.get(stage=stages["Lösning"])
    meet_criterion(opportunity=deal, criterion=criterion, text="Mejl från VD", by=cast.mikko, now=NOW)
    assert moved(pack_as_of(meeting, as_of=NOW)) == {
        str(deal.pk): (["criterion_met"], {}),
        str(other.pk): ([], {"next_step_set": 1}),
    }


def test_wording_evidence_anew_is_no_news_from_the_buyer(
    cast: Cast, stages: dict[str, Stage], meeting: SalesMeeting, deal: Opportunity
) -> None:
    criterion = Criterion.objects.get(stage=stages["Lösning"])
    for text, at in (("Mejl från VD", LAST - DAY), ("Mejl från VD, igen", NOW)):
        meet_criterion(opportunity=deal, criterion=criterion, text=text, by=cast.mikko, now=at)
    assert moved(pack_as_of(meeting, as_of=NOW)) == {}


def test_a_stage_left_with_its_criteria_met_is_progress_and_a_clicked_one_is_not(
    cast: Cast, stages: dict[str, Stage], meeting: SalesMeeting, deal: Opportunity
) -> None:
    clicked = make_deal(cast.anna, stages["Lösning"], now=LONG_AGO)
    criterion = Criterion.objects.get(stage=stages["Lösning"])
    meet_criterion(opportunity=deal, criterion=criterion, text="Möte med VD", by=cast.mikko, now=LAST - DAY)
    for one in (deal, clicked):
        edit_opportunity(opportunity=one, values={"stage": stages["Offert"]}, by=cast.eva, now=NOW)
    assert moved(pack_as_of(meeting, as_of=NOW)) == {
        str(deal.pk): (["stage_advanced"], {}),
        str(clicked.pk): ([], {"stage_reached": 1}),
    }


def test_a_held_meeting_with_who_decides_is_progress_once_it_is_logged(
    cast: Cast, meeting: SalesMeeting, deal: Opportunity
) -> None:
    contact = make_account(cast.nordvik, "Kemi").contacts.create(
        organization=cast.nordvik, name="Ulla", created_at=NOW, changed_at=NOW
    )
    seat_contact(opportunity=deal, contact=contact, role=BuyingRole.DECIDES, by=cast.mikko, now=LONG_AGO + DAY)
    held = CustomerMeeting.objects.create(
        organization=cast.nordvik,
        opportunity=deal,
        owner=cast.mikko,
        title="Genomgång",
        starts_at=NOW - DAY,
        ends_at=NOW - DAY + HOUR,
        state=MeetingState.HELD,
        logged_at=NOW,
    )
    Attendee.objects.create(meeting=held, contact=contact)
    log_meeting(cast, held)
    assert moved(pack_as_of(meeting, as_of=NOW - HOUR)) == {}
    assert moved(pack_as_of(meeting, as_of=NOW)) == {str(deal.pk): (["decision_maker_met"], {})}


def log_meeting(cast: Cast, held: CustomerMeeting) -> None:
    record_changed(
        [Altered(RecordKind.MEETING, held.pk, "state", "booked", "held", held.opportunity_id)],
        organization_id=cast.nordvik.pk,
        source=Source.page(by=cast.mikko, now=held.logged_at),
    )


def test_what_came_with_the_first_file_is_no_news(cast: Cast, stages: dict[str, Stage], meeting: SalesMeeting) -> None:
    source = Source(origin=Origin.FILE, known_at=NOW, before=NOW - HOUR)
    draft = OpportunityDraft(
        name="Ur filen",
        stage=stages["Lösning"],
        owner=cast.anna,
        opened_on=dt.date(2026, 3, 1),
        currency="SEK",
        next_step=NextStepDraft(what="Ring", agreed_with_buyer=True),
    )
    make_opportunities([draft], organization=cast.nordvik, source=source, now=NOW)
    assert moved(pack_as_of(meeting, as_of=NOW)) == {}


def test_a_date_pushed_the_evening_before_the_last_meeting_is_asked_about(
    cast: Cast, meeting: SalesMeeting, deal: Opportunity
) -> None:
    edit_opportunity(opportunity=deal, values={"close_date": LATE}, by=cast.mikko, now=LAST - 12 * HOUR)
    assert before_meeting(pack_as_of(meeting, as_of=NOW)) == [("moved_before_meeting", "question")]


def test_a_push_that_two_exports_only_bracket_is_told_and_not_asked_about(
    cast: Cast, meeting: SalesMeeting, deal: Opportunity
) -> None:
    source = Source(origin=Origin.FILE, known_at=LAST - HOUR, after=LAST - 7 * DAY, before=LAST - HOUR)
    edit = OpportunityEdit(opportunity=deal, values={"close_date": LATE})
    change_opportunities([edit], organization=cast.nordvik, source=source, now=LAST - HOUR)
    assert before_meeting(pack_as_of(meeting, as_of=NOW)) == [("moved_around_meeting", "note")]


def test_a_push_that_waits_for_the_buyers_board_is_explained(
    cast: Cast, meeting: SalesMeeting, deal: Opportunity
) -> None:
    board = dt.date(2027, 1, 28)
    name_buyer_event(opportunity=deal, what="Styrelsemöte", on_day=board, by=cast.mikko, now=LAST - 13 * HOUR)
    edit_opportunity(opportunity=deal, values={"close_date": LATE}, by=cast.mikko, now=LAST - 12 * HOUR)
    assert before_meeting(pack_as_of(meeting, as_of=NOW)) == [("moved_before_meeting", "note")]


def test_the_window_of_the_coming_meeting_opens_when_its_pack_is_frozen(
    cast: Cast, meeting: SalesMeeting, deal: Opportunity
) -> None:
    edit_opportunity(opportunity=deal, values={"close_date": LATE}, by=cast.mikko, now=NEXT - 2 * HOUR)
    assert before_meeting(pack_as_of(meeting, as_of=NEXT - 3 * HOUR)) == []
    assert before_meeting(pack_as_of(meeting, as_of=NEXT)) == [("moved_before_meeting", "question")]


def test_exceptions_are_few_and_say_of_how_many(cast: Cast, stages: dict[str, Stage], meeting: SalesMeeting) -> None:
    for place in range(9):
        owner = cast.anna if place % 2 else cast.mikko
        make_deal(owner, stages["Behov"], now=LONG_AGO, close_date=dt.date(2026, 11, 2), margin=Decimal(1000 * place))
    pack = pack_as_of(meeting, as_of=NOW)
    assert pack["exceptions"]["of"] == 9
    assert len(pack["exceptions"]["chosen"]) == 4


def test_what_somebody_objected_to_is_not_brought_up(cast: Cast, meeting: SalesMeeting, deal: Opportunity) -> None:
    judge_these(organization=cast.nordvik, opportunities=[deal], now=NOW)
    assert "no_next_step" in asked(pack_as_of(meeting, as_of=NOW))[str(deal.pk)]
    object_to(opportunity=deal, code="no_next_step", why="Stegen står i portalen", by=cast.mikko, now=NOW + HOUR)
    assert "no_next_step" not in asked(pack_as_of(meeting, as_of=NOW + HOUR)).get(str(deal.pk), [])
    assert "no_next_step" in asked(pack_as_of(meeting, as_of=NOW))[str(deal.pk)]


def test_wins_and_what_was_let_go_stand_apart_with_their_margin(
    cast: Cast, stages: dict[str, Stage], meeting: SalesMeeting, deal: Opportunity
) -> None:
    won = make_deal(cast.anna, stages["Offert"], now=LONG_AGO, margin=Decimal(80_000))
    edit_opportunity(opportunity=won, values={"stage": stages["Vunnen"]}, by=cast.anna, now=NOW)
    let_go(opportunity=deal, reason=LetGoReason.NO_DECISION, by=cast.mikko, today=NOW.date(), now=NOW)
    pack = pack_as_of(meeting, as_of=NOW)
    assert [(one["opportunity"], one["margin"]["amount"]) for one in pack["wins"]] == [(str(won.pk), "80000.00")]
    assert [(one["opportunity"], one["state"], one["reason"]) for one in pack["ended"]] == [
        (str(deal.pk), "let_go", "no_decision")
    ]
    assert pack["moved"] == []
    take_back(opportunity=deal, by=cast.mikko, now=NOW + HOUR)
    assert pack_as_of(meeting, as_of=NOW + HOUR)["ended"] == []
    assert pack_as_of(meeting, as_of=NOW)["ended"] == pack["ended"]


def test_a_win_is_told_in_one_meeting_only(cast: Cast, stages: dict[str, Stage]) -> None:
    last, coming = make_mondays(cast.norr)
    won = make_deal(cast.anna, stages["Offert"], now=LONG_AGO)
    edit_opportunity(opportunity=won, values={"stage": stages["Vunnen"]}, by=cast.anna, now=LAST - HOUR)
    assert [one["opportunity"] for one in pack_as_of(last, as_of=LAST)["wins"]] == [str(won.pk)]
    assert pack_as_of(coming, as_of=NOW)["wins"] == []


def test_a_win_that_a_file_told_late_is_told_all_the_same(
    cast: Cast, stages: dict[str, Stage], meeting: SalesMeeting
) -> None:
    won = make_deal(cast.anna, stages["Offert"], now=LONG_AGO)
    source = Source(origin=Origin.FILE, known_at=NOW, after=NOW - 14 * DAY, before=NOW)
    values = {"stage": stages["Vunnen"], "closed_on": (NOW - 10 * DAY).date()}
    edit = OpportunityEdit(opportunity=won, values=values)
    change_opportunities([edit], organization=cast.nordvik, source=source, now=NOW)
    assert [one["on"] for one in pack_as_of(meeting, as_of=NOW)["wins"]] == ["2026-11-08"]


def test_years_of_won_deals_in_a_first_file_are_no_wins_of_this_week(
    cast: Cast, stages: dict[str, Stage], meeting: SalesMeeting
) -> None:
    for closed_on in (dt.date(2026, 3, 2), dt.date(2026, 11, 17)):
        make_deal(cast.anna, stages["Vunnen"], now=NOW, closed_on=closed_on)
    assert [one["on"] for one in pack_as_of(meeting, as_of=NOW)["wins"]] == ["2026-11-17"]


def test_a_parked_deal_is_asleep_and_not_asked_about(cast: Cast, meeting: SalesMeeting, deal: Opportunity) -> None:
    park(opportunity=deal, reason="Budget", wake_on=dt.date(2027, 1, 11), by=cast.mikko, today=NOW.date(), now=NOW)
    pack = pack_as_of(meeting, as_of=NOW)
    assert (pack["pipeline"]["open"], pack["pipeline"]["parked"], pack["exceptions"]["of"]) == (0, 1, 0)


def test_a_team_that_never_met_has_nothing_moved_before_a_meeting(cast: Cast, deal: Opportunity) -> None:
    meeting = SalesMeeting(organization=cast.nordvik, team=cast.norr, starts_at=NEXT)
    assert pack_as_of(meeting, as_of=NOW)["before_meeting"] == {"absent": "no_meeting_yet"}


def test_another_teams_deals_are_not_in_it(cast: Cast, stages: dict[str, Stage], meeting: SalesMeeting) -> None:
    make_deal(cast.otto, stages["Behov"], now=LONG_AGO)
    assert pack_as_of(meeting, as_of=NOW)["pipeline"]["open"] == 0
