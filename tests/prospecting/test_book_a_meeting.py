"""Booking a meeting from a call: the meeting, its charter and the outcome at once, once for each press (R5, R7)."""

import datetime as dt
import uuid

import pytest

from hederssak.meetings.models import Charter as WrittenCharter
from hederssak.meetings.models import CustomerMeeting
from hederssak.prospecting.actions.booking import Booking, book_meeting
from hederssak.prospecting.actions.calling import Pressed, Recorded, TooLateToUndo, undo_attempt
from hederssak.prospecting.models import CallAttempt, HitEntry
from hederssak.prospecting.queries.offering import times_to_offer
from hederssak.rules.attempts import Leaves, Outcome
from hederssak.rules.meeting_checks import Charter, NoInvitation
from tests.cast import NOW, STOCKHOLM, Cast
from tests.prospecting.calling import LATER, make_block, put_on_list

pytestmark = pytest.mark.db_both
THURSDAY = dt.datetime(2026, 11, 26, 13, 0, tzinfo=STOCKHOLM)
CHARTER = Charter(
    purpose="Se om vi kan hjälpa",
    people=(("Riikka Salonen", "Känner behovet"),),
    goal="Ett daterat nästa steg",
    minutes=45,
    why_so_long="Deras läge och en insikt",
    after="Jag skriver samma dag",
)


def book(entry: HitEntry, *, key: uuid.UUID | None = None, charter: Charter = CHARTER) -> Recorded:
    pressed = Pressed(key=key or uuid.uuid4(), outcome=Outcome.MEETING, at=LATER)
    booking = Booking(starts_at=THURSDAY, title="Kemi Paper Oy: första mötet", charter=charter)
    return book_meeting(entry=entry, pressed=pressed, booking=booking, by=entry.member, now=LATER)


def test_the_meeting_stands_with_its_charter_and_guest(cast: Cast) -> None:
    entry = put_on_list(cast.anna)
    recorded = book(entry)
    meeting = CustomerMeeting.objects.get()
    assert recorded.attempt.meeting == meeting
    assert (meeting.owner, meeting.account, meeting.starts_at) == (cast.anna, entry.account, THURSDAY)
    assert meeting.ends_at - meeting.starts_at == dt.timedelta(minutes=45)
    assert [(seat.contact, seat.why) for seat in meeting.seats.all()] == [(entry.contact, "Känner behovet")]
    assert WrittenCharter.objects.get().goal == "Ett daterat nästa steg"
    entry.refresh_from_db()
    assert entry.left_why == Leaves.MEETING


def test_sent_twice_it_is_one_meeting(cast: Cast) -> None:
    entry, key = put_on_list(cast.anna), uuid.uuid4()
    assert [book(entry, key=key).is_new for _ in range(2)] == [True, False]
    assert (CustomerMeeting.objects.count(), CallAttempt.objects.count()) == (1, 1)


def test_without_a_charter_there_is_no_meeting(cast: Cast) -> None:
    with pytest.raises(NoInvitation):
        book(put_on_list(cast.anna), charter=Charter(purpose="Fika", minutes=60))
    assert not CustomerMeeting.objects.exists()


def test_a_meeting_is_not_undone_with_a_thumb(cast: Cast) -> None:
    recorded = book(put_on_list(cast.anna))
    with pytest.raises(TooLateToUndo):
        undo_attempt(recorded.attempt, by=cast.anna, now=LATER)


def test_offered_times_leave_booking_hours_and_meetings_alone(cast: Cast) -> None:
    thursday, friday = (dt.datetime(2026, 11, day, 9, tzinfo=STOCKHOLM) for day in (19, 20))
    make_block(cast.anna, thursday, thursday + dt.timedelta(hours=2))
    book(put_on_list(cast.anna))
    offered = times_to_offer(cast.anna, now=NOW, count=20)
    assert thursday not in offered
    assert thursday + dt.timedelta(hours=2) in offered
    assert friday in offered
    assert THURSDAY not in offered
