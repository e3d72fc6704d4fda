"""Loading the demo company writes a history with true times, and taking it away leaves nothing."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from pytest_django import DjangoDbBlocker

from hederssak.cadence.models import SalesMeeting
from hederssak.coaching.models import Play, RideAlong
from hederssak.demo.founding import DEAL_NUMBER
from hederssak.demo.loading import Loaded
from hederssak.demo.removing import remove_demo
from hederssak.demo.story import Edited, Why
from hederssak.history.models import Change, Snapshot
from hederssak.honesty.actions import judge_organization
from hederssak.lib import checks, clock
from hederssak.org.models import Member, Organization
from hederssak.org.queries import demo_members
from hederssak.pipeline.models import Opportunity
from tests.cast import Cast
from tests.demo.loaded import NOW, loaded_for


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:
    yield from loaded_for(django_db_blocker, weeks=8)


def test_three_people_can_be_had_by_one_press_and_nobody_has_a_password(demo: Loaded, db: None) -> None:
    assert {who: member.role for who, member in demo_members().items()} == {
        "anna": "rep",
        "eva": "manager",
        "vera": "director",
    }
    users = [member.user for member in Member.objects.filter(organization=demo.organization)]
    assert len(users) == 14
    assert not any(user is None or user.has_usable_password() for user in users)


def test_nothing_is_known_that_has_not_happened_yet(demo: Loaded, db: None) -> None:
    changes = Change.objects.filter(organization=demo.organization)
    assert changes.count() > 3000
    assert not changes.filter(known_at__gt=NOW).exists()
    assert changes.filter(known_at__gt=NOW - dt.timedelta(hours=5)).exists()


def test_a_push_stands_in_the_history_at_its_minute_and_by_its_person(demo: Loaded, db: None) -> None:
    pushes = [event for event in demo.story.events if isinstance(event, Edited) and event.why is Why.THEATRE]
    for event in pushes:
        row = Opportunity.objects.get(**{f"custom__{DEAL_NUMBER}": event.deal}, organization=demo.organization)
        fields = Change.objects.filter(record_id=row.pk, before_at=event.at, after_at=event.at)
        assert {change.field for change in fields} == event.values.keys()
        assert {change.by and change.by.first_name.lower() for change in fields} == {event.rep}
    assert pushes


def test_meetings_lie_in_both_directions_and_nights_are_kept(demo: Loaded, db: None) -> None:
    meetings = SalesMeeting.objects.filter(organization=demo.organization)
    assert meetings.filter(starts_at__gt=NOW).count() >= 6
    assert meetings.filter(starts_at__lt=NOW).count() >= 14
    nights = Snapshot.objects.filter(organization=demo.organization, taken_at__gt=NOW - dt.timedelta(days=10))
    assert len({snapshot.taken_at for snapshot in nights}) == 10


def test_the_checks_of_the_data_find_nothing(demo: Loaded, db: None) -> None:
    judge_organization(organization=demo.organization, now=clock.read())  # the checks ask as of their own present
    assert [problem for check in checks.known().values() for problem in check()] == []


def test_it_is_not_made_twice(demo: Loaded, db: None) -> None:
    with pytest.raises(CommandError, match="--reset"):
        call_command("demo")


def test_the_managers_have_followed_their_reps_and_one_asks_for_it(demo: Loaded, db: None) -> None:
    rides = RideAlong.objects.filter(organization=demo.organization)
    assert rides.filter(shared_at__isnull=False, manager__name="Eva Lindqvist").count() >= 3
    assert rides.filter(shared_at__isnull=False, read_at=None).get().rep.name == "Anna Berg"
    assert Play.objects.filter(organization=demo.organization).count() == 4


def test_taking_it_away_leaves_the_others_and_nothing_else(demo: Loaded, cast: Cast) -> None:
    assert remove_demo() == 1
    left = Organization.objects.values_list("name", flat=True)
    assert set(left) == {"Nordvik Teknik AB", "Annorstädes AB"}
    assert not Organization.objects.filter(pk=demo.organization.pk).exists()
    for model in apps.get_models():
        if model.__module__.startswith("hederssak.") and _has_organization(model):
            assert not model._default_manager.filter(organization_id=demo.organization.pk).exists(), model


def _has_organization(model: type[models.Model]) -> bool:
    return any(field.name == "organization" for field in model._meta.concrete_fields)
