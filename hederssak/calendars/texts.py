"""What is said of calendars, in the reader's language."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from hederssak.calendars.models import Answer, Connection, Happening, Kind, Question, Service, State
from hederssak.lib import formats


def service_name(service: str) -> str:
    """Return what people call a service."""
    return {
        Service.ICS: _("Calendar address"),
        Service.CALDAV: _("CalDAV"),
        Service.MICROSOFT: _("Microsoft 365"),
        Service.GOOGLE: _("Google Calendar"),
    }[Service(service)]


def problem(code: str) -> str:
    """Return what went wrong last with a calendar and what to do, as a sentence; empty for no problem."""
    return {
        "": "",
        "unreachable": _("Its server does not answer."),
        "away": _("Its server says that it is out of order."),
        "throttled": _("Its server asks us to wait."),
        "address": _("Its address is one that this server does not call."),
        "too_large": _("It is larger than 20 MB."),
        "redirects": _("Its address leads in a circle."),
        "empty": _("There is nothing at its address."),
        "web_page": _(
            "At its address there is a web page and no calendar; the address may be one that needs signing in."
        ),
        "no_calendar": _("What is at its address can't be read as a calendar."),
        "no_caldav": _("There is no CalDAV server at its address."),
        "elsewhere": _("Its server sends us on to a stranger, to whom your password is not given."),
        "not_https": _("Its address begins with http://, over which a password can be read by others."),
        "not_set_up": _("This installation is not set up for it any more."),
        "write": _("It does not let us write."),
        "password": _("It does not take the name and the password any more."),
        "grant": _("It has taken back the permission."),
        "forbidden": _("It does not let us in."),
        "gone": _("It is not there any more."),
        "key": _("Its password can't be read here any more, since this installation got a new secret key."),
    }.get(code, _("Something went wrong with it."))


def state(connection: Connection) -> str:
    """Return how things are with a calendar, as a sentence or two."""
    if connection.state == State.REVOKED:
        return _("Connect it again. %(problem)s") % {"problem": problem(connection.last_error)}
    if connection.state == State.AWAY:
        return _("It is tried again by itself, and nothing is lost. %(problem)s") % {
            "problem": problem(connection.last_error)
        }
    if connection.synced_at is None:
        return _("It is read for the first time in a minute.")
    return _("It is read and your times are written into it.") if connection.is_written else _("It is read.")


def question(row: Question, *, zone: ZoneInfo) -> str:
    """Return what happened to an event of ours in a calendar, as a sentence."""
    starts = row.entry.starts_at.astimezone(zone)
    said = {
        "title": row.entry.title,
        "day": formats.day(starts),
        "time": formats.clock(starts),
        "calendar": service_name(row.connection.service) if row.connection else "",
    }
    if row.happening == Happening.MOVED and row.moved_to:
        moved = row.moved_to.astimezone(zone)
        said |= {"new_day": formats.day(moved), "new_time": formats.clock(moved)}
        return _("%(title)s on %(day)s at %(time)s was moved in %(calendar)s to %(new_day)s at %(new_time)s.") % said
    return _("%(title)s on %(day)s at %(time)s was deleted in %(calendar)s.") % said


def answers(row: Question) -> list[tuple[str, str]]:
    """Return the answers that a question takes, each with what its button says."""
    other = _("Swap it") if row.entry.kind == Kind.BLOCK else _("Leave it so")
    return [(Answer.KEEP, _("Keep it")), (Answer.SWAP, other)]


def revoked_letter(connection: Connection, *, url: str) -> tuple[str, str]:
    """Return subject and text of the one letter about a calendar that no longer lets us in."""
    name = service_name(connection.service)
    subject = _("Your calendar is no longer connected: %(name)s") % {"name": name}
    text = _(
        "%(problem)s\n\n"
        "Your booking hours go on as before. Until you connect it again, they are not moved in that calendar, and"
        " what stands over them there is not seen here.\n\n"
        "Connect it again: %(url)s\n"
    ) % {"problem": problem(connection.last_error), "url": url}
    return subject, text
