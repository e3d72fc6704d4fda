"""Google Calendar, API v3 (https://developers.google.com/workspace/calendar/api/v3/reference).

Only the fields that say when are asked for, so that no title ever comes here.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import httpx

from hederssak.calendars.providers.calls import Caller, retry_after
from hederssak.calendars.providers.protocol import (
    AccessRevoked,
    CalendarAway,
    Changes,
    Found,
    Overtaken,
    Refused,
    Span,
    TokenLost,
    Watch,
    Window,
    Written,
)
from hederssak.calendars.providers.writing import Outgoing

EVENT = (
    "id,status,etag,iCalUID,start,end,transparency,recurringEventId,originalStartTime,eventType,"
    "attendees(self,responseStatus)"
)
LIST = f"nextPageToken,nextSyncToken,items({EVENT})"
USAGE_LIMITS = {"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "calendarUsageLimitsExceeded"}
NOT_BUSY = {"workingLocation", "birthday"}
MOST_PAGES = 1000
LONGEST = dt.timedelta(days=31)


class Google:
    """A member's main calendar. Our events carry our own identifier: Google lets clients choose it."""

    def __init__(self, api: str, caller: Caller, *, calendar: str = "primary", page: int = 250) -> None:
        """Take the API's address; `page` is how many events are asked for at once, 2500 at most."""
        self.api, self.caller, self.page = api, caller, page
        self.events = f"{api}/calendars/{quote(calendar, safe='')}/events"

    def changes(self, token: str, window: Window) -> Changes:
        """Return what changed; Google expands what repeats.

        A sync token may not be given together with a time, and remembers the one that was asked for first.
        """
        asked: dict[str, Any] = {"singleEvents": "true", "maxResults": self.page, "fields": LIST}
        if token:
            asked["syncToken"] = token
        else:
            asked |= {"timeMin": _utc(window.since), "timeMax": _utc(window.until), "showDeleted": "false"}
        changes = Changes(token, is_whole=not token)
        for _page in range(MOST_PAGES):
            answer = self._call("GET", self.events, params=asked)
            if answer.status_code == 410:
                raise TokenLost
            said = _ok(answer)
            for item in said.get("items", []):
                self._add(item, changes, window)
            if "nextPageToken" not in said:
                break
            asked["pageToken"] = said["nextPageToken"]
        changes.token = said.get("nextSyncToken", "")
        return changes

    def find(self, uid: str, zone: ZoneInfo) -> Found | None:
        """Return our event as it stands there."""
        answer = self._call("GET", f"{self.events}/{_name(uid)}", params={"fields": EVENT})
        if answer.status_code in {404, 410}:
            return None
        item = _ok(answer)
        return None if item["status"] == "cancelled" else _found(item, zone)

    def write(self, entry: Outgoing, *, known: Written | None, zone: ZoneInfo) -> Written:
        """Write an event; one of ours that was deleted there still has its name, and is brought back."""
        body = _body(entry, zone)
        asked = {"fields": EVENT}
        if known:
            guard = {"If-Match": known.etag} if known.etag else {}
            answer = self._call("PUT", f"{self.events}/{known.href}", params=asked, json=body, headers=guard)
            if answer.status_code in {404, 410, 412}:
                raise Overtaken
        else:
            answer = self._call("POST", self.events, params=asked, json={"id": _name(entry.uid), **body})
            if answer.status_code == 409:
                answer = self._bring_back(entry, body)
        item = _ok(answer)
        return Written(item["id"], item["etag"], item.get("iCalUID", ""))

    def remove(self, known: Written) -> None:
        """Delete an event as we last saw it."""
        guard = {"If-Match": known.etag} if known.etag else {}
        answer = self._call("DELETE", f"{self.events}/{known.href}", headers=guard)
        if answer.status_code == 412:
            raise Overtaken
        if answer.status_code not in {404, 410}:
            _ok(answer)

    def watch(self, *, watch_id: str, key: str, url: str, until: dt.datetime) -> Watch:
        """Open a channel (guides/push); Google calls the address with the key in X-Goog-Channel-Token."""
        body = {
            "id": watch_id,
            "type": "web_hook",
            "address": url,
            "token": key,
            "expiration": str(int(until.timestamp() * 1000)),
        }
        said = _ok(self._call("POST", f"{self.events}/watch", json=body))
        until = dt.datetime.fromtimestamp(int(said["expiration"]) / 1000, dt.UTC)
        return Watch(said["id"], said["resourceId"], until)

    def unwatch(self, watch: Watch) -> None:
        """Close a channel."""
        answer = self._call("POST", f"{self.api}/channels/stop", json={"id": watch.id, "resourceId": watch.resource})
        if answer.status_code != 404:
            _ok(answer)

    def _bring_back(self, entry: Outgoing, body: dict[str, Any]) -> httpx.Response:
        """Write over an event of ours that was deleted there; one that stands is somebody else's doing."""
        href = f"{self.events}/{_name(entry.uid)}"
        standing = _ok(self._call("GET", href, params={"fields": EVENT}))
        if standing["status"] != "cancelled":
            raise Overtaken
        return self._call("PUT", href, params={"fields": EVENT}, json={**body, "status": "confirmed"})

    def _add(self, item: dict[str, Any], changes: Changes, window: Window) -> None:
        if item.get("status") == "cancelled":
            changes.remove(item["id"])
            return
        try:
            found = _found(item, window.zone)
        except (KeyError, ValueError):
            changes.left_out += 1
            return
        if found.spans[0].starts_at < window.until and found.spans[0].ends_at >= window.since:
            changes.add(found)
        else:
            changes.remove(item["id"])

    def _call(self, method: str, url: str, **options: Any) -> httpx.Response:
        """Call, and know a usage limit, which Google may say as 403 (guides/errors)."""
        answer = self.caller.call(method, url, **options)
        if answer.status_code == 403:
            reasons = {one.get("reason") for one in _error(answer).get("errors", [])}
            if reasons & USAGE_LIMITS:
                raise CalendarAway("throttled", wait=retry_after(answer))
            raise AccessRevoked("forbidden")
        return answer


