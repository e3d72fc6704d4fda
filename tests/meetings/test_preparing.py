"""A meeting is prepared before it begins, and its checks are kept as they stood then."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from icalendar import Calendar

from hederssak.meetings.actions import (
    AlreadyToldError,
    NotYetError,
    Outcome,
    Preparation,
    ask_manager,
    debrief,
    invite,
    keep_checks,
    keep_due,
    prepare,
    would_take,
)
from hederssak.meetings.models import Attendee, CustomerMeeting, KeptChecks, MeetingState
from hederssak.meetings.queries import checks_of, share_if_nobody_counted, untold
from hederssak.outbox.models import Outgoing
from hederssak.pipeline.models import CommitteeSeat, NextStep, State
from hederssak.rules.meeting_checks import CharterLack, Held, Lack, NoInvitation
from tests.cast import NOW, Cast
from tests.crm.fits import in_force
from tests.meetings.visits import book, whole

TODAY = NOW.date()
LATER = NOW + dt.timedelta(days=3)


@pytest.fixture
def visit(cast: Cast) -> CustomerMeeting:
    return book(cast)


def test_a_meeting_becomes_right_and_prepared_as_it_is_written(cast: Cast, visit: CustomerMeeting) -> None:
    bare = checks_of(visit)
    assert (bare.customer.held, bare.people.held, bare.prepared.held) == (Held.MISSING, Held.PASSED, Held.MISSING)
    in_force(cast.vera)
    prepare(visit, whole(visit), by=cast.anna, now=NOW)
    assert checks_of(visit).is_right
    assert checks_of(visit).prepared.held is Held.PASSED


def test_only_its_owner_and_their_manager_prepare_it(cast: Cast, visit: CustomerMeeting) -> None:
    prepare(visit, whole(visit), by=cast.eva, now=NOW)
    for other in (cast.otto, cast.maj, cast.vera, cast.ada):
        with pytest.raises(PermissionDenied):
            prepare(visit, whole(visit), by=other, now=NOW)


def test_what_is_written_after_the_start_changes_no_check(cast: Cast, visit: CustomerMeeting) -> None:
    in_force(cast.vera)
    prepare(visit, whole(visit), by=cast.anna, now=LATER)
    kept = KeptChecks.objects.get(meeting=visit)
    assert (kept.is_right, kept.prepared) == (False, "missing")
    assert Lack.INVESTMENT_WHEN in kept.lacks
    assert keep_checks(visit, now=LATER) == kept


def test_the_worker_keeps_the_checks_of_what_has_begun_once(cast: Cast, visit: CustomerMeeting) -> None:
    assert keep_due(now=NOW) == 0
    assert keep_due(now=visit.starts_at) == 1
    assert keep_due(now=visit.starts_at) == 0


def test_a_meeting_written_down_afterwards_was_never_prepared_here(cast: Cast, visit: CustomerMeeting) -> None:
    CustomerMeeting.objects.update(logged_at=visit.starts_at + dt.timedelta(hours=2))
    assert keep_due(now=LATER) == 0


def test_no_charter_no_invitation(cast: Cast, visit: CustomerMeeting) -> None:
    with pytest.raises(NoInvitation) as refused:
        invite(visit, by=cast.anna, now=NOW)
    assert CharterLack.PURPOSE in refused.value.lacks
    assert not Outgoing.objects.exists()


def test_the_invitation_goes_out_once_with_purpose_and_the_event(cast: Cast, visit: CustomerMeeting) -> None:
    prepare(visit, whole(visit), by=cast.anna, now=NOW)
    assert [invite(visit, by=cast.anna, now=NOW) for _ in range(2)] == [1, 1]
    letter = Outgoing.objects.get()
    assert "Veta om de investerar" in letter.payload["text"]
    (event,) = Calendar.from_ical(letter.payload["calendar"]).walk("VEVENT")
    assert event.decoded("dtstart") == visit.starts_at
    assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(minutes=25)
    assert str(event["attendee"]) == "mailto:maja@example.com"


def test_the_manager_is_asked_along_once(cast: Cast, visit: CustomerMeeting) -> None:
    for _ in range(2):
        assert ask_manager(visit, by=cast.anna, address="https://sales.example.com", now=NOW)
    letter = Outgoing.objects.get()
    assert letter.payload["to"] == cast.eva.email
    assert f"https://sales.example.com/meetings/{visit.pk}/" in letter.payload["text"]
    assert not ask_manager(visit, by=cast.eva, address="https://sales.example.com", now=NOW)


def test_four_taps_end_a_meeting_and_move_its_deal(cast: Cast, visit: CustomerMeeting) -> None:
    maja = visit.attendees.get()
    told = Outcome(took_place=True, came=[maja.pk], committed="Ritningar", next_step="Besök", next_on=LATER.date())
    debrief(visit, told, by=cast.anna, today=TODAY, now=LATER)
    visit.refresh_from_db()
    step = NextStep.objects.get(opportunity=visit.opportunity, ended_at=None)
    assert (visit.state, step.what, step.agreed_with_buyer) == (MeetingState.HELD, "Besök", True)
    assert Attendee.objects.get(meeting=visit).came is True
    assert CommitteeSeat.objects.get(contact=maja).met_at == visit.starts_at
    with pytest.raises(AlreadyToldError):
        debrief(visit, told, by=cast.anna, today=TODAY, now=LATER)


def test_a_step_without_a_commitment_is_not_agreed_with_the_buyer(cast: Cast, visit: CustomerMeeting) -> None:
    debrief(visit, Outcome(took_place=True, next_step="Ring"), by=cast.anna, today=TODAY, now=LATER)
    assert not NextStep.objects.get(opportunity=visit.opportunity, ended_at=None).agreed_with_buyer


def test_qualified_out_lets_the_deal_go_at_once(cast: Cast, visit: CustomerMeeting) -> None:
    row = debrief(visit, Outcome(took_place=True, qualified_out=True), by=cast.anna, today=TODAY, now=LATER)
    assert visit.opportunity is not None
    visit.opportunity.refresh_from_db()
    assert (row.qualified_out, visit.opportunity.state) == (True, State.LET_GO)


def test_one_that_did_not_take_place_meets_nobody(cast: Cast, visit: CustomerMeeting) -> None:
    maja = visit.attendees.get()
    told = Outcome(took_place=False, came=[maja.pk], qualified_out=True)
    row = debrief(visit, told, by=cast.anna, today=TODAY, now=LATER)
    visit.refresh_from_db()
    assert (visit.state, row.qualified_out) == (MeetingState.NO_SHOW, False)
    assert CommitteeSeat.objects.get(contact=maja).met_at is None


def test_nothing_is_told_of_a_meeting_ahead(cast: Cast, visit: CustomerMeeting) -> None:
    with pytest.raises(NotYetError):
        debrief(visit, Outcome(took_place=True), by=cast.anna, today=TODAY, now=NOW)
    assert not untold(cast.anna, now=NOW).exists()
    assert list(untold(cast.anna, now=LATER)) == [visit]


def test_the_private_answer_is_the_owners_alone_and_shows_as_a_share_of_many(
    cast: Cast, visit: CustomerMeeting
) -> None:
    would_take(visit, would=True, by=cast.anna, now=NOW)
    with pytest.raises(PermissionDenied):
        would_take(visit, would=False, by=cast.eva, now=NOW)
    assert share_if_nobody_counted(cast.norr, since=NOW) is None


def test_everything_can_be_taken_out_again(cast: Cast, visit: CustomerMeeting) -> None:
    prepare(visit, whole(visit), by=cast.anna, now=NOW)
    prepare(visit, Preparation(), by=cast.anna, now=NOW)
    assert not visit.attendees.exists()
    assert checks_of(visit).people.lacks == (Lack.NOBODY_INVITED,)
