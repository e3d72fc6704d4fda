"""At night every held meeting is counted: what it became, its hours and money, and what it dragged along (R10)."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from hederssak.crm.actions import Edit
from hederssak.history.actions import Source
from hederssak.lib.checks import known
from hederssak.meetings.actions import change_meetings
from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.org.models import Member
from hederssak.pipeline.models import Opportunity, Stage, State
from hederssak.rules.meeting_hours import Distance, Norms, usual_norms
from hederssak.targets.actions.cost_counting import count_costs
from hederssak.targets.actions.cost_norms import set_norms
from hederssak.targets.models import CostSum, MarginRate, MeetingCost, UnqualifiedLoad
from tests.cast import NOW, STOCKHOLM, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages
from tests.targets.held import MARCH, hold, keep

WEEK = dt.timedelta(days=7)


def deal_of(member: Member, stage: Stage, **values: Any) -> Opportunity:
    """Make a deal from before the first meeting."""
    return make_deal(member, stage, opened_on=MARCH - WEEK, **values)


def end(deal: Opportunity, state: State, day: dt.date) -> None:
    """End a deal on a day."""
    Opportunity.objects.filter(pk=deal.pk).update(state=state, closed_on=day)


def counted(cast: Cast) -> dict[str, MeetingCost]:
    """Count and return the rows by the meetings' titles."""
    count_costs(organization=cast.nordvik, now=NOW)
    return {row.meeting.title: row for row in MeetingCost.objects.select_related("meeting")}


def test_a_right_meeting_costs_its_hours_and_is_not_useless(cast: Cast) -> None:
    deal = deal_of(cast.anna, make_stages(cast.nordvik)["Behov"])
    keep(hold(cast.anna, opportunity=deal))
    row = counted(cast)["Möte"]
    assert (row.became, row.end, row.criterion) == ("right", "open", "")
    assert row.hours == 4  # an hour, 1.5 before, 1 on the road, half an hour after
    assert row.money == Decimal(2800)
    assert (row.member, row.team, row.on) == (cast.anna, cast.norr, MARCH)


def test_several_meetings_on_a_deal_that_lapsed_are_useless_and_drag_along_later_ones_and_the_proposal(
    cast: Cast,
) -> None:
    stages = make_stages(cast.nordvik)
    deal = deal_of(cast.anna, stages["Offert"], now=dt.datetime.combine(MARCH + 2 * WEEK, dt.time(9), STOCKHOLM))
    for place in range(3):
        keep(hold(cast.anna, MARCH + place * WEEK, title=f"Möte {place}", opportunity=deal), "no_investment")
    end(deal, State.LET_GO, MARCH + 10 * WEEK)
    rows = counted(cast)
    assert {row.became for row in rows.values()} == {"useless"}
    assert [rows[f"Möte {place}"].is_later for place in range(3)] == [False, True, True]
    assert [rows[f"Möte {place}"].is_polite for place in range(3)] == [False, False, True]
    assert rows["Möte 2"].proposal_hours == 6
    assert rows["Möte 2"].money == (Decimal("3.5") + 6) * 700
    assert {row.criterion for row in rows.values()} == {"no_investment"}


def test_qualified_out_at_the_first_meeting_is_no_waste(cast: Cast) -> None:
    deal = deal_of(cast.anna, make_stages(cast.nordvik)["Behov"])
    keep(hold(cast.anna, opportunity=deal), "fit_unknown")
    end(deal, State.LET_GO, MARCH)
    row = counted(cast)["Möte"]
    assert (row.became, row.criterion) == ("qualified_out", "")


