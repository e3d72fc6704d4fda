"""A person's page: who sees it, who reads of it, and when the person works."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from hederssak.history.models import Change, PrivateText
from hederssak.org.actions import NoWorkingDayError, be_away, choose_working_days, look_at_person, not_away
from hederssak.org.models import Absence, Member, PageLook, QuietPeriod
from hederssak.org.queries import looks_at, work_calendar
from hederssak.rules.worktime import Period
from tests.cast import NOW, Cast

SignIn = Callable[[Member], Client]
WEEK = Period(dt.date(2026, 11, 16), dt.date(2026, 11, 20))


def look(cast: Cast, viewer: Member, at: dt.datetime, page: str = "person") -> None:
    look_at_person(viewer=viewer, subject=cast.anna, page=page, now=at)


def test_a_managers_look_is_read_by_the_one_looked_at(cast: Cast, signed_in: SignIn) -> None:
    signed_in(cast.eva).get(reverse("org:person", args=[cast.anna.pk]))
    page = signed_in(cast.anna).get(reverse("org:looks")).content.decode()
    assert "Eva Lindqvist" in page
    assert "Eva Lindqvist" not in signed_in(cast.mikko).get(reverse("org:looks")).content.decode()


def test_looking_at_oneself_is_no_look(cast: Cast) -> None:
    look(cast, cast.anna, NOW)
    assert looks_at(cast.anna) == []


def test_reloading_within_the_hour_is_one_look_and_coming_back_later_another(cast: Cast) -> None:
    for minutes in (0, 1, 59, 61, 90, 122):
        look(cast, cast.eva, NOW + dt.timedelta(minutes=minutes))
    assert [found.at for found in looks_at(cast.anna)] == [
        NOW + dt.timedelta(minutes=minutes) for minutes in (122, 61, 0)
    ]


def test_two_pages_and_two_viewers_are_different_looks(cast: Cast) -> None:
    look(cast, cast.eva, NOW)
    look(cast, cast.eva, NOW, page="honor")
    look(cast, cast.maj, NOW)
    assert PageLook.objects.count() == 3


@pytest.mark.parametrize("who", ["mikko", "otto", "maj", "vera", "ada", "stig"])
def test_nobody_else_knows_that_there_is_a_page(cast: Cast, signed_in: SignIn, who: str) -> None:
    answer = signed_in(cast.members[who]).get(reverse("org:person", args=[cast.anna.pk]))
    assert answer.status_code == 404
    assert looks_at(cast.anna) == []


def test_days_away_pause_the_clock_and_can_be_taken_back(cast: Cast) -> None:
    absence = be_away(cast.anna, WEEK, by=cast.anna, now=NOW)
    assert not work_calendar(cast.anna, [2026]).is_working(WEEK.first)
    not_away(absence, by=cast.eva, now=NOW)
    assert work_calendar(cast.anna, [2026]).is_working(WEEK.first)


def test_no_reason_is_kept_and_the_days_can_be_erased_from_the_history(cast: Cast) -> None:
    be_away(cast.anna, WEEK, by=cast.anna, now=NOW)
    assert {field.name for field in Absence._meta.get_fields()} == {
        "id",
        "organization",
        "member",
        "first_day",
        "last_day",
        "share",
    }
    change = Change.objects.get(field="absence")
    assert (change.old, change.new) == (None, None)
    assert PrivateText.objects.get(change=change).values["new"] == "2026-11-16/2026-11-20 100%"


@pytest.mark.parametrize("who", ["mikko", "maj", "vera", "ada"])
def test_only_the_person_and_their_manager_write_days_away(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        be_away(cast.anna, WEEK, by=cast.members[who], now=NOW)


def test_the_page_takes_days_away_and_shows_them(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in(cast.anna)
    given = {"first": "2026-12-01", "last": "2026-12-02", "share": "50"}
    page = browser.post(reverse("org:add_absence", args=[cast.anna.pk]), given, follow=True).content.decode()
    assert "2026-12-01" in page
    absence = Absence.objects.get(member=cast.anna)
    assert absence.share == 50
    (removed,) = get_messages(browser.post(reverse("org:remove_absence", args=[cast.anna.pk, absence.pk])).wsgi_request)
    assert not Absence.objects.exists()
    browser.post(removed.extra_tags)
    again = Absence.objects.get(member=cast.anna)
    assert (again.first_day, again.last_day, again.share) == (absence.first_day, absence.last_day, 50)


@pytest.mark.parametrize(
    "given",
    [
        {"first": "2026-12-02", "last": "2026-12-01", "share": "100"},
        {"first": "2026-12-01", "last": "2036-12-01", "share": "100"},
        {"first": "2026-12-01", "last": "2026-12-01", "share": "0"},
        {"first": "soon", "last": "later", "share": "100"},
    ],
)
def test_days_that_make_no_sense_are_refused(cast: Cast, signed_in: SignIn, given: dict[str, str]) -> None:
    answer = signed_in(cast.anna).post(reverse("org:add_absence", args=[cast.anna.pk]), given)
    assert answer.status_code == 422
    assert not Absence.objects.exists()


def test_an_absence_is_not_removed_through_somebody_elses_page(cast: Cast, signed_in: SignIn) -> None:
    absence = be_away(cast.otto, WEEK, by=cast.otto, now=NOW)
    path = reverse("org:remove_absence", args=[cast.anna.pk, absence.pk])
    assert signed_in(cast.anna).post(path).status_code == 404
    assert Absence.objects.filter(pk=absence.pk).exists()


def test_a_part_time_week_is_chosen_on_the_page(cast: Cast, signed_in: SignIn) -> None:
    given = {"weekdays": ["0", "2", "3"], "weekly_hours": "24"}
    assert signed_in(cast.eva).post(reverse("org:working_days", args=[cast.anna.pk]), given).status_code == 302
    assert Member.objects.get(pk=cast.anna.pk).weekdays == "1011000"
    with pytest.raises(NoWorkingDayError):
        choose_working_days(cast.anna, weekdays=frozenset(), weekly_hours=1, by=cast.anna, now=NOW)


@pytest.mark.parametrize(("hours", "shown"), [("40", "40"), ("37.5", "37.5")])
def test_hours_a_week_stand_in_their_field_as_they_were_written(
    cast: Cast, signed_in: SignIn, hours: str, shown: str
) -> None:
    browser = signed_in(cast.anna)
    browser.post(reverse("org:working_days", args=[cast.anna.pk]), {"weekdays": ["0"], "weekly_hours": hours})
    page = browser.get(reverse("org:person", args=[cast.anna.pk])).content.decode()
    assert f'value="{shown}"' in page


def test_quiet_days_that_were_removed_come_back_in_one_press(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in(cast.ada)
    days = {"first": "2026-12-01", "last": "2026-12-02", "name": "Mässan & middag"}
    (added,) = get_messages(browser.post(reverse("org:quiet_periods"), days).wsgi_request)
    *_, removed = get_messages(browser.post(added.extra_tags).wsgi_request)
    assert not QuietPeriod.objects.exists()
    browser.post(removed.extra_tags)
    assert QuietPeriod.objects.get().name == "Mässan & middag"
