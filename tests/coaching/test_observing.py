"""What the manager sees: a draft of theirs, then the rep's to read at once, and it never changes after."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from hederssak.coaching.actions import (
    AlreadySharedError,
    Notes,
    NothingSeenError,
    NotYetError,
    answer,
    draft,
    read,
    share,
)
from hederssak.coaching.models import Focus, RideAlong
from hederssak.outbox.models import Outgoing
from hederssak.prospecting.models import ManagerDuty
from hederssak.rules.promise import Duty
from tests.cast import NOW, Cast
from tests.coaching.rides import SITE, notes, planned, shared

AFTER = NOW + dt.timedelta(hours=3)


@pytest.fixture
def ride(cast: Cast) -> RideAlong:
    return planned(cast, days=0)


def levels(ride: RideAlong) -> dict[str, str]:
    return dict(ride.observations.values_list("aspect", "level"))


def test_a_draft_is_kept_and_written_over(cast: Cast, ride: RideAlong) -> None:
    draft(ride, Notes(), by=cast.eva, now=NOW)
    draft(ride, notes("Tyst efter priset"), by=cast.eva, now=NOW)
    draft(ride, notes(), by=cast.eva, now=AFTER)
    ride.refresh_from_db()
    assert levels(ride) == {
        "purpose": "yes",
        "insight": "partly",
        "questions": "yes",
        "picture": "",
        "next_step": "not_yet",
    }
    assert (ride.practise, ride.shared_at) == ("Fråga efter nästa steg", None)
    assert not Focus.objects.exists()


def test_sharing_gives_the_rep_all_of_it_and_one_thing_to_practise(cast: Cast, ride: RideAlong) -> None:
    share(ride, notes(), by=cast.eva, address=SITE, now=AFTER)
    seen = RideAlong.objects.visible_to(cast.anna).get()
    assert seen.shared_at == AFTER
    assert seen.observations.get(aspect="next_step").note == "Det blev 'vi hörs'"
    focus = Focus.objects.get()
    assert (focus.member, focus.words, focus.aspect, focus.since, focus.by) == (
        cast.anna,
        "Fråga efter nästa steg",
        "next_step",
        ride.on_day,
        cast.eva,
    )


def test_the_rep_gets_a_letter_in_their_language_with_the_address(cast: Cast, ride: RideAlong) -> None:
    share(ride, notes(), by=cast.eva, address=SITE, now=AFTER)
    letter = Outgoing.objects.get(key=f"ride-shared:{ride.pk}").payload
    assert letter["to"] == cast.anna.email
    assert letter["subject"].startswith("Eva har delat")
    assert f"{SITE}/coaching/rides/{ride.pk}/" in letter["text"]
    assert "vi hörs" not in letter["text"]


def test_a_shared_ride_along_keeps_the_managers_promise_to_follow_along(cast: Cast, ride: RideAlong) -> None:
    share(ride, notes(), by=cast.eva, address=SITE, now=AFTER + dt.timedelta(days=1))
    duty = ManagerDuty.objects.get(kind=Duty.FOLLOW_ALONG)
    assert (duty.manager, duty.about, duty.due_on, duty.done_on) == (cast.eva, cast.anna, ride.on_day, ride.on_day)


def test_what_is_shared_stays_as_it_was_read(cast: Cast, ride: RideAlong) -> None:
    share(ride, notes(), by=cast.eva, address=SITE, now=AFTER)
    with pytest.raises(AlreadySharedError):
        draft(ride, notes("Något annat"), by=cast.eva, now=AFTER)
    with pytest.raises(AlreadySharedError):
        share(ride, notes("Något annat"), by=cast.eva, address=SITE, now=AFTER)
    ride.refresh_from_db()
    assert ride.practise == "Fråga efter nästa steg"


def test_it_is_not_shared_before_the_day_and_not_empty(cast: Cast, ride: RideAlong) -> None:
    with pytest.raises(NotYetError):
        share(ride, notes(), by=cast.eva, address=SITE, now=NOW - dt.timedelta(days=1))
    with pytest.raises(NothingSeenError):
        share(ride, Notes(practise="Tyst"), by=cast.eva, address=SITE, now=AFTER)
    ride.refresh_from_db()
    assert ride.shared_at is None


@pytest.mark.parametrize("who", ["anna", "mikko", "maj", "vera", "ada"])
def test_nobody_else_writes_what_was_seen(cast: Cast, ride: RideAlong, who: str) -> None:
    with pytest.raises(PermissionDenied):
        draft(ride, notes(), by=cast.members[who], now=NOW)


@pytest.mark.parametrize("who", ["mikko", "otto", "maj", "vera", "ada", "stig"])
def test_nobody_but_the_two_reads_it(cast: Cast, who: str) -> None:
    shared(cast)
    assert not RideAlong.objects.visible_to(cast.members[who]).exists()


def test_the_rep_answers_and_nobody_for_them(cast: Cast, ride: RideAlong) -> None:
    with pytest.raises(PermissionDenied):
        answer(ride, "För tidigt", by=cast.anna, now=AFTER)
    share(ride, notes(), by=cast.eva, address=SITE, now=AFTER)
    answer(ride, "Jag hann inte", by=cast.anna, now=AFTER)
    answer(ride, "Jag vågade inte", by=cast.anna, now=AFTER)
    with pytest.raises(PermissionDenied):
        answer(ride, "Hen menar", by=cast.eva, now=AFTER)
    ride.refresh_from_db()
    assert ride.answer == "Jag vågade inte"


def test_the_first_reading_is_noted_and_only_the_reps(cast: Cast, ride: RideAlong) -> None:
    share(ride, notes(), by=cast.eva, address=SITE, now=AFTER)
    read(ride, by=cast.eva, now=AFTER)
    assert ride.read_at is None
    read(ride, by=cast.anna, now=AFTER)
    read(ride, by=cast.anna, now=AFTER + dt.timedelta(days=1))
    assert ride.read_at == AFTER