def test_what_nobody_checked_counts_by_what_it_led_to(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    good, open_one = (deal_of(cast.anna, stages["Behov"]) for _ in range(2))
    Opportunity.objects.filter(pk=good.pk).update(qualified_at=dt.datetime(2026, 4, 1, 9, tzinfo=STOCKHOLM))
    hold(cast.anna, title="Ledde vidare", opportunity=good)
    hold(cast.anna, title="Blev inget", opportunity=open_one)
    hold(cast.anna, title="Fika")
    hold(cast.anna, NOW.date() - WEEK, title="Nyss")
    rows = counted(cast)
    assert rows["Ledde vidare"].became == "led_on"
    assert (rows["Blev inget"].became, rows["Blev inget"].criterion) == ("useless", "unchecked")
    assert (rows["Fika"].became, rows["Fika"].criterion) == ("useless", "no_deal")
    assert rows["Nyss"].became == "too_early"


def test_a_meeting_about_no_deal_led_on_where_the_company_has_one_that_qualified(cast: Cast) -> None:
    account = make_account(cast.nordvik, "Ådals Sågverk")
    hold(cast.anna, account=account)
    deal = deal_of(cast.mikko, make_stages(cast.nordvik)["Behov"], account=account)
    Opportunity.objects.filter(pk=deal.pk).update(qualified_at=dt.datetime(2026, 4, 1, 9, tzinfo=STOCKHOLM))
    assert counted(cast)["Möte"].became == "led_on"


def test_a_won_deal_is_proof_enough(cast: Cast) -> None:
    deal = deal_of(cast.anna, make_stages(cast.nordvik)["Behov"])
    hold(cast.anna, opportunity=deal)
    end(deal, State.WON, MARCH + 20 * WEEK)
    assert counted(cast)["Möte"].became == "led_on"


def test_counting_twice_writes_nothing_and_a_changed_fact_one_row(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    deals = [deal_of(cast.anna, stages["Behov"]) for _ in range(3)]
    for deal in deals:
        hold(cast.anna, opportunity=deal)
    assert count_costs(organization=cast.nordvik, now=NOW) == 3
    assert count_costs(organization=cast.nordvik, now=NOW) == 0
    end(deals[0], State.WON, MARCH + WEEK)
    assert count_costs(organization=cast.nordvik, now=NOW) == 1


def test_time_alone_ends_the_waiting(cast: Cast) -> None:
    hold(cast.anna, NOW.date() - 12 * WEEK)
    assert counted(cast)["Möte"].became == "too_early"
    count_costs(organization=cast.nordvik, now=NOW + 2 * WEEK)
    assert MeetingCost.objects.get().became == "useless"


@pytest.mark.parametrize(
    ("starts", "ends", "hours", "day"),
    [
        (dt.datetime(2026, 3, 2, 22, tzinfo=STOCKHOLM), dt.datetime(2026, 3, 3, 1, tzinfo=STOCKHOLM), 3, 2),
        (dt.datetime(2026, 3, 29, 1, tzinfo=STOCKHOLM), dt.datetime(2026, 3, 29, 4, tzinfo=STOCKHOLM), 2, 29),
        (dt.datetime(2026, 10, 25, 1, tzinfo=STOCKHOLM), dt.datetime(2026, 10, 25, 4, tzinfo=STOCKHOLM), 4, 25),
        (dt.datetime(2026, 3, 2, 8, tzinfo=STOCKHOLM), dt.datetime(2026, 3, 4, 17, tzinfo=STOCKHOLM), 30, 2),
        (dt.datetime(2026, 3, 2, 8, tzinfo=STOCKHOLM), dt.datetime(2026, 3, 2, 8, tzinfo=STOCKHOLM), 0, 2),
    ],
)
def test_hours_run_across_midnight_and_both_changes_of_the_clock(
    cast: Cast, starts: dt.datetime, ends: dt.datetime, hours: int, day: int
) -> None:
    hold(cast.anna, starts_at=starts.astimezone(dt.UTC), ends_at=ends.astimezone(dt.UTC))
    row = counted(cast)["Möte"]
    assert (row.on.day, row.hours - Decimal("1.75")) == (day, Decimal(hours))


def test_a_town_and_a_member_have_their_own_figures_and_a_screen_takes_no_road(cast: Cast) -> None:
    account = make_account(cast.nordvik, "Ådals Sågverk")
    account.city = "Kiruna"
    account.save(update_fields=["city"])
    usual = usual_norms("SEK")
    norms = Norms(
        hourly=Decimal(500),
        prepare=usual.prepare,
        after=usual.after,
        usual=usual.usual,
        proposal_hours=Decimal(6),
        towns={"kiruna": Distance(Decimal(8), Decimal(3000))},
        hourly_of={cast.mikko.pk: Decimal(900)},
    )
    set_norms(norms, by=cast.vera, now=NOW)
    hold(cast.anna, title="Besök", account=account)
    hold(cast.mikko, title="Möte på Teams", account=account)
    rows = counted(cast)
    assert (rows["Besök"].hours, rows["Besök"].money) == (Decimal("9.75"), Decimal(7875))
    assert (rows["Möte på Teams"].hours, rows["Möte på Teams"].money) == (Decimal("1.75"), Decimal(1575))


def test_costs_of_zero_leave_the_hours(cast: Cast) -> None:
    usual = usual_norms("SEK")
    nothing = Norms(Decimal(0), usual.prepare, usual.after, usual.usual, Decimal(0))
    set_norms(nothing, by=cast.ada, now=NOW)
    hold(cast.anna)
    row = counted(cast)["Möte"]
    assert (row.money, row.hours) == (Decimal(0), Decimal("2.75"))


def test_a_meeting_that_is_moved_or_merged_away_leaves_its_month(cast: Cast) -> None:
    first, second = hold(cast.anna, title="Ett"), hold(cast.anna, title="Två")
    counted(cast)
    source = Source.page(by=cast.anna, now=NOW)
    later = {"starts_at": first.starts_at + 8 * WEEK, "ends_at": first.ends_at + 8 * WEEK}
    change_meetings([Edit(record=first, values=later)], organization=cast.nordvik, source=source, now=NOW)
    gone = {"state": MeetingState.CANCELED.value}
    change_meetings([Edit(record=second, values=gone)], organization=cast.nordvik, source=source, now=NOW)
    rows = counted(cast)
    assert set(rows) == {"Ett"}
    assert rows["Ett"].on == MARCH + 8 * WEEK
    assert [one.month for one in CostSum.objects.all()] == [dt.date(2026, 4, 1)]
    CustomerMeeting.objects.all().delete()
    count_costs(organization=cast.nordvik, now=NOW)
    assert not CostSum.objects.exists()


def test_sums_are_those_of_their_meetings_and_the_check_says_where_they_are_not(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    for place in range(8):
        deal = deal_of(cast.anna if place % 2 else cast.otto, stages["Behov"], lead_source="Mässa")
        hold(cast.anna if place % 2 else cast.otto, MARCH + place * WEEK, opportunity=deal, minutes=45)
    hold(cast.anna)
    counted(cast)
    for model in (CostSum, MeetingCost):
        assert model.objects.exists()
    assert sum(one.meetings for one in CostSum.objects.all()) == 9
    assert sum(one.money for one in CostSum.objects.all()) == sum(one.money for one in MeetingCost.objects.all())
    check = known()["costs add up to their meetings"]
    assert list(check()) == []
    CostSum.objects.filter(team=cast.syd).update(money=1)
    assert len(list(check())) == CostSum.objects.filter(team=cast.syd).count()


def test_what_a_right_hour_brings_needs_ten_ended_deals(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    for place in range(12):
        deal = deal_of(cast.anna, stages["Behov"], margin=Decimal(80_000))
        keep(hold(cast.anna, opportunity=deal))
        end(deal, State.WON if place % 2 else State.LOST, MARCH + 9 * WEEK)
        if place == 8:
            count_costs(organization=cast.nordvik, now=NOW)
            assert not MarginRate.objects.exists()
    Opportunity.objects.filter(state=State.LOST).update(qualified_at=NOW)
    count_costs(organization=cast.nordvik, now=NOW)
    rate = MarginRate.objects.get(team=cast.norr)
    assert (rate.basis, rate.deals, rate.hours, rate.value) == ("right", 12, 48, 10_000)
    assert rate.low is not None
    assert rate.high is not None
    assert rate.low < rate.value < rate.high


def test_the_load_is_what_nobody_has_qualified_beyond_the_first_stage(cast: Cast) -> None:
    stages = make_stages(cast.nordvik)
    fresh = NOW.date() - WEEK
    make_deal(cast.anna, stages["Behov"], opened_on=fresh)
    make_deal(cast.anna, stages["Lösning"], opened_on=fresh, margin=Decimal(50_000))
    make_deal(cast.anna, stages["Behov"], opened_on=fresh - 30 * WEEK, margin=None, amount=None)
    count_costs(organization=cast.nordvik, now=NOW)
    load = UnqualifiedLoad.objects.get(member=cast.anna)
    assert (load.deals, load.of, load.margin, load.median_days) == (2, 3, Decimal(50_000), 7)


def test_each_organization_is_counted_for_itself(cast: Cast) -> None:
    hold(cast.anna)
    count_costs(organization=cast.elsewhere, now=NOW)
    assert not MeetingCost.objects.exists()
