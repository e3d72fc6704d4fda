"""Microsoft 365 by Microsoft Graph v1.0 (https://learn.microsoft.com/graph/api/resources/calendar).

Delta queries take no `$select`, so titles do come along here; they are dropped before anything is kept.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import httpx

from hederssak.calendars.providers.calls import Caller
from hederssak.calendars.providers.protocol import (
    AccessRevoked,
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

OUR_UID = "String {7b7c1b0a-5a0e-4f0c-9d43-6f1f0a9a2f11} Name HederssakUid"
"""The extended property that holds our identifier: Outlook gives events identifiers and UIDs of its own."""

PREFER = 'IdType="ImmutableId", outlook.timezone="UTC"'
FREE = {"free", "workingElsewhere"}
LONGEST = dt.timedelta(days=31)
LONGEST_WATCH = dt.timedelta(minutes=10_000)
"""A subscription to events lives less than seven days, 10,080 minutes (resources/subscription)."""

MOST_PAGES = 1000


class Microsoft:
    """A member's main calendar."""

    def __init__(self, api: str, caller: Caller, *, page: int = 100) -> None:
        """Take the API's address; `page` is how many events are asked for at once."""
        self.api, self.caller, self.page = api, caller, page

    def changes(self, token: str, window: Window) -> Changes:
        """Return what changed in a calendar's view; the token is the link that the last answer ended with."""
        url = token or (
            f"{self.api}/me/calendarView/delta?startDateTime={_utc(window.since)}&endDateTime={_utc(window.until)}"
        )
        changes = Changes(token, is_whole=not token)
        items: dict[str, dict[str, Any]] = {}
        for _page in range(MOST_PAGES):
            answer = self._call("GET", url, more=f"odata.maxpagesize={self.page}")
            if answer.status_code == 410 or _code(answer) in {"syncStateNotFound", "resyncRequired"}:
                raise TokenLost
            said = _ok(answer)
            for item in said.get("value", []):
                items.pop(item["id"], None)  # said twice, it counts as said last (delta-query-overview, replays)
                items[item["id"]] = item
            if "@odata.nextLink" not in said:
                break
            url = said["@odata.nextLink"]
        self._take(items, changes, window)
        changes.token = said.get("@odata.deltaLink", "")
        return changes

    def find(self, uid: str, zone: ZoneInfo) -> Found | None:
        """Return our event as it stands there, by the property that holds our identifier."""
        wanted = f"singleValueExtendedProperties/Any(ep: ep/id eq '{OUR_UID}' and ep/value eq '{uid}')"
        url = f"{self.api}/me/events?$filter={quote(wanted)}&$select=id,iCalUId,start,end,isAllDay,showAs,isCancelled"
        items = _ok(self._call("GET", url)).get("value", [])
        standing = [one for one in items if not one.get("isCancelled")]
        return _found(standing[0], {}, zone) if standing else None

    def write(self, entry: Outgoing, *, known: Written | None, zone: ZoneInfo) -> Written:
        """Write an event, over the one that is known or as a new one."""
        body = _body(entry, zone)
        if known:
            guard = {"If-Match": known.etag} if known.etag else {}
            answer = self._call("PATCH", f"{self.api}/me/events/{known.href}", json=body, headers=guard)
            if answer.status_code in {404, 410, 412}:
                raise Overtaken
        else:
            body["singleValueExtendedProperties"] = [{"id": OUR_UID, "value": entry.uid}]
            answer = self._call("POST", f"{self.api}/me/events", json=body)
        item = _ok(answer)
        return Written(item["id"], item.get("@odata.etag", ""), item.get("iCalUId", ""))

    def remove(self, known: Written) -> None:
        """Delete an event as we last saw it."""
        guard = {"If-Match": known.etag} if known.etag else {}
        answer = self._call("DELETE", f"{self.api}/me/events/{known.href}", headers=guard)
        if answer.status_code == 412:
            raise Overtaken
        if answer.status_code not in {404, 410}:
            _ok(answer)

    def watch(self, *, watch_id: str, key: str, url: str, until: dt.datetime) -> Watch:
        """Ask for change notifications; Microsoft calls the address at once with a `validationToken` to be said back.

        Microsoft names the subscription itself; `watch_id` is not used.
        """
        del watch_id
        body = {
            "changeType": "created,updated,deleted",
            "notificationUrl": url,
            "resource": "/me/events",
            "expirationDateTime": _utc(until),
            "clientState": key,
        }
        said = _ok(self._call("POST", f"{self.api}/subscriptions", json=body))
        return Watch(said["id"], said["resource"], _instant(said["expirationDateTime"]))

    def unwatch(self, watch: Watch) -> None:
        """End a subscription."""
        answer = self._call("DELETE", f"{self.api}/subscriptions/{watch.id}")
        if answer.status_code != 404:
            _ok(answer)

    def _take(self, items: dict[str, dict[str, Any]], changes: Changes, window: Window) -> None:
        """Sort what was said into found and gone.

        An occurrence says no more than when it is; the rest is its master's, whose identifier stands as the UID of
        all its occurrences, so that they go with it.
        """
        for href, item in items.items():
            if "@removed" in item or item.get("isCancelled"):
                changes.remove(href)
                continue
            if item.get("type") == "seriesMaster":  # it takes no time itself
                continue
            master = items.get(item.get("seriesMasterId", ""), {})
            try:
                found = _found(item, master, window.zone)
            except (KeyError, ValueError):
                changes.left_out += 1
                continue
            changes.add(found)

    def _call(self, method: str, url: str, *, more: str = "", **options: Any) -> httpx.Response:
        prefer = f"{PREFER}, {more}" if more else PREFER
        headers = {"Prefer": prefer, **options.pop("headers", {})}
        answer = self.caller.call(method, url, headers=headers, **options)
        if answer.status_code == 403:
            raise AccessRevoked("forbidden")
        return answer


