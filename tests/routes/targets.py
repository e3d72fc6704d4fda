"""Targets, agreeing on one, and what if."""

from hederssak.targets.models import Funnel
from tests.cast import NOW, Cast
from tests.routes import Any_, House, Route

SELLERS = "anna mikko eva otto maj vera"
STAGES = [
    {"name": "Behov", "entered": 120, "passed": 60, "prior_wins": 20.0, "prior_losses": 20.0, "meetings": 1.0},
    {"name": "Lösning", "entered": 60, "passed": 30, "prior_wins": 20.0, "prior_losses": 20.0, "meetings": 1.0},
    {"name": "Offert", "entered": 30, "passed": 8, "prior_wins": 10.0, "prior_losses": 30.0, "meetings": 1.0},
]


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


def ready(house: House) -> dict[str, object]:
    """Make the rates and name nothing in the address."""
    house.of(funnels)
    return {}


ROUTES: dict[str, Any_] = {
    "targets:agreed": Route(
        post="eva",
        hidden="otto maj ada stig",
        fill=ready,
        give=lambda house: {"team": str(house.cast.norr.pk), "goal": "100000", "deal": "100000", "net_hours": "200"},
    ),
    "targets:index": Route(get=SELLERS, hidden="ada stig", fill=ready),
    "targets:what_if": Route(get=SELLERS, hidden="ada stig", fill=ready),
}
