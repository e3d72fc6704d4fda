"""The invitation of a meeting: a letter with purpose and agenda, and the event for the guest's calendar (RFC 5546)."""

from __future__ import annotations

import datetime as dt

from icalendar import Calendar, Event, vCalAddress, vText

from hederssak.lib.ids import CALENDAR_PRODUCT
from hederssak.meetings import texts
from hederssak.meetings.models import Attendee, CustomerMeeting
from hederssak.meetings.queries.checks import charter_of
from hederssak.org.access import require_write
from hederssak.org.models import Member
from hederssak.org.queries import zone_of
from hederssak.outbox.actions import Letter, write_mail
from hederssak.rules.meeting_checks import Charter, require_charter


def invite(meeting: CustomerMeeting, *, by: Member, now: dt.datetime) -> int:
    """Send the invitation to who is to be there and has an address, once for each time; return to how many.

    Raises:
        NoInvitation: While a question of the charter is open (S1).
    """
    require_write(by, owner=meeting.owner)
    charter = charter_of(meeting)
    require_charter(charter)
    seats = list(Attendee.objects.filter(meeting=meeting).exclude(contact__email="").select_related("contact"))
    for seat in seats:
        letter = Letter(
            to=seat.contact.email,
            subject=meeting.title,
            text=texts.invitation(meeting, charter, by=by),
            calendar=_event(meeting, charter, by=by, to=seat.contact.email, now=now),
        )
        key = f"meeting:{meeting.pk}:{seat.contact_id.hex[-12:]}:{meeting.starts_at:%Y%m%d%H%M}"
        write_mail(letter, key=key, organization_id=meeting.organization_id, now=now)
    return len(seats)


def _event(meeting: CustomerMeeting, charter: Charter, *, by: Member, to: str, now: dt.datetime) -> str:
    zone = zone_of(by)
    start = meeting.starts_at.astimezone(zone)
    event = Event()
    event.add("uid", f"{meeting.pk}@hederssak")
    event.add("dtstamp", now.astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", start)
    event.add("dtend", start + dt.timedelta(minutes=charter.minutes or 0))
    event.add("summary", meeting.title)
    event.add("description", texts.invitation(meeting, charter, by=by))
    event.add("sequence", 0)
    event.add("status", "CONFIRMED")
    event["organizer"] = vCalAddress(f"mailto:{by.email}")
    event["organizer"].params["cn"] = vText(by.name)
    guest = vCalAddress(f"mailto:{to}")
    guest.params["rsvp"] = vText("TRUE")
    event.add("attendee", guest, encode=False)
    calendar = Calendar()
    calendar.add("prodid", CALENDAR_PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "REQUEST")
    calendar.add_component(event)
    calendar.add_missing_timezones(dt.date(start.year - 1, 1, 1), dt.date(start.year + 2, 1, 1))
    return str(calendar.to_ical().decode())
