"""Rows that are meetings or other activities. Many systems keep both in one list and tell them apart by a word."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from hederssak.crm.actions import Edit
from hederssak.history.actions import Source
from hederssak.imports.actions.kinds.base import Item, Kind, custom_of, set_custom
from hederssak.imports.actions.kinds.links import (
    ACCOUNT,
    CONTACT,
    DEAL,
    OWNER,
    set_account,
    set_contact,
    set_deal,
    set_owner,
)
from hederssak.imports.actions.reading import Problem, Said
from hederssak.imports.models import Verdict
from hederssak.imports.presets import ActivityWord, RecordKind, activity_of
from hederssak.imports.presets.dictionary import fold
from hederssak.meetings.actions import (
    ActivityDraft,
    MeetingDraft,
    change_activities,
    change_meetings,
    make_activities,
    make_meetings,
)
from hederssak.meetings.models import CustomerMeeting, MeetingState
from hederssak.pipeline.models import Activity, ActivityKind

USUAL = dt.timedelta(hours=1)
LONGEST = dt.timedelta(days=14)
TITLE = 300
CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?\s*([AaPp])?\.?[Mm]?\.?")
ENDINGS: Mapping[MeetingState, tuple[str, ...]] = {
    MeetingState.CANCELED: (
        "canceled",
        "cancelled",
        "inställd",
        "avbokad",
        "peruttu",
        "peruutettu",
        "avlyst",
        "aflyst",
    ),
    MeetingState.NO_SHOW: ("no show", "no-show", "uteblev", "uteblivet", "ei saapunut", "møtte ikke"),
    MeetingState.HELD: ("completed", "held", "done", "genomförd", "genomfört", "pidetty", "toteutunut", "gjennomført"),
    MeetingState.BOOKED: ("scheduled", "rescheduled", "planned", "booked", "bokad", "bokat", "varattu", "sovittu"),
}
_ENDINGS = {fold(word): state for state, words in ENDINGS.items() for word in words}
KINDS = {
    ActivityWord.CALL: ActivityKind.CALL,
    ActivityWord.EMAIL: ActivityKind.EMAIL,
    ActivityWord.TASK: ActivityKind.TASK,
    ActivityWord.NOTE: ActivityKind.NOTE,
}


class Doings(Kind):
    """What both kinds of file have in common; a row says itself whether it is a meeting."""

    natural = ("subject", "starts_at", "starts_time", "owner_name", "owner_email", "account_name", "opportunity_name")
    related = ("account", "opportunity")
    needs = (frozenset({"starts_at", "done_at", "created_on"}),)
    never_blank = frozenset({"title", "starts_at", "ends_at", "state", "kind", "at"})
    taken = (
        OWNER
        | ACCOUNT
        | CONTACT
        | DEAL
        | {"external_id", "subject", "kind", "starts_at", "starts_time", "ends_at", "ends_time", "duration", "done"}
        | {"done_at", "outcome", "created_on"}
    )

    def read(self, item: Item, said: Said) -> None:
        """Take when, what and with whom."""
        values = said.values
        at = self._start(values)
        if at is None:
            item.problems.append(Problem("start_missing", self.columns.header_of("starts_at")))
            return
        word = activity_of(values.get("kind") or "")
        item.extra["meeting"] = self._is_meeting(word)
        item.label = (values.get("subject") or values.get("kind") or item.key.removeprefix("~"))[:TITLE]
        if item.extra["meeting"]:
            self._read_meeting(item, values, at)
        else:
            item.now |= {
                "at": at,
                "subject": values.get("subject"),
                "kind": KINDS.get(word or ActivityWord.MEETING, ActivityKind.OTHER),
            }
        if item.problems:
            return
        self._link(item, said)
        set_custom(item, said)

    def _is_meeting(self, word: ActivityWord | None) -> bool:
        return word is ActivityWord.MEETING

    def _link(self, item: Item, said: Said) -> None:
        set_account(self.world, item, said)
        set_deal(self.world, item, said)
        set_contact(self.world, item, said)
        set_owner(self.world, item, said)
        contact = item.now.pop("contact", None)
        if item.extra["meeting"]:
            item.extra["attendees"] = [contact] if contact else []
        else:
            if "owner" in item.now:
                item.now["member"] = item.now.pop("owner")
            if contact:
                item.now["contact"] = contact

    def _start(self, values: Mapping[str, Any]) -> dt.datetime | None:
        at: dt.datetime | None = values.get("starts_at") or values.get("done_at")
        if at is None and values.get("created_on"):
            at = dt.datetime.combine(values["created_on"], dt.time(), tzinfo=self.columns.zone).astimezone(dt.UTC)
        return self._with_clock(at, values.get("starts_time")) if at else None

    def _with_clock(self, at: dt.datetime, clock: str | None) -> dt.datetime:
        found = CLOCK.fullmatch((clock or "").strip())
        if not found or int(found[1]) > 23 or int(found[2]) > 59:
            return at
        hour = int(found[1]) % 12 + (12 if found[3] in "Pp" else 0) if found[3] else int(found[1])
        return at.astimezone(self.columns.zone).replace(hour=hour, minute=int(found[2])).astimezone(dt.UTC)

    def _read_meeting(self, item: Item, values: Mapping[str, Any], at: dt.datetime) -> None:
        ends = values.get("ends_at")
        if ends is None and values.get("ends_time"):
            ends = self._with_clock(at, values["ends_time"])
        ends = ends or at + (_minutes(values.get("duration")) or USUAL)
        if ends < at or ends - at > LONGEST:
            column = self.columns.header_of("ends_at") or self.columns.header_of("ends_time")
            item.problems.append(Problem("ends_before_start", column))
            return
        item.now |= {
            "title": item.label,
            "starts_at": at,
            "ends_at": ends,
            "state": self._state(values, ends),
        }
        logged = values.get("created_on")
        at_source = dt.datetime.combine(logged, dt.time(), tzinfo=self.columns.zone) if logged else at
        item.extra["logged_at"] = min(at_source, self.frame.exported_at)

    def _state(self, values: Mapping[str, Any], ends: dt.datetime) -> MeetingState:
        """Return how a meeting stands; one that is over and of which nothing else is said was held."""
        said = _ENDINGS.get(fold(values.get("outcome") or "")) if values.get("outcome") else None
        if said is not None:
            return said
        done = values.get("done")
        if done is None:
            return MeetingState.HELD if ends <= self.frame.exported_at else MeetingState.BOOKED
        return MeetingState.HELD if done else MeetingState.BOOKED

    def records(self, pks: Collection[uuid.UUID], *, locked: bool) -> dict[uuid.UUID, Any]:
        """Return the meetings and activities."""
        found: dict[uuid.UUID, Any] = {}
        for rows in (
            CustomerMeeting.objects.filter(pk__in=pks).select_related("account", "opportunity", "owner"),
            Activity.objects.filter(pk__in=pks).select_related("account", "opportunity", "member", "contact"),
        ):
            found |= {row.pk: row for row in (rows.select_for_update(of=("self",)) if locked else rows)}
        return found

    def kind_of(self, item: Item) -> str:
        """Return what the row is, whichever list it stands in."""
        return RecordKind.MEETING if item.extra["meeting"] else RecordKind.ACTIVITY

    def merge(self, item: Item) -> None:
        """Compare; a row that was a call and is now a meeting stays what it was."""
        if isinstance(item.record, CustomerMeeting) is not item.extra["meeting"]:
            item.verdict = Verdict.ALONE
            return
        super().merge(item)

    def make(self, items: Sequence[Item], *, source: Source, now: dt.datetime) -> None:
        """Write new meetings and activities."""
        organization = self.world.organization
        meetings = [_meeting(item) for item in items if item.extra["meeting"]]
        activities = [_activity(item) for item in items if not item.extra["meeting"]]
        make_meetings(meetings, organization=organization, source=source, now=now)
        make_activities(activities, organization=organization, source=source, now=now)

    def change(self, items: Sequence[Item], *, source: Source, now: dt.datetime) -> None:
        """Write changes."""
        edits: list[Edit[Any]] = [
            Edit(record=item.record, values=item.changes, source=self.since(item, source)) for item in items
        ]
        organization = self.world.organization
        meetings = [edit for edit in edits if isinstance(edit.record, CustomerMeeting)]
        activities = [edit for edit in edits if isinstance(edit.record, Activity)]
        change_meetings(meetings, organization=organization, source=source, now=now)
        change_activities(activities, organization=organization, source=source, now=now)


class Meetings(Doings):
    """A file of meetings: every row is one, whatever else it says."""

    kind = RecordKind.MEETING
    model = CustomerMeeting

    def _is_meeting(self, word: ActivityWord | None) -> bool:
        del word
        return True


class Activities(Doings):
    """A file of activities, some of which may be meetings."""

    kind = RecordKind.ACTIVITY
    model = Activity


def _meeting(item: Item) -> MeetingDraft:
    now = item.now
    return MeetingDraft(
        id=item.made_id,
        title=now["title"],
        starts_at=now["starts_at"],
        ends_at=now["ends_at"],
        logged_at=item.extra["logged_at"],
        account=now.get("account"),
        opportunity=now.get("opportunity"),
        owner=now.get("owner"),
        state=now["state"],
        attendees=item.extra["attendees"],
        custom=custom_of(now),
    )


def _activity(item: Item) -> ActivityDraft:
    now = item.now
    return ActivityDraft(
        id=item.made_id,
        kind=now["kind"],
        at=now["at"],
        subject=now.get("subject") or "",
        opportunity=now.get("opportunity"),
        account=now.get("account"),
        contact=now.get("contact"),
        member=now.get("member"),
        custom=custom_of(now),
    )


def _minutes(text: str | None) -> dt.timedelta | None:
    """Read a duration: minutes, or hours and minutes with a colon between."""
    found = re.fullmatch(r"(\d{1,3})(?::(\d{2}))?(?::\d{2})?(?:\s*min\w*\.?)?", (text or "").strip())
    if found is None:
        return None
    whole, rest = int(found[1]), found[2]
    return dt.timedelta(hours=whole, minutes=int(rest)) if rest else dt.timedelta(minutes=whole)
