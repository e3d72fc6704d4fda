"""Print what a team's sales meeting needs: what moved, what was won, and the few deals worth asking about.

Shown is the pack that is frozen for the meeting, or, before that and with --as-of, what was known at that instant.
Exit code: 0 when a pack was printed, 2 when it was asked for in a way that can't be answered.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from argparse import ArgumentParser, Namespace
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation

from hederssak.cadence.models import SalesMeeting
from hederssak.cli.organizations import OrganizationUnclearError, organization_named
from hederssak.cli.pack_text import pack_text
from hederssak.lib import clock
from hederssak.org.models import Organization, Team
from hederssak.rules.weeks import NotAWeek, Week
from hederssak.salesmeetings import texts
from hederssak.salesmeetings.queries import (
    NoSuchMeetingError,
    Shown,
    composed,
    meeting_in_week,
    next_meeting,
    pack_as_of,
    shown_pack,
    tell,
)
from hederssak.salesmeetings.queries.packs import NOW

PRINTED, REFUSED = 0, 2
USUAL = dt.time(8, 30)
"""When a team that has not said so is taken to meet: on Monday morning."""


class NotUnderstoodError(Exception):
    """An option says nothing that can be used; its code and detail make the sentence."""

    def __init__(self, code: str, detail: str = "") -> None:
        """Keep the code, and what was given."""
        super().__init__(code)
        self.code = code
        self.detail = detail


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--team", metavar="NAME", help="needed where there are several")
    parser.add_argument("--week", metavar="2026-W47", help="the meeting's ISO week; without it the next meeting's")
    parser.add_argument("--as-of", metavar="INSTANT", help="what was known then, as 2026-11-16 or 2026-11-16T08:30")
    parser.add_argument("--organization", metavar="X", help="name or id; needed where there are several")
    parser.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES], help="sv, fi or en")
    parser.add_argument("--json", action="store_true", help="print codes and figures as JSON")


def run(options: Namespace) -> int:
    """Print a pack and return the exit code."""
    with translation.override(options.language or _language_of_the_shell()):
        try:
            return _run(options, now=clock.read())
        except OrganizationUnclearError as refused:
            print(texts.not_understood("organization", str(refused)), file=sys.stderr)
        except NotUnderstoodError as refused:
            print(texts.not_understood(refused.code, refused.detail), file=sys.stderr)
    return REFUSED


def _run(options: Namespace, *, now: dt.datetime) -> int:
    team = _team(organization_named(options.organization), options.team)
    as_of = _instant(options.as_of, team) if options.as_of else None
    meeting, is_planned = _meeting(team, options.week, now=as_of or now)
    shown = _shown(meeting, as_of=as_of, now=now, is_planned=is_planned)
    if options.json:
        print(json.dumps(shown.contents, ensure_ascii=False, indent=2))
        return PRINTED
    told = tell(shown.short, meeting=meeting, reader=None)
    print(pack_text(told, is_live=shown.which == NOW, is_planned=is_planned))
    return PRINTED


def _team(organization: Organization, name: str | None) -> Team:
    rows = Team.objects.filter(organization=organization).select_related("organization").order_by("name")
    found = list(rows.filter(name__iexact=name) if name else rows[:2])
    if len(found) != 1:
        raise NotUnderstoodError("team", ", ".join(row.name for row in rows[:20]))
    return found[0]


def _instant(text: str, team: Team) -> dt.datetime:
    """Return an instant; one without a zone is the team's, a day alone is its end."""
    try:
        value = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise NotUnderstoodError("as_of", text) from error
    if len(text) == len("2026-11-16"):
        value += dt.timedelta(days=1, microseconds=-1)
    return value if value.tzinfo else value.replace(tzinfo=ZoneInfo(team.time_zone))


def _meeting(team: Team, week: str | None, *, now: dt.datetime) -> tuple[SalesMeeting, bool]:
    """Return the meeting, and whether it is planned; a team without a rhythm is taken to meet on Monday morning."""
    zone = ZoneInfo(team.time_zone)
    try:
        wanted = Week.parse(week) if week else None
    except NotAWeek as error:
        raise NotUnderstoodError("week", week or "") from error
    try:
        found = meeting_in_week(team, wanted) if wanted else next_meeting(team, now=now)
    except NoSuchMeetingError:
        found = None
    if found is not None:
        return found, True
    monday = (wanted or Week.of_instant(now, zone).next()).monday
    starts_at = dt.datetime.combine(monday, USUAL, zone)
    return SalesMeeting(organization_id=team.organization_id, team=team, starts_at=starts_at), False


def _shown(meeting: SalesMeeting, *, as_of: dt.datetime | None, now: dt.datetime, is_planned: bool) -> Shown:
    if as_of is not None:
        return composed(pack_as_of(meeting, as_of=as_of))
    until = min(now, meeting.starts_at)
    return shown_pack(meeting, which="", now=until) if is_planned else composed(pack_as_of(meeting, as_of=until))


def _language_of_the_shell() -> str:
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return said[:2] if said[:2] in {code for code, _ in settings.LANGUAGES} else settings.LANGUAGE_CODE
