"""Targets, agreeing on one, and what if."""

import datetime as dt

from hederssak.crm.models import Account
from hederssak.lib import clock
from hederssak.targets.actions.cost_counting import count_costs
from hederssak.targets.models import Funnel, QualityFigures
from tests.cast import NOW, STOCKHOLM, Cast
from tests.pipeline.deals import make_account
from tests.routes import EVERYONE, Any_, House, Route
from tests.targets.held import hold

SELLERS = "anna mikko eva otto maj vera"
STAGES = [
    {"name": "Behov", "entered": 120, "passed": 60, "prior_wins": 20.0, "prior_losses": 20.0, "meetings": 1.0},
    {"name": "Lösning", "entered": 60, "passed": 30, "prior_wins": 20.0, "prior_losses": 20.0, "meetings": 1.0},
    {"name": "Offert", "entered": 30, "passed": 8, "prior_wins": 10.0, "prior_losses": 30.0, "meetings": 1.0},
]


MARGIN = {"value": 7_000.0, "low": 5_000.0, "high": 9_000.0, "deals": 40, "meetings": 120.0}
MONTHS = {
    f"2026-{month:02}": {
        "held": 20, "judged": 16, "right": 9, "on_deal": 18, "stepped": 8, "open_yet": 12, "qualified_after": 3,
        "with_company": 20, "new": 8, "booked": 16, "fits": 14 if month < 9 else 6, "timed": 9, "evidenced": 8,
        "newly_qualified": 3, "went_on": 2, "proposals": 4, "polite": 1,
    }
    for month in range(1, 12)
}  # fmt: skip


def funnels(cast: Cast) -> list[Funnel]:
    """Make the rates of both teams as the night would have counted them."""
    return [
        Funnel.objects.create(
            organization=cast.nordvik, team=team, counted_at=NOW, stages=STAGES, reps=2, closed=112, won=8,
            deal_margin=100_000, deal_spread=0.6, month_margin=110_000, meetings_a_week=5, meeting_hours=1.0,
            right_share=0.6, cycle_weeks=14, margin_per_meeting=10_000, low=8_000, high=12_500, meetings=210,
        )
        for team in (cast.norr, cast.syd)
    ]  # fmt: skip


def costs(cast: Cast) -> None:
    """Count a useless meeting of Anna's, held long ago, as the night would have."""
    hold(cast.anna, clock.read().astimezone(STOCKHOLM).date() - dt.timedelta(days=200), title="Linje")
    count_costs(organization=cast.nordvik, now=clock.read())


def account(cast: Cast) -> Account:
    """Make a company of Anna's."""
    return make_account(cast.nordvik, "Ådals Sågverk", owner=cast.anna)


def annas_account(house: House) -> dict[str, object]:
    """Name Anna's company in the address."""
    return {"pk": house.of(account).pk}


def counted(house: House) -> dict[str, object]:
    """Count costs and name nothing in the address."""
    house.of(costs)
    return {}


def figures(cast: Cast) -> list[QualityFigures]:
    """Make figures of both teams and of Anna as the night would have counted them."""
    return [
        QualityFigures.objects.create(
            organization=cast.nordvik, team=team, member=member, counted_at=NOW, months=MONTHS, asked={"2026-11": 1.4},
            margins={"all": MARGIN, "right": MARGIN | {"value": 14_000.0}, "rest": MARGIN | {"value": 3_000.0}},
            required=10_000, planned=21, open=20, unqualified=12, carried_days=31,
        )
        for team, member in ((cast.norr, None), (cast.syd, None), (cast.norr, cast.anna))
    ]  # fmt: skip


def measured(house: House) -> dict[str, object]:
    """Make the figures and name nothing in the address."""
    house.of(figures)
    return {}


def ready(house: House) -> dict[str, object]:
    """Make the rates and name nothing in the address."""
    house.of(funnels)
    return {}


NORMS = {
    "hourly": "700",
    "travel_hours": "1",
    "travel_expenses": "0",
    "proposal_hours": "6",
    "remote_words": "teams",
    **{f"{place}_{kind}": "0,5" for place in ("prepare", "after") for kind in ("first", "later", "other")},
}
"""The form of what meetings take, filled in."""

ROUTES: dict[str, Any_] = {
    "targets:agreed": Route(
        post="eva",
        hidden="otto maj ada stig",
        fill=ready,
        give=lambda house: {"team": str(house.cast.norr.pk), "goal": "100000", "deal": "100000", "net_hours": "200"},
    ),
    "targets:account_plan": Route(post="eva", fill=annas_account, give=lambda _house: {"why": "Genomgång"}),
    "targets:account_plan_end": Route(post="eva", fill=annas_account),
    "targets:comfort": Route(get=SELLERS, hidden="ada stig", fill=counted),
    "targets:comfort_of": Route(
        get="anna eva",
        hidden="mikko otto maj vera ada stig",
        fill=lambda house: counted(house) | {"pk": house.cast.anna.pk},
    ),
    "targets:cost": Route(get=SELLERS, hidden="ada stig", fill=counted),
    "targets:cost_meetings": Route(get=SELLERS, hidden="ada stig", fill=counted),
    "targets:cost_norms": Route(get=EVERYONE, post="vera ada stig", give=lambda _house: NORMS),
    "targets:cost_of": Route(
        get="anna eva",
        hidden="mikko otto maj vera ada stig",
        fill=lambda house: counted(house) | {"pk": house.cast.anna.pk},
    ),
    "targets:index": Route(get=SELLERS, hidden="ada stig", fill=ready),
    "targets:quality": Route(get=SELLERS, hidden="ada stig", fill=measured),
    "targets:quality_of": Route(
        get="anna eva",
        hidden="mikko otto maj vera ada stig",
        fill=lambda house: measured(house) | {"pk": house.cast.anna.pk},
    ),
    "targets:what_if": Route(get=SELLERS, hidden="ada stig", fill=ready),
}
