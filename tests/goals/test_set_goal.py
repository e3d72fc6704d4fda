"""A goal comes from inside: the rep sets it, revisions are kept, and no door lets anybody else in."""

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hederssak.goals.actions import (
    GoalDraft,
    NoAmountError,
    NotYourGoalError,
    PeriodOverError,
    answer_suggestion,
    set_goal,
    suggest_goal,
)
from hederssak.goals.models import Goal, GoalRevision, GoalSpan, Standing, Why
from hederssak.lib import clock
from hederssak.org.actions import make_token
from hederssak.org.models import Member
from hederssak.rules.goals.periods import Unit
from tests.cast import NOW, STOCKHOLM, Cast
from tests.goals.selling import sell, sell_weeks_before

SignedIn = Callable[[Member], Client]
TODAY = dt.date(2026, 11, 18)


def draft(amount: int = 200_000, span: GoalSpan = GoalSpan.MONTH, **more: object) -> GoalDraft:
    return GoalDraft(span=span, day=TODAY, amount=Decimal(amount), **more)  # type: ignore[arg-type] # a test's own


def test_a_rep_sets_the_goal_of_the_month_and_of_the_week(cast: Cast) -> None:
    month = set_goal(member=cast.anna, draft=draft(action="Träffa tre beslutare"), by=cast.anna, now=NOW)
    week = set_goal(member=cast.anna, draft=draft(50_000, GoalSpan.WEEK), by=cast.anna, now=NOW)
    assert month.first_day == dt.date(2026, 11, 1)
    assert month.amount == 200_000
    assert month.action == "Träffa tre beslutare"
    assert week.first_day == dt.date(2026, 11, 16)
    assert week.amount == 50_000


def test_a_revision_is_kept_with_what_was_sold_and_how_likely_it_was(cast: Cast) -> None:
    sell_weeks_before(cast.anna, dt.date(2026, 11, 2))
    sell(cast.anna, dt.date(2026, 11, 10), 90_000)
    set_goal(member=cast.anna, draft=draft(), by=cast.anna, now=NOW)
    goal = set_goal(member=cast.anna, draft=draft(120_000), by=cast.anna, now=NOW + dt.timedelta(hours=1))
    assert goal.first_amount == 200_000
    assert goal.amount == 120_000
    first, second = goal.revisions.order_by("at")
    assert [first.why, second.why] == [Why.FIRST, Why.OWN]
    assert first.before is None
    assert second.before == 200_000
    assert second.sold == 90_000
    assert second.chance is not None
    assert first.chance is not None
    assert second.chance > first.chance


def test_the_same_goal_again_is_no_revision(cast: Cast) -> None:
    set_goal(member=cast.anna, draft=draft(), by=cast.anna, now=NOW)
    set_goal(member=cast.anna, draft=draft(action="Ring fem"), by=cast.anna, now=NOW)
    assert GoalRevision.objects.count() == 1
    assert Goal.objects.get().action == "Ring fem"


def test_another_unit_begins_anew(cast: Cast) -> None:
    set_goal(member=cast.anna, draft=draft(), by=cast.anna, now=NOW)
    goal = set_goal(member=cast.anna, draft=draft(4, unit=Unit.QUALIFIED), by=cast.anna, now=NOW)
    assert goal.amount == 4
    assert goal.first_amount == 4
    assert goal.unit == "qualified"


@pytest.mark.parametrize("who", ["mikko", "eva", "maj", "vera", "ada", "stig"])
def test_nobody_sets_it_for_somebody_else(cast: Cast, who: str) -> None:
    with pytest.raises(NotYourGoalError):
        set_goal(member=cast.anna, draft=draft(), by=cast.members[who], now=NOW)
    assert not Goal.objects.exists()


