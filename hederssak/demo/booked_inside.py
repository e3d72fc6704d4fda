"""Part of the demo company's meetings is booked in the hours that are there for it, the rest when there is time."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import replace

from hederssak.demo.story import Booked, Event, Story
from hederssak.demo.workdays import EIGHT, HOUR_MINUTES, HOURS, ZONE
from hederssak.rules.weeks import local_day, local_instant

INSIDE = 0.75
"""Share of the meetings booked on a day with an hour that were booked in it, where nothing speaks against it."""


def book_in_hours(story: Story, *, teams: Mapping[str, str]) -> None:
    """Let part of the meetings be booked in the hour of the same day instead of later.

    Only where nothing else was written of the deal before it that day, so that the story stays in order. The dice are
    its own: the rest of the story falls as it would without.
    """
    rng = random.Random(f"hours {story.days.first}")
    first: dict[tuple[str, dt.date], dt.datetime] = {}
    for event in story.events:
        if deal := getattr(event, "deal", ""):
            key = (deal, local_day(event.at, ZONE))
            first[key] = min(event.at, first.get(key, event.at))
    for place, event in enumerate(story.events):
        if isinstance(event, Booked) and _may_be_earlier(event, first, teams) and rng.random() < INSIDE:
            start = local_instant(local_day(event.at, ZONE), EIGHT, ZONE)
            story.events[place] = replace(event, at=start + dt.timedelta(minutes=rng.randint(5, HOUR_MINUTES - 5)))


def _may_be_earlier(event: Event, first: Mapping[tuple[str, dt.date], dt.datetime], teams: Mapping[str, str]) -> bool:
    day = local_day(event.at, ZONE)
    deal = getattr(event, "deal", "")
    return day.weekday() in HOURS[teams[event.rep]] and (not deal or first[deal, day] == event.at)
