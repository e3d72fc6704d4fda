"""Goals: set by the rep alone, suggested by the manager, and what is asked when one has passed."""

import datetime as dt
from decimal import Decimal

from hederssak.goals.actions import GoalDraft, set_goal, suggest_goal
from hederssak.goals.models import GoalSpan, GoalSuggestion, ReGoalPrompt
from hederssak.lib import clock
from tests.cast import STOCKHOLM, Cast
from tests.routes import Any_, Route


def today() -> dt.date:
    """Return the day that the cast has: on its last evening a month is over where they live before it is in UTC."""
    return clock.read().astimezone(STOCKHOLM).date()


def this_month() -> str:
    """Return a day of the month that it is."""
    return today().isoformat()


def draft(amount: int = 200_000) -> GoalDraft:
    """Return a goal for the month that it is."""
    return GoalDraft(span=GoalSpan.MONTH, day=today(), amount=Decimal(amount))


def annas_prompt(cast: Cast) -> ReGoalPrompt:
    """Make a question to Anna for a higher goal."""
    now = clock.read()
    goal = set_goal(member=cast.anna, draft=draft(), by=cast.anna, now=now)
    return ReGoalPrompt.objects.create(
        organization=cast.nordvik,
        goal=goal,
        direction="up",
        suggested=Decimal(280_000),
        sold=Decimal(210_000),
        pace=Decimal(70_000),
        weeks_left=1,
        asked_at=now - dt.timedelta(minutes=1),
    )


def annas_suggestion(cast: Cast) -> GoalSuggestion:
    """Make what Eva suggests to Anna."""
    return suggest_goal(member=cast.anna, draft=draft(), words="Du har tre på gång", by=cast.eva, now=clock.read())


ROUTES: dict[str, Any_] = {
    "goals:index": Route(get="anna mikko eva otto maj vera"),
    "goals:own": Route(
        post="anna mikko otto",
        give=lambda _house: {"span": "month", "day": this_month(), "unit": "margin", "amount": "200 000", "action": ""},
    ),
    "goals:person": Route(
        get="eva",
        post="eva",
        hidden="anna mikko otto maj vera ada stig",
        fill=lambda house: {"pk": house.cast.anna.pk},
        give=lambda _house: {"span": "month", "day": this_month(), "unit": "margin", "amount": "220 000", "words": ""},
    ),
    "goals:prompt": Route(
        post="anna",
        hidden="mikko eva otto maj vera ada stig",
        fill=lambda house: {"pk": house.of(annas_prompt).pk},
        give=lambda _house: {"taken": "yes"},
    ),
    "goals:quota_file": Route(post="vera ada stig"),
    "goals:quotas": Route(
        get="vera ada stig",
        post="vera ada stig",
        give=lambda house: {
            "whose": str(house.cast.anna.pk),
            "span": "month",
            "day": this_month(),
            "unit": "margin",
            "amount": "150 000",
        },
    ),
    "goals:suggestion": Route(
        post="anna",
        hidden="mikko eva otto maj vera ada stig",
        fill=lambda house: {"pk": house.of(annas_suggestion).pk},
        give=lambda _house: {"taken": "yes"},
    ),
}