def _found(item: dict[str, Any], master: dict[str, Any], zone: ZoneInfo) -> Found:
    all_day = bool(item.get("isAllDay", master.get("isAllDay", False)))
    starts_at, ends_at = (_when(item[name], zone, all_day=all_day) for name in ("start", "end"))
    shown = item.get("showAs", master.get("showAs", "busy"))
    said_no = item.get("responseStatus", master.get("responseStatus", {})).get("response") == "declined"
    uid = str(item.get("seriesMasterId") or item.get("iCalUId") or item["id"])[:300]
    recurrence = _original(item)
    span = Span(
        uid,
        recurrence,
        starts_at,
        min(max(starts_at, ends_at), starts_at + LONGEST),
        all_day,
        shown in FREE or said_no,
    )
    return Found(item["id"], item.get("@odata.etag", ""), uid, (span,))


def _original(item: dict[str, Any]) -> str:
    """Return when an instance of a series would have been; its identifier is its own, so this only tells them apart."""
    said = item.get("originalStart")
    return f"{_instant(said):%Y%m%dT%H%M%SZ}" if said else ""


def _when(said: dict[str, str], zone: ZoneInfo, *, all_day: bool) -> dt.datetime:
    """Return an instant of a `dateTimeTimeZone`, in UTC as was preferred; whole days are meant where the member is."""
    local = dt.datetime.fromisoformat(said["dateTime"][:19])
    if all_day:
        return local.replace(tzinfo=zone).astimezone(dt.UTC)
    named = said.get("timeZone", "UTC")
    return local.replace(tzinfo=dt.UTC if named in {"UTC", "Etc/GMT"} else ZoneInfo(named)).astimezone(dt.UTC)


def _instant(said: str) -> dt.datetime:
    """Return an instant that Graph writes with seven decimals and a Z."""
    return dt.datetime.fromisoformat(said[:19]).replace(tzinfo=dt.UTC)


def _body(entry: Outgoing, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "subject": entry.title,
        "start": {"dateTime": f"{entry.starts_at.astimezone(zone):%Y-%m-%dT%H:%M:%S}", "timeZone": zone.key},
        "end": {"dateTime": f"{entry.ends_at.astimezone(zone):%Y-%m-%dT%H:%M:%S}", "timeZone": zone.key},
        "showAs": "busy",
        "isReminderOn": True,
        "body": {"contentType": "text", "content": entry.url},
    }


def _utc(instant: dt.datetime) -> str:
    return f"{instant.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def _code(answer: httpx.Response) -> str:
    if answer.status_code < 400:
        return ""
    try:
        return str(answer.json()["error"]["code"])
    except (ValueError, KeyError, TypeError):
        return ""


def _ok(answer: httpx.Response) -> dict[str, Any]:
    """Return what was answered; anything but a yes is a refusal."""
    if answer.status_code == 404:
        raise AccessRevoked("gone")
    if answer.status_code >= 300:
        raise Refused("write")
    return dict(answer.json()) if answer.content else {}
