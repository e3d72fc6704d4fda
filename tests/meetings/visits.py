"""A meeting at a sawmill for tests: Anna's, with Maja who decides, on a deal that stands at its first stage."""

import datetime as dt

from hederssak.crm.actions import ContactDraft, make_contacts
from hederssak.history.actions import Source
from hederssak.meetings.actions import Guest, MeetingDraft, Preparation, make_meetings
from hederssak.meetings.models import CustomerMeeting
from hederssak.pipeline.actions import seat_contact
from hederssak.pipeline.models import BuyingRole, Stage
from hederssak.rules.meeting_checks import Investment
from tests.cast import NOW, Cast
from tests.crm.fits import with_facts
from tests.pipeline.deals import make_account, make_deal, make_stages

SHEET = {
    "expectations": "Ett pris",
    "insight": "Stilleståndet kostar mer",
    "picture": "Fallet Ådal",
    "tactic": "Fråga om natten",
    "competitor": "Söderberg",
    "plan_b": "Boka teknikchefen",
    "next_step": "Besök på verket",
    "is_important": False,
}
CHARTER = {
    "purpose": "Veta om de investerar",
    "goal": "Avtal i maj",
    "minutes": 25,
    "why_so_long": "Fallet tar tio",
    "after": "Besök på verket",
}


def book(cast: Cast, *, days: float = 2) -> CustomerMeeting:
    """Book a meeting so many days from now."""
    stage = Stage.objects.filter(organization=cast.nordvik, name="Behov").first() or make_stages(cast.nordvik)["Behov"]
    mill = with_facts(make_account(cast.nordvik, "Ådals Sågverk", owner=cast.anna), industry="Sågverk", employees=240)
    source = Source.page(by=cast.anna, now=NOW)
    draft = ContactDraft(name="Maja Hed", account=mill, email="maja@example.com", title="VD")
    (maja,) = make_contacts([draft], organization=cast.nordvik, source=source, now=NOW)
    deal = make_deal(cast.anna, stage, account=mill)
    seat_contact(opportunity=deal, contact=maja, role=BuyingRole.DECIDES, by=cast.anna, now=NOW)
    start = NOW + dt.timedelta(days=days)
    (meeting,) = make_meetings(
        [
            MeetingDraft(
                title="Linje 2",
                starts_at=start,
                ends_at=start + dt.timedelta(hours=1),
                logged_at=min(NOW, start - dt.timedelta(days=1)),
                account=mill,
                opportunity=deal,
                owner=cast.anna,
                attendees=[maja],
            )
        ],
        organization=cast.nordvik,
        source=source,
        now=NOW,
    )
    return meeting


def whole(meeting: CustomerMeeting) -> Preparation:
    """Return a preparation that lacks nothing but a profile that lets the company in."""
    maja = meeting.attendees.get()
    return Preparation(
        charter=CHARTER,
        sheet=SHEET,
        investment=Investment(in_sight=True, when="våren 2027", how_known="Anbudsförfrågan"),
        guests=[Guest(contact=maja, why="Beslutar", can_name=True)],
    )
