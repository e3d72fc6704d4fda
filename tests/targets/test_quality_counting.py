"""The figures of quality are counted from meetings, steps, deals and quotas as the rooms hold them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from hederssak.crm.models import Account
from hederssak.goals.models import Quota
from hederssak.meetings.models import CustomerMeeting, KeptChecks, MeetingState
from hederssak.org.models import Member
from hederssak.pipeline.actions import (
    NextStepDraft,
    edit_opportunity,
    meet_criterion,
    set_next_step,
)
from hederssak.pipeline.models import Criterion, Opportunity, Stage
from hederssak.prospecting.actions.promises import write_promise
from hederssak.rules.promise import Terms
from hederssak.targets.actions.quality_counting import count_quality
from hederssak.targets.models import QualityFigures
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages

JUNE = dt.datetime(2026, 6, 9, 9, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def stages(cast: Cast) -> dict[str, Stage]:
    return make_stages(cast.nordvik)


def hold(
    owner: Member, deal: Opportunity | None, at: dt.datetime, *, right: bool | None = None, lacks: tuple[str, ...] = ()
) -> CustomerMeeting:
    account: Account | None = deal.account if deal else None
    meeting = CustomerMeeting.objects.create(
        organization=owner.organization, account=account, opportunity=deal, owner=owner, title="Besök",
        starts_at=at, ends_at=at + dt.timedelta(hours=1), state=MeetingState.HELD, logged_at=at - 7 * DAY,
    )  # fmt: skip
    if right is not None:
        KeptChecks.objects.create(
            organization=owner.organization, meeting=meeting, customer="passed", people="passed", prepared="passed",
            is_right=right, lacks=list(lacks), kept_at=at,
        )  # fmt: skip
    return meeting


def counted(cast: Cast, member: Member | None = None) -> QualityFigures:
    count_quality(organization=cast.nordvik, now=NOW)
    return QualityFigures.objects.get(team=cast.norr, member=member)


def test_a_meeting_that_was_right_and_led_on_is_counted_for_its_rep_and_the_team(
    cast: Cast, stages: dict[str, Stage]
) -> None:
    deal = make_deal(cast.anna, stages["Behov"], account=make_account(cast.nordvik, "Falu"), now=JUNE - DAY)
    hold(cast.anna, deal, JUNE, right=True)
    step = NextStepDraft(what="Mätning", due_on=dt.date(2026, 6, 20), agreed_with_buyer=True)
    set_next_step(opportunity=deal, draft=step, by=cast.anna, now=JUNE + 2 * DAY)
    for criterion in Criterion.objects.order_by("stage__position"):
        meet_criterion(opportunity=deal, criterion=criterion, text="Mejl", by=cast.anna, now=JUNE + 9 * DAY)
    edit_opportunity(opportunity=deal, values={"stage": stages["Lösning"]}, by=cast.anna, now=JUNE + 12 * DAY)
    for found in (counted(cast, cast.anna), counted(cast)):
        assert found.months["2026-06"] == {
            "held": 1, "judged": 1, "right": 1, "with_company": 1, "new": 1, "on_deal": 1, "stepped": 1,
            "open_yet": 1, "qualified_after": 1, "booked": 1, "fits": 1, "timed": 1, "evidenced": 1,
            "newly_qualified": 1, "went_on": 1,
        }  # fmt: skip


def test_a_colleagues_meetings_are_not_in_a_reps_figures_but_in_the_teams(cast: Cast, stages: dict[str, Stage]) -> None:
    hold(cast.mikko, make_deal(cast.mikko, stages["Behov"]), JUNE)
    hold(cast.otto, make_deal(cast.otto, stages["Behov"]), JUNE)
    assert counted(cast).months["2026-06"]["held"] == 1
    assert not QualityFigures.objects.filter(member=cast.anna).exists()


def test_what_its_checks_lacked_tells_of_what_was_booked(cast: Cast, stages: dict[str, Stage]) -> None:
    deal = make_deal(cast.anna, stages["Behov"])
    hold(cast.anna, deal, JUNE, right=False, lacks=("out_of_fit", "no_decider"))
    month = counted(cast, cast.anna).months["2026-06"]
    assert (month.get("booked"), month.get("fits"), month.get("timed")) == (1, None, 1)


def test_a_company_that_had_bought_before_is_no_new_one(cast: Cast, stages: dict[str, Stage]) -> None:
    account = make_account(cast.nordvik, "Falu")
    won = make_deal(cast.anna, stages["Vunnen"], account=account, closed_on=dt.date(2026, 5, 1))
    assert won.state == "won"
    hold(cast.anna, make_deal(cast.anna, stages["Behov"], account=account), JUNE)
    month = counted(cast, cast.anna).months["2026-06"]
    assert (month["with_company"], month.get("new")) == (1, None)


def test_a_proposal_to_what_was_not_qualified_is_counted_as_the_polite_way_out(
    cast: Cast, stages: dict[str, Stage]
) -> None:
    deal = make_deal(cast.anna, stages["Behov"], now=JUNE - DAY)
    hold(cast.anna, deal, JUNE)
    edit_opportunity(opportunity=deal, values={"stage": stages["Offert"]}, by=cast.anna, now=JUNE + DAY)
    month = counted(cast, cast.anna).months["2026-06"]
    assert (month["proposals"], month["polite"]) == (1, 1)


def test_margin_per_meeting_is_shared_by_right_meetings_and_the_rest(cast: Cast, stages: dict[str, Stage]) -> None:
    for place, stage in enumerate(["Vunnen", "Förlorad", "Vunnen", "Förlorad"]):
        deal = make_deal(cast.anna, stages[stage], closed_on=dt.date(2026, 10, 1), margin=Decimal(40_000))
        hold(cast.anna, deal, JUNE, right=place < 2)
        hold(cast.anna, deal, JUNE + DAY, right=False)
    margins = counted(cast, cast.anna).margins
    assert (margins["all"]["value"], margins["all"]["meetings"], margins["all"]["deals"]) == (10_000, 8, 4)
    assert margins["right"]["value"] == 10_000
    assert margins["all"]["low"] is None, "four deals are too few for an interval"


def test_required_is_the_months_quota_over_its_planned_meetings(cast: Cast, stages: dict[str, Stage]) -> None:
    """R8's worked example: 200 000 over 20 meetings is 10 000 (November 2026 has 21 working days in Sweden)."""
    hold(cast.anna, make_deal(cast.anna, stages["Behov"]), JUNE)
    assert counted(cast, cast.anna).required is None
    Quota.objects.create(
        organization=cast.nordvik, member=cast.anna, span="month", first_day=dt.date(2026, 11, 1),
        amount=Decimal(210_000), set_by=cast.vera, set_at=NOW,
    )  # fmt: skip
    write_promise(
        cast.norr, Terms(2, 5, None), exceptions="–", follow_every=2, first_day=NOW.date(), by=cast.eva, now=NOW
    )
    found = counted(cast, cast.anna)
    assert (found.planned, found.required) == (21, 10_000)


def test_what_is_carried_unqualified_is_counted_with_how_long(cast: Cast, stages: dict[str, Stage]) -> None:
    make_deal(cast.anna, stages["Behov"], opened_on=dt.date(2026, 11, 4))
    make_deal(cast.anna, stages["Behov"], opened_on=dt.date(2026, 11, 16))
    make_deal(cast.anna, stages["Förlorad"], opened_on=dt.date(2026, 1, 2), closed_on=dt.date(2026, 2, 2))
    found = counted(cast, cast.anna)
    assert (found.open, found.unqualified, found.carried_days) == (2, 2, 6)


def test_counting_twice_leaves_one_row_of_each(cast: Cast, stages: dict[str, Stage]) -> None:
    make_deal(cast.anna, stages["Behov"])
    counted(cast)
    counted(cast)
    assert QualityFigures.objects.filter(organization=cast.nordvik).count() == 2
