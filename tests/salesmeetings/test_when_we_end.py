"""How the end of a meeting is said as things stand."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from hederssak.rules.runner import Plan, Planned, Stretch, clock_at
from hederssak.salesmeetings.texts.running import end_sentence
from tests.salesmeetings.meeting_held import at


@pytest.mark.parametrize(
    ("seconds", "said"), [(50, "Vi slutar i tid"), (60, "en minut sent"), (-50, "Vi slutar i tid")]
)
def test_a_meeting_begun_in_the_middle_of_its_minute_is_on_time(seconds: int, said: str) -> None:
    start = at(0) + dt.timedelta(seconds=seconds)
    plan = Plan(at(0), at(60), start)
    with translation.override("sv"):
        assert said in end_sentence(clock_at(plan, [Planned(0, 60)], [Stretch(0, start)], now=start), at="09:30")
