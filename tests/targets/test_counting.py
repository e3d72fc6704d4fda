"""At night each team's own rates are counted from deals that have ended."""

import datetime as dt

from hederssak.history.actions import Source
from hederssak.meetings.actions import MeetingDraft, make_meetings
from hederssak.meetings.models import MeetingState
from hederssak.targets.actions.counting import count_funnels
from hederssak.targets.models import Funnel
from hederssak.targets.queries.reading import funnel_of
from tests.cast import NOW, Cast
from tests.forecast.lived import live
from tests.pipeline.deals import make_stages


def test_without_deals_there_are_no_rates(cast: Cast) -> None:
    assert count_funnels(organization=cast.nordvik, now=NOW) == []
    assert funnel_of(cast.norr) is None


def test_stages_are_entered_by_fewer_and_fewer(cast: Cast) -> None:
    live(cast.anna, make_stages(cast.nordvik), deals=50)
    count_funnels(organization=cast.nordvik, now=NOW)
    count_funnels(organization=cast.nordvik, now=NOW)
    funnel = Funnel.objects.get()
    assert [stage["name"] for stage in funnel.stages] == ["Behov", "Lösning", "Offert"]
    entered = [stage["entered"] for stage in funnel.stages]
    assert entered == sorted(entered, reverse=True)
    assert all(stage["passed"] <= stage["entered"] for stage in funnel.stages)
    assert funnel.stages[-1]["passed"] == funnel.won
    assert [stage["reps"] for stage in funnel.stages] == [
        {str(cast.anna.pk): [stage["passed"], stage["entered"]]} for stage in funnel.stages
    ]
    assert funnel.deal_margin > 0
    assert funnel.reps == 2


def test_held_meetings_give_the_margin_per_meeting(cast: Cast) -> None:
    deals = live(cast.anna, make_stages(cast.nordvik), deals=50)
    source = Source.page(by=cast.anna, now=NOW)
    drafts = [
        MeetingDraft(
            title="Möte",
            starts_at=_noon(deal.opened_on),
            ends_at=_noon(deal.opened_on) + dt.timedelta(hours=1),
            opportunity=deal,
            owner=cast.anna,
            state=MeetingState.HELD,
            logged_at=NOW,
        )
        for deal in deals
    ]
    make_meetings(drafts, organization=cast.nordvik, source=source, now=NOW)
    count_funnels(organization=cast.nordvik, now=NOW)
    funnel = Funnel.objects.get()
    won = [float(deal.margin or 0) for deal in deals if deal.state == "won"]
    assert funnel.margin_per_meeting is not None
    assert funnel.low is not None
    assert funnel.high is not None
    assert funnel.low < funnel.margin_per_meeting < funnel.high
    assert abs(funnel.margin_per_meeting * funnel.meetings - sum(won)) < 1
    assert funnel.meeting_hours == 1


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(12), dt.UTC)