def test_the_database_refuses_any_other_author(cast: Cast) -> None:
    goal = set_goal(member=cast.anna, draft=draft(), by=cast.anna, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(author=cast.eva)
    with pytest.raises(IntegrityError), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(member=cast.mikko)
    with pytest.raises(IntegrityError), transaction.atomic():
        GoalRevision.objects.update(author=cast.eva)


def test_the_api_refuses_any_other_author(cast: Cast, client: Client) -> None:
    given = {"span": "month", "day": clock.read().astimezone(STOCKHOLM).date().isoformat(), "amount": "200000"}
    for who, status in ((cast.eva, 403), (cast.mikko, 403), (cast.anna, 200)):
        _, key = make_token(name="test", by=who, now=clock.read())
        answer = client.post(
            reverse("api:goals"),
            json.dumps({**given, "member": str(cast.anna.pk)}),
            content_type="application/json",
            headers={"authorization": f"Bearer {key}"},
        )
        assert answer.status_code == status
        assert status == 200 or answer.json() == {"detail": "not_your_goal"}
    assert {goal.author for goal in Goal.objects.all()} == {cast.anna}


@pytest.mark.parametrize("amount", [0, -5])
def test_a_goal_is_above_nothing(cast: Cast, amount: int) -> None:
    with pytest.raises(NoAmountError):
        set_goal(member=cast.anna, draft=draft(amount), by=cast.anna, now=NOW)


@pytest.mark.parametrize("days", [-32, 120])
def test_a_month_that_is_over_or_far_away_takes_no_goal(cast: Cast, days: int) -> None:
    away = GoalDraft(span=GoalSpan.MONTH, day=TODAY + dt.timedelta(days=days), amount=Decimal(1))
    with pytest.raises(PeriodOverError):
        set_goal(member=cast.anna, draft=away, by=cast.anna, now=NOW)


def test_where_the_rep_stands_is_counted_at_once(cast: Cast) -> None:
    sell(cast.anna, dt.date(2026, 11, 16), 30_000)
    set_goal(member=cast.anna, draft=draft(), by=cast.anna, now=NOW)
    row = Standing.objects.get(member=cast.anna)
    assert row.sold_in_month == 30_000
    assert row.sold_in_week == 30_000


def test_a_suggestion_changes_nothing_until_it_is_taken(cast: Cast) -> None:
    suggestion = suggest_goal(member=cast.anna, draft=draft(240_000), words="Tre på gång", by=cast.eva, now=NOW)
    assert not Goal.objects.exists()
    answer_suggestion(suggestion=suggestion, taken=True, by=cast.anna, now=NOW)
    goal = Goal.objects.get()
    assert goal.amount == 240_000
    assert goal.author == cast.anna
    assert goal.revisions.get().why == Why.SUGGESTED


def test_a_suggestion_can_be_left(cast: Cast) -> None:
    suggestion = suggest_goal(member=cast.anna, draft=draft(240_000), words="", by=cast.eva, now=NOW)
    answer_suggestion(suggestion=suggestion, taken=False, by=cast.anna, now=NOW)
    suggestion.refresh_from_db()
    assert suggestion.taken is False
    assert not Goal.objects.exists()


@pytest.mark.parametrize("who", ["mikko", "maj", "vera", "ada", "stig"])
def test_only_the_teams_manager_suggests(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        suggest_goal(member=cast.anna, draft=draft(), words="", by=cast.members[who], now=NOW)


def test_only_the_rep_answers_a_suggestion(cast: Cast) -> None:
    suggestion = suggest_goal(member=cast.anna, draft=draft(), words="", by=cast.eva, now=NOW)
    with pytest.raises(NotYourGoalError):
        answer_suggestion(suggestion=suggestion, taken=True, by=cast.eva, now=NOW)


def test_the_page_sets_it_in_one_gesture_and_says_the_chance(cast: Cast, signed_in: SignedIn) -> None:
    sell_weeks_before(cast.anna, dt.date(2026, 11, 16))
    with time_machine.travel(NOW, tick=False):
        client = signed_in(cast.anna)
        given = {"span": "week", "day": "2026-11-18", "unit": "margin", "amount": "20 000", "action": ""}
        html = client.post(reverse("goals:own"), given, follow=True).content.decode()
        assert "Ditt mål för veckan är satt." in html
        assert "0\u00a0kr av 20\u00a0000\u00a0kr, chans" in html
        refused = client.post(reverse("goals:own"), {**given, "amount": "tjugo"})
        assert refused.status_code == 422