def _name(uid: str) -> str:
    """Return our identifier as Google takes it: lower-case letters a to v and digits (events.insert, `id`)."""
    return uid.replace("-", "")


def _uid(item: dict[str, Any]) -> str:
    """Return the UID by which an event is known; ours by the identifier that we gave it."""
    name = item["id"]
    if len(name) == 32 and item.get("iCalUID", "").startswith(name):
        return f"{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:]}"
    return str(item.get("iCalUID") or name)[:300]


def _found(item: dict[str, Any], zone: ZoneInfo) -> Found:
    starts_at, all_day = _instant(item["start"], zone)
    ends_at, _ = _instant(item["end"], zone)
    original = _instant(item["originalStartTime"], zone)[0] if "originalStartTime" in item else None
    declined = any(one.get("self") and one.get("responseStatus") == "declined" for one in item.get("attendees", []))
    free = item.get("transparency") == "transparent" or item.get("eventType") in NOT_BUSY or declined
    uid = _uid(item)
    recurrence = f"{original:%Y%m%dT%H%M%SZ}" if original else ""
    span = Span(uid, recurrence, starts_at, min(max(starts_at, ends_at), starts_at + LONGEST), all_day, free)
    return Found(item["id"], item.get("etag", ""), uid, (span,))


def _instant(said: dict[str, str], zone: ZoneInfo) -> tuple[dt.datetime, bool]:
    if "date" in said:
        day = dt.date.fromisoformat(said["date"])
        return dt.datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(dt.UTC), True
    return dt.datetime.fromisoformat(said["dateTime"]).astimezone(dt.UTC), False


def _body(entry: Outgoing, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "summary": entry.title,
        "start": {"dateTime": entry.starts_at.astimezone(zone).isoformat(), "timeZone": zone.key},
        "end": {"dateTime": entry.ends_at.astimezone(zone).isoformat(), "timeZone": zone.key},
        "sequence": entry.sequence,
        "transparency": "opaque",
        **({"source": {"title": "Hederssak", "url": entry.url}} if entry.url.startswith("https://") else {}),
    }


def _utc(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _error(answer: httpx.Response) -> dict[str, Any]:
    try:
        said = answer.json().get("error", {})
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _ok(answer: httpx.Response) -> dict[str, Any]:
    """Return what was answered; a calendar that is not there is gone, and anything else is a refusal."""
    if answer.status_code == 404:
        raise AccessRevoked("gone")
    if answer.status_code >= 300:
        raise Refused("write")
    return dict(answer.json()) if answer.content else {}
