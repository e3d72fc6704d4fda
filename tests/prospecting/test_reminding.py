"""The afternoon before an hour: a word if there is nobody to call, or something lies over it (R3, R5)."""

from __future__ import annotations

import datetime as dt

from hederssak.crm.models import Contact
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member
from hederssak.outbox.models import Outgoing
from hederssak.prospecting.actions.reminding import remind
from hederssak.prospecting.models import HitEntry
from hederssak.rules.weeks import local_instant
from tests.cast import NOW, STOCKHOLM, Cast
from tests.prospecting.blocks import make_block

AFTERNOON = NOW.replace(hour=14)
TOMORROW = dt.date(2026, 11, 19)


def subjects() -> list[str]:
    return sorted(row.payload["subject"] for row in Outgoing.objects.all())


def put_on_list(member: Member) -> HitEntry:
    contact = Contact.objects.create(
        organization=member.organization, name="Siri Bergman", created_at=NOW, changed_at=NOW
    )
    return HitEntry.objects.create(
        organization=member.organization, member=member, contact=contact, added="hand", added_at=NOW
    )


def test_an_empty_list_is_said_in_the_afternoon_before_once(cast: Cast) -> None:
    make_block(cast.anna, TOMORROW)
    assert remind(organization=cast.nordvik, now=NOW) == 0  # it is morning
    for _ in range(2):
        assert remind(organization=cast.nordvik, now=AFTERNOON) == 1
    assert subjects() == ["Ingen att ringa i morgon än"]


def test_whoever_has_somebody_to_call_is_left_alone(cast: Cast) -> None:
    make_block(cast.anna, TOMORROW)
    put_on_list(cast.anna)
    assert remind(organization=cast.nordvik, now=AFTERNOON) == 0


def test_a_list_that_rests_until_after_the_hour_is_empty(cast: Cast) -> None:
    make_block(cast.anna, TOMORROW)
    entry = put_on_list(cast.anna)
    HitEntry.objects.filter(pk=entry.pk).update(rests_until=AFTERNOON + dt.timedelta(days=3))
    assert remind(organization=cast.nordvik, now=AFTERNOON) == 1


def test_a_customer_meeting_over_the_hour_is_a_conflict(cast: Cast) -> None:
    block = make_block(cast.anna, TOMORROW)
    put_on_list(cast.anna)
    CustomerMeeting.objects.create(
        organization=cast.nordvik,
        owner=cast.anna,
        title="Falu Verkstad",
        starts_at=block.starts_at,
        ends_at=block.ends_at,
        logged_at=NOW,
    )
    assert remind(organization=cast.nordvik, now=AFTERNOON) == 1
    assert subjects() == ["Något ligger över din bokningstid i morgon"]


def test_on_a_friday_mondays_hour_is_said_in_the_readers_language(cast: Cast) -> None:
    friday = local_instant(dt.date(2026, 11, 20), dt.time(14), STOCKHOLM)
    make_block(cast.mikko, dt.date(2026, 11, 23))
    make_block(cast.mikko, dt.date(2026, 11, 24))
    assert remind(organization=cast.nordvik, now=friday) == 1
    assert subjects() == ["Huomiselle ei ole vielä ketään soitettavaa"]
