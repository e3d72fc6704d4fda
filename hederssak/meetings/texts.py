"""What meetings lack, their invitations and their letters, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from hederssak.lib import formats
from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.org.models import Member
from hederssak.org.queries import zone_of
from hederssak.rules.meeting_checks import Charter, CharterLack, Held, Lack


def lack(code: str) -> str:
    """Return what a check asks for."""
    return {
        Lack.OUT_OF_FIT: _("The company does not fit the profile."),
        Lack.FIT_UNKNOWN: _("We don't know yet whether the company fits."),
        Lack.NO_INVESTMENT: _("No investment is in sight."),
        Lack.INVESTMENT_WHEN: _("When would they invest?"),
        Lack.INVESTMENT_HOW: _("How do we know that they will invest?"),
        Lack.NOBODY_INVITED: _("Nobody at the buyer is written down."),
        Lack.CAN_NAME_NOBODY: _("Can anybody there name who decides, or what they need?"),
        Lack.NO_DECIDER: _("Nobody who decides or gets it decided is coming."),
        Lack.EXPECTATIONS: _("What do they expect?"),
        Lack.INSIGHT: _("Which insight do we bring?"),
        Lack.PICTURE: _("How do we show it?"),
        Lack.TACTIC: _("What is the tactic?"),
        Lack.COMPETITOR: _("Who else is in it?"),
        Lack.PLAN_B: _("What if it fails?"),
        Lack.NEXT_STEP: _("Which next step do we ask for?"),
        Lack.REHEARSAL: _("Ten minutes of rehearsal are left."),
    }[Lack(code)]


def charter_lack(code: CharterLack) -> str:
    """Return a question of the charter that stands open."""
    return {
        CharterLack.PURPOSE: _("Why do we meet?"),
        CharterLack.PEOPLE: _("Who comes, and why each of them?"),
        CharterLack.GOAL: _("Which final goal is it a step towards?"),
        CharterLack.LENGTH: _("How long, and why not shorter?"),
        CharterLack.AFTER: _("What follows?"),
    }[code]


def held(code: str) -> str:
    """Return what a check says, in a word beside its sign."""
    return {Held.PASSED: _("in place"), Held.FAILED: _("no"), Held.MISSING: _("open")}[Held(code)]


def state(code: str) -> str:
    """Return the state of a meeting."""
    return {
        MeetingState.BOOKED: _("Booked"),
        MeetingState.HELD: _("It was held"),
        MeetingState.CANCELED: _("Called off"),
        MeetingState.NO_SHOW: _("They did not come"),
    }[MeetingState(code)]


def invitation(meeting: CustomerMeeting, charter: Charter, *, by: Member) -> str:
    """Return the invitation's text: when, why, and what it leads to."""
    start = meeting.starts_at.astimezone(zone_of(by))
    with override(by.language):
        lines = [
            _("%(day)s at %(clock)s, %(minutes)s minutes.")
            % {"day": formats.day(start.date()), "clock": formats.clock(start), "minutes": charter.minutes},
            "",
            _("Purpose: %(purpose)s") % {"purpose": charter.purpose},
            _("It is a step towards: %(goal)s") % {"goal": charter.goal},
            _("Afterwards: %(after)s") % {"after": charter.after},
            "",
            by.name,
        ]
    return "\n".join(lines)


def asked_along(meeting: CustomerMeeting, *, by: Member, manager: Member, link: str) -> tuple[str, str]:
    """Return subject and text of the letter that asks the manager along."""
    start = meeting.starts_at.astimezone(zone_of(manager))
    with override(manager.language):
        company = meeting.account.name if meeting.account else meeting.title
        named = {"person": by.first_name, "company": company}
        subject = _("%(person)s asks you along to %(company)s") % named
        text = _("%(person)s would like you to come along to %(company)s on %(day)s at %(clock)s.") % {
            **named,
            "day": formats.day(start.date()),
            "clock": formats.clock(start),
        }
    return subject, f"{text}\n\n{link}\n"
