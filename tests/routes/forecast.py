"""Forecasts, each deal's chance, and the word that a rep sets beside it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from hederssak.forecast.models import Chance, Forecast, Period, RepCall
from hederssak.org.models import Team
from hederssak.pipeline.models import Opportunity
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_deal
from tests.routes import ALL, Any_, House, Route
from tests.routes.pipeline import first_stage

TODAY = NOW.date()
SELLERS = "anna mikko eva otto maj vera"
REASONS = [
    {"code": "stage", "part": 0.8, "figure": "Offert"},
    {"code": "idle", "part": -0.6, "figure": 21},
    {"code": "pushes", "part": -0.2, "figure": 3},
]


def called_deal(cast: Cast) -> Opportunity:
    """Make a deal of Anna's with a computed chance and a call."""
    deal = make_deal(cast.anna, first_stage(cast))
    Chance.objects.create(
        organization=cast.nordvik, opportunity=deal, team=cast.norr, made_at=NOW, chance=0.42, low=0.3, high=0.55,
        in_month=0.02, in_quarter=0.2, margin=300_000, margin_known=False, cases=412, alike=96, alike_won=31,
        method="hierarchical", reasons=REASONS, aside=["unqualified", "idle"],
    )  # fmt: skip
    RepCall.objects.create(organization=cast.nordvik, opportunity=deal, by=cast.anna, tenths=7, at=NOW)
    return deal


def said(cast: Cast, team: Team | None, period: Period, made_on: dt.date = TODAY, **values: Any) -> Forecast:
    """Make a forecast as the night's job would have written it."""
    plain: dict[str, Any] = {
        "first_day": dt.date(2026, 10, 1),
        "last_day": dt.date(2026, 12, 31),
        "made_at": NOW,
        "quantiles": [2_000_000.0 + 40_000 * n for n in range(50)],
        "clear": [1_700_000.0 + 38_000 * n for n in range(50)],
        "won_so_far": 1_200_000.0,
        "weighted": 5_600_000.0,
        "called": 4_900_000.0,
        "aside": 300_000.0,
        "counts": {"open": 40, "aside": 19, "reps": 3, "aside_weighted": 1_500_000.0, "unknown": 2, "closed": 412},
        "cycle": {
            "lately": 124.0,
            "before": 113.0,
            "low": 4.0,
            "high": 19.0,
            "cases": 96,
            "cases_before": 90,
            "sure": True,
        },
        "method": "pipeline",
        "memory": {"expected": 0.0, "scatter": 0.0, "taught": False, "members": {}, "pooled": []},
    }
    return Forecast.objects.create(
        organization=cast.nordvik, team=team, period=period, made_on=made_on, **(plain | values)
    )


def every_forecast(cast: Cast) -> None:
    """Make what each reader opens: the month and the quarter of both teams and of all, and some that are over."""
    for team in (cast.norr, cast.syd, None):
        for period in (Period.MONTH, Period.QUARTER):
            said(cast, team, period)
        said(
            cast, team, Period.QUARTER, NOW.date() - dt.timedelta(days=7), quantiles=[1e6 + 1e4 * n for n in range(50)]
        )
        for week in range(9, 4, -1):
            day = NOW.date() - dt.timedelta(weeks=week)
            said(
                cast, team, Period.WEEKS, day, first_day=day, last_day=day + dt.timedelta(days=27), is_kept=True,
                is_replayed=week > 6, came=2_400_000.0 + 200_000 * week, judged_at=NOW,
            )  # fmt: skip


def forecasts(house: House) -> Mapping[str, Any]:
    """Make the forecasts and name nothing in the address."""
    house.of(called_deal)
    house.of(every_forecast)
    return {}


def chance(house: House) -> Mapping[str, Any]:
    """Name Anna's deal, which has a chance and a call."""
    return {"pk": house.of(called_deal).pk}


ROUTES: dict[str, Any_] = {
    "forecast:calls": Route(post="anna eva", fill=chance, give=lambda _house: {"tenths": "4"}),
    "forecast:deal": Route(get=ALL, fill=chance),
    "forecast:deals": Route(get=SELLERS, hidden="ada stig", fill=forecasts),
    "forecast:index": Route(get=SELLERS, hidden="ada stig", fill=forecasts),
    "forecast:past": Route(get=SELLERS, hidden="ada stig", fill=forecasts),
}
