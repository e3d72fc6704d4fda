"""The week's goals in the pack: with the one action that carries each, and how the week before went (R14, R16)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from hederssak.cadence.models import SalesMeeting
from hederssak.goals.actions import GoalDraft, set_goal
from hederssak.goals.models import GoalSpan
from hederssak.org.models import Member
from hederssak.salesmeetings import texts
from hederssak.salesmeetings.queries import pack_as_of
from tests.cast import NOW, Cast
from tests.goals.selling import sell
from tests.pipeline.deals import make_stages
from tests.salesmeetings.mondays import NEXT, make_meeting

pytestmark = pytest.mark.db_both
BEFORE = NEXT - dt.timedelta(hours=1)


def aims(member: Member, amount: int, at: dt.datetime, day: dt.date, action: str = "") -> None:
    """Let a rep set a goal for the week of a day."""
    draft = GoalDraft(span=GoalSpan.WEEK, day=day, amount=Decimal(amount), action=action)
    set_goal(member=member, draft=draft, by=member, now=at)


@pytest.fixture
def goals(cast: Cast) -> list[dict[str, object]]:
    """Let Anna have missed last week's goal and set another, and Mikko begin; return what the pack holds."""
    meeting = make_meeting(cast.norr)
    make_stages(cast.nordvik)
    aims(cast.anna, 50_000, NOW, NOW.date())
    sell(cast.anna, NOW.date(), 45_000)
    aims(cast.anna, 60_000, BEFORE, NEXT.date(), "Ring de tre som väntar på offert")
    aims(cast.mikko, 30_000, BEFORE, NEXT.date())
    found: list[dict[str, object]] = pack_as_of(meeting, as_of=BEFORE)["goals"]
    return found


def test_each_goal_stands_with_its_action_and_how_the_week_before_went(
    cast: Cast, goals: list[dict[str, object]]
) -> None:
    by_member = {one["member"]: one for one in goals}
    anna, mikko = by_member[str(cast.anna.pk)], by_member[str(cast.mikko.pk)]
    assert (anna["amount"], anna["action"]) == ("60000", "Ring de tre som väntar på offert")
    assert anna["last"] == {"amount": "50000", "won": "45000"}
    assert (mikko["action"], mikko["last"]) == ("", None)


def test_an_action_that_was_set_anew_later_is_not_told_of_before(cast: Cast, goals: list[dict[str, object]]) -> None:
    assert len(goals) == 2
    aims(cast.anna, 60_000, NEXT + dt.timedelta(hours=3), NEXT.date(), "Något annat")
    again = pack_as_of(SalesMeeting.objects.get(), as_of=BEFORE)["goals"]
    anna = next(one for one in again if one["member"] == str(cast.anna.pk))
    assert (anna["amount"], anna["action"]) == ("60000", "")


def test_it_is_said_in_a_sentence() -> None:
    with translation.override("en"):
        assert texts.last_week(None, "SEK") == ""
        missed = texts.last_week({"amount": "50000", "won": "45000.00"}, "SEK").replace("\xa0", " ")
        reached = texts.last_week({"amount": "50000", "won": "50000.00"}, "SEK").replace("\xa0", " ")
    assert missed.startswith("Last week ")
    assert not missed.endswith("reached.")
    assert reached.endswith("reached.")
