"""The story of the demo company: the same for the same seed, told of people who work as people do."""

import datetime as dt
from collections import Counter

import pytest

from hederssak.demo.reps import MIKKO, PETRA, REPS
from hederssak.demo.simulation import tell_story
from hederssak.demo.story import BuyerEventNamed, Edited, Opened, Story, Why
from hederssak.demo.workdays import ZONE
from hederssak.rules.org_numbers import org_number

MONDAY = dt.date(2026, 11, 16)
BY_KEY = {rep.key: rep for rep in REPS}


@pytest.fixture(scope="module")
def story() -> Story:
    return tell_story(seed=1, monday=MONDAY)


def edits(story: Story, why: Why, field: str) -> list[Edited]:
    return [event for event in story.events if isinstance(event, Edited) and event.why is why and field in event.values]


def test_the_same_seed_and_monday_tell_the_same_story(story: Story) -> None:
    again = tell_story(seed=1, monday=MONDAY)
    assert again.companies == story.companies
    assert again.events == story.events


def test_another_seed_tells_another_story(story: Story) -> None:
    other = tell_story(seed=2, monday=MONDAY, weeks=4)
    assert {company.name for company in other.companies} != {company.name for company in story.companies}


def test_it_has_the_size_of_a_company_with_ten_reps(story: Story) -> None:
    opened = [event for event in story.events if isinstance(event, Opened)]
    assert len(story.companies) == 300
    assert 1000 <= len(opened) <= 1400
    assert (opened[0].at.date(), opened[-1].at.date()) >= (dt.date(2025, 9, 15), MONDAY)


def test_nobody_sells_on_days_off(story: Story) -> None:
    for event in story.events:
        day = event.at.astimezone(ZONE).date()
        is_for_meeting = isinstance(event, Edited) and event.why is Why.THEATRE
        if type(event).__name__ in {"Opened", "Edited", "Acted", "Proved"} and not is_for_meeting:
            assert story.days.works(BY_KEY[event.rep], day), (event.rep, day)


def test_only_mikko_pushes_and_only_petra_raises_for_show_and_minutes_before_the_meeting(story: Story) -> None:
    pushed, raised = edits(story, Why.THEATRE, "close_date"), edits(story, Why.THEATRE, "amount")
    assert {event.rep for event in pushed} == {MIKKO.key}
    assert {event.rep for event in raised} == {PETRA.key}
    for event in pushed + raised:
        meeting = story.days.meeting(BY_KEY[event.rep].team, event.at.astimezone(ZONE).date())
        assert meeting is not None
        assert dt.timedelta(0) < meeting - event.at < dt.timedelta(minutes=30)


def test_a_date_that_the_buyer_moved_comes_with_the_buyers_day(story: Story) -> None:
    named = {(event.deal, event.at): event.on_day for event in story.events if isinstance(event, BuyerEventNamed)}
    moved = edits(story, Why.BUYER_EVENT, "close_date")
    assert len(moved) > 20
    for event in moved:
        close = event.values["close_date"]
        assert isinstance(close, dt.date)
        assert named[event.deal, event.at - dt.timedelta(minutes=1)] < close


def test_no_meeting_is_held_on_a_holiday_or_in_a_quiet_week(story: Story) -> None:
    assert story.days.meeting("Norr", dt.date(2026, 4, 6)) is None  # Easter Monday
    assert story.days.meeting("Norr", dt.date(2026, 7, 13)) is None  # week 29
    assert story.days.meeting("Norr", MONDAY) == dt.datetime(2026, 11, 16, 8, 30, tzinfo=ZONE)
    assert story.days.meeting("Syd", MONDAY) is None
    assert story.days.meeting("Syd", MONDAY + dt.timedelta(days=1)) is not None


def test_companies_are_nobodys(story: Story) -> None:
    names = Counter(company.name for company in story.companies)
    assert max(names.values()) == 1
    for company in story.companies:
        assert company.domain.endswith(".example")
        number = org_number(company.org_number, company.country)
        assert number is not None, company
        assert number.digits[0] == {"SE": "4", "FI": "9"}[company.country]  # given to no kind of company
    assert len({company.org_number for company in story.companies}) == 300
