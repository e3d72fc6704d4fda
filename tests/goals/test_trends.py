"""Which way a figure goes: judged once a week into rows, shown with its next action, and how a month was left."""

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal

import time_machine
from django.test import Client
from django.urls import reverse

from hederssak.goals.actions import GoalDraft, set_goal
from hederssak.goals.actions.trends import judge_trends
from hederssak.goals.models import GoalSpan, ReGoalPrompt, TrendState
from hederssak.goals.queries.ledgers import ledger_of
from hederssak.goals.queries.past import past_of
from hederssak.org.models import Member
from hederssak.rules.goals.states import Left, State, left
from hederssak.rules.goals.weekly import Reached
from tests.cast import NOW, STOCKHOLM, Cast
from tests.goals.selling import sell, sell_weeks_before

SignedIn = Callable[[Member], Client]
MONDAY = dt.date(2026, 11, 16)
RISING = (10_000, 20_000, 30_000, 40_000, 55_000, 70_000, 90_000, 120_000)


def test_eight_rising_weeks_are_called_rising_and_even_ones_are_not(cast: Cast) -> None:
    sell_weeks_before(cast.anna, MONDAY, RISING)
    sell_weeks_before(cast.mikko, MONDAY, (40_000, 35_000, 42_000, 38_000, 41_000, 36_000, 43_000, 39_000))
    judge_trends(organization=cast.nordvik, now=NOW)
    states = dict(TrendState.objects.filter(figure="margin").values_list("member__name", "state"))
    assert states["Anna Berg"] == State.STEEP_RISE
    assert states["Mikko Aalto"] in {State.LEVEL, State.CANNOT_TELL}
    assert TrendState.objects.filter(member=cast.anna, week=dt.date(2026, 11, 9)).count() == 3


def test_judging_the_same_week_again_leaves_one_row_each(cast: Cast) -> None:
    for _ in range(2):
        judge_trends(organization=cast.nordvik, now=NOW)
    assert TrendState.objects.count() == 3 * 3


def test_the_page_says_the_state_with_its_next_action(cast: Cast, signed_in: SignedIn) -> None:
    sell_weeks_before(cast.anna, MONDAY, RISING)
    judge_trends(organization=cast.nordvik, now=NOW)
    with time_machine.travel(NOW, tick=False):
        page = signed_in(cast.anna).get(reverse("goals:index")).content.decode()
    assert "Brant stigande." in page
    assert "Berätta på säljmötet" in page


def test_without_a_judgement_it_cannot_be_told_yet(cast: Cast, signed_in: SignedIn) -> None:
    with time_machine.travel(NOW, tick=False):
        page = signed_in(cast.anna).get(reverse("goals:index")).content.decode()
    assert "Går inte att säga än." in page


def test_a_bad_month_left_on_the_way_up_is_said_as_that(cast: Cast, signed_in: SignedIn) -> None:
    first = dt.datetime(2026, 10, 1, 9, tzinfo=STOCKHOLM)
    draft = GoalDraft(span=GoalSpan.MONTH, day=first.date(), amount=Decimal(500_000))
    set_goal(member=cast.anna, draft=draft, by=cast.anna, now=first)
    sell_weeks_before(cast.anna, dt.date(2026, 11, 2), RISING)
    judge_trends(organization=cast.nordvik, now=dt.datetime(2026, 11, 2, 4, tzinfo=STOCKHOLM))
    past = past_of(ledger_of(cast.anna, now=NOW, back=dt.timedelta(days=100)))
    assert past.last is not None
    assert past.last.left is Left.MISSED_UP
    assert past.last.reached is Reached.NEITHER
    with time_machine.travel(NOW, tick=False):
        page = signed_in(cast.anna).get(reverse("goals:index")).content.decode()
    assert "En dålig månad som lämnades på väg upp." in page


def test_the_last_week_that_brought_most_of_a_month_is_told(cast: Cast, signed_in: SignedIn) -> None:
    sell(cast.anna, dt.date(2026, 10, 6), 20_000)
    sell(cast.anna, dt.date(2026, 10, 29), 80_000)
    with time_machine.travel(NOW, tick=False):
        page = signed_in(cast.anna).get(reverse("goals:index")).content.decode()
    assert "gav sista veckan 80\u00a0% av försäljningen, på 23\u00a0% av arbetsdagarna" in page


def test_what_followed_new_goals_is_told_from_three_on(cast: Cast) -> None:
    for month in (7, 8, 9):
        begins = dt.datetime(2026, month, 1, 9, tzinfo=STOCKHOLM)
        draft = GoalDraft(span=GoalSpan.MONTH, day=begins.date(), amount=Decimal(200_000))
        goal = set_goal(member=cast.anna, draft=draft, by=cast.anna, now=begins)
        sell(cast.anna, begins.date() + dt.timedelta(days=25), 40_000)
        ReGoalPrompt.objects.create(
            organization=cast.nordvik, goal=goal, direction="down", suggested=40_000, sold=0, pace=5_000,
            weeks_left=2, asked_at=begins, answered_at=begins, taken=True,
        )  # fmt: skip
    past = past_of(ledger_of(cast.anna, now=NOW, back=dt.timedelta(days=200)))
    assert past.taken == 3
    assert past.pace == (5_000, 20_000)


def test_how_a_month_was_left_is_only_said_when_it_can_be_told() -> None:
    assert left(reached=True, state=State.CANNOT_TELL) is None
    assert left(reached=True, state=State.RISE) is Left.REACHED_UP
    assert left(reached=False, state=State.NONE) is Left.MISSED_DOWN
    assert left(reached=True, state=State.LEVEL) is Left.REACHED_LEVEL


def test_the_web_process_never_imports_scipy_for_goals() -> None:
    program = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'hederssak.config.settings_test';"
        "import django; django.setup(); from django.urls import get_resolver; get_resolver().reverse_dict;"
        "sys.exit('scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
