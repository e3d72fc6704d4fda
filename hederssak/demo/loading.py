"""Loading the demo company: the story is told up to the present, with the pictures that the nights would have taken."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from hederssak.cadence.models import SalesMeeting
from hederssak.demo.cadence import hold_longer_meetings
from hederssak.demo.calendars import connect_calendars
from hederssak.demo.calls import make_calls
from hederssak.demo.cases import tell_cases
from hederssak.demo.coaching import ride_along
from hederssak.demo.committees import draw_committees
from hederssak.demo.fitting import live_with_it, write_profile
from hederssak.demo.founding import found
from hederssak.demo.goals import set_all
from hederssak.demo.hours import keep_hours
from hederssak.demo.judging import judge_meetings
from hederssak.demo.lists import call_in_hours
from hederssak.demo.meetings_held import hold_meetings
from hederssak.demo.preparing import prepare_meetings
from hederssak.demo.private_answers import answer_in_private
from hederssak.demo.promises import make_promises
from hederssak.demo.replay import Replay
from hederssak.demo.simulation import WEEKS, tell_story
from hederssak.demo.story import Event, Story
from hederssak.demo.workdays import ZONE
from hederssak.history.models import SnapshotReason
from hederssak.honesty.actions import judge_organization, learn
from hederssak.lib.bulk import few_collections, wide_cache
from hederssak.org.models import Organization
from hederssak.pipeline.actions import snapshot_pipeline
from hederssak.rules.weeks import local_instant
from hederssak.salesmeetings.actions.freezing import BEFORE_START, freeze

SEED = 1
NIGHTLY_WEEKS = 2
"""For so many weeks before the present there is a snapshot of every night; before that, one a week."""
LEARNING_DAYS = {7 * weeks + 1 for weeks in (18, 13, 6)}
"""So many days before the present's Monday, on Sundays, the limits are learned; a worker would do so every night."""

JUDGING_DAYS = {7 * weeks + 1 for weeks in range(4)}
"""So many days before it all is judged, for the first pages to show how the questions went week by week."""


@dataclass(frozen=True)
class Loaded:
    """The demo company, and the story behind it up to the instant at which it was loaded."""

    organization: Organization
    story: Story
    now: dt.datetime


def load(*, now: dt.datetime, seed: int = SEED, monday: dt.date | None = None, weeks: int = WEEKS) -> Loaded:
    """Make the demo company as it is at `now`, in one transaction.

    The story runs to the end of the week that `monday` begins (this week unless told); where `now` lies later, it
    stops there.
    """
    today = now.astimezone(ZONE).date()
    anchor = monday or today - dt.timedelta(days=today.weekday())
    anchor -= dt.timedelta(days=anchor.weekday())
    story = tell_story(seed=seed, monday=anchor, weeks=weeks)
    story.events = [event for event in story.events if event.at <= now]
    first = story.days.first
    with few_collections(), wide_cache(), transaction.atomic():
        house = found(story, now=local_instant(first, dt.time(6), ZONE))
        write_profile(house, now=local_instant(first, dt.time(6), ZONE))
        replay = Replay(house, story)
        for events, night in _batches(story.events, first=first, last=min(today, anchor + dt.timedelta(days=6))):
            replay.tell(events, now=min(night, now))
            if night <= now:
                snapshot_pipeline(organization=house.organization, now=night, reason=SnapshotReason.NIGHT)
            if (anchor - night.date()).days in LEARNING_DAYS:
                learn(organization=house.organization, now=night)
            if (anchor - night.date()).days in JUDGING_DAYS:
                judge_organization(organization=house.organization, now=night)
        learn(organization=house.organization, now=now)
        judge_organization(organization=house.organization, now=now)
        live_with_it(house, now=now)
        draw_committees(house, now=now)
        judge_meetings(house, now=now)
        prepare_meetings(house, now=now)
        answer_in_private(house, seed=seed, now=now)
        make_calls(house.organization, seed=seed, now=now)
        keep_hours(house, story, seed=seed, now=now)
        connect_calendars(house.organization, seed=seed, now=now)
        make_promises(house, seed=seed, now=now)
        ride_along(house, seed=seed, now=now)
        call_in_hours(house.organization, seed=seed, now=now)
        set_all(house.organization, since=first, now=now, rng=random.Random(f"{seed} {anchor}"))
        hold_longer_meetings(house, now=now)
        tell_cases(house, seed=seed, now=now)
        hold_meetings(house, seed=seed, now=now)
        _freeze_last_packs(house.organization, now=now)
    return Loaded(house.organization, story, now)


def _batches(
    events: Sequence[Event], *, first: dt.date, last: dt.date
) -> Iterator[tuple[Sequence[Event], dt.datetime]]:
    """Yield events a week at a time, and a day at a time in the last weeks, each with the night that ends it."""
    begin, day = 0, first
    nightly = last - dt.timedelta(weeks=NIGHTLY_WEEKS)
    while day <= last:
        if day >= nightly or day.weekday() == 6:
            night = local_instant(day, dt.time(23, 30), ZONE)
            end = begin
            while end < len(events) and events[end].at <= night:
                end += 1
            yield events[begin:end], night
            begin = end
        day += dt.timedelta(days=1)


def _freeze_last_packs(organization: Organization, *, now: dt.datetime) -> None:
    """Freeze the packs of each team's last meeting at their instants, the day before and at the start."""
    held = SalesMeeting.objects.filter(organization=organization, starts_at__lte=now)
    last = {meeting.team_id: meeting for meeting in held.select_related("team__organization").order_by("starts_at")}
    for meeting in last.values():
        for freezing, before in BEFORE_START.items():
            freeze(meeting=meeting, freezing=freezing, now=meeting.starts_at - before)
