"""A fake of Google Calendar API v3 that speaks its wire format and refuses what it refuses.

Reference: https://developers.google.com/workspace/calendar/api/v3/reference/events
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from werkzeug.wrappers import Request, Response

from tests.calendars.fake_service import FakeService, answer

EVENTS = r"/calendar/v3/calendars/primary/events"
NOT_WITH_A_TOKEN = (
    "iCalUID",
    "orderBy",
    "privateExtendedProperty",
    "q",
    "sharedExtendedProperty",
    "timeMin",
    "timeMax",
)


@dataclass
class FakeGoogle(FakeService):
    """One calendar."""

    channels: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.routes = [
            ("GET", EVENTS, self.list),
            ("POST", EVENTS, self.insert),
            ("POST", rf"{EVENTS}/watch", self.watch),
            ("POST", r"/calendar/v3/channels/stop", self.stop),
            ("GET", rf"{EVENTS}/([^/]+)", self.get),
            ("PUT", rf"{EVENTS}/([^/]+)", self.update),
            ("DELETE", rf"{EVENTS}/([^/]+)", self.delete),
        ]

    def refuse(self, status: int, code: str, **headers: str) -> Response:
        """Errors name their reason in a list (guides/errors)."""
        self.refused.append(f"{status} {code}")
        said = {"error": {"code": status, "message": code, "errors": [{"domain": "global", "reason": code}]}}
        return answer(said, status, **headers)

    def more(self) -> dict[str, str]:
        """Google gives no new refresh token along (identity/protocols/oauth2/web-server#offline)."""
        return {"refresh_token": self.refresh} if self.minted == 1 else {}

    def list(self, request: Request) -> Response:
        """List events (reference/events/list)."""
        asked = request.args
        token = asked.get("syncToken", "")
        if wrong := self._wrong(asked):
            return self.refuse(400, wrong)
        if token and int(token.removeprefix("sync-")) < self.oldest:
            return self.refuse(410, "fullSyncRequired")  # guides/sync: 410 GONE, wipe and start over
        if self.fails():
            return self.refuse(503, "backendError")
        start = int(asked.get("pageToken", "0"))
        names = self.since(int(token.removeprefix("sync-")) if token else 0)
        if not token:  # showDeleted is false: what was deleted is not listed
            names = [name for name in names if self.events[name]["status"] != "cancelled" and self._in(name, asked)]
        some, following = self.cut(names, start)
        said: dict[str, Any] = {"kind": "calendar#events", "items": [self._shown(name) for name in some]}
        said |= {"nextSyncToken": f"sync-{self.clock}"} if following is None else {"nextPageToken": str(following)}
        return answer(said)

    @staticmethod
    def _wrong(asked: Any) -> str:
        """Return what the documentation of the list's parameters forbids, if any of it was done."""
        token = "syncToken" in asked
        if token and any(name in asked for name in NOT_WITH_A_TOKEN):
            return "badRequest"  # "cannot be specified together with nextSyncToken"
        if token and asked.get("showDeleted") == "false":
            return "badRequest"  # "it is not allowed to set showDeleted to False"
        if asked.get("singleEvents") != "true":
            return "badRequest"  # "should be the same as for the initial synchronization"
        if not 1 <= int(asked.get("maxResults", 250)) <= 2500:
            return "invalidParameter"
        stamp = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"
        times = [asked[name] for name in ("timeMin", "timeMax") if name in asked]
        # "must be an RFC3339 timestamp with mandatory time zone offset"
        return "" if all(re.fullmatch(stamp, said) for said in times) else "badRequest"

    def insert(self, request: Request) -> Response:
        """Add an event (reference/events/insert)."""
        body = request.get_json()
        name = body.get("id", f"made{self.clock}")
        if not re.fullmatch(r"[a-v0-9]{5,1024}", name):
            return self.refuse(400, "invalid")  # "characters allowed in the ID are those used in base32hex encoding"
        if name in self.events:
            return self.refuse(409, "duplicate")  # one that was deleted too
        if not self._has_times(body):
            return self.refuse(400, "required")
        self.events[name] = {**body, "id": name, "status": "confirmed", "iCalUID": f"{name}@google.com"}
        self.touch(name)
        return answer(self._shown(name))

    def get(self, _request: Request, name: str) -> Response:
        """Get an event; one that was deleted is there with the status cancelled (reference/events/get)."""
        return answer(self._shown(name)) if name in self.events else self.refuse(404, "notFound")

    def update(self, request: Request, name: str) -> Response:
        """Update an event, if it is the one that was seen (guides/version-resources)."""
        if name not in self.events:
            return self.refuse(404, "notFound")
        if request.headers.get("If-Match", self.events[name]["etag"]) != self.events[name]["etag"]:
            return self.refuse(412, "conditionNotMet")
        body = request.get_json()
        if not self._has_times(body):
            return self.refuse(400, "required")
        self.events[name] |= {"status": "confirmed", **body}
        self.touch(name)
        return answer(self._shown(name))

    def delete(self, request: Request, name: str) -> Response:
        """Delete an event (reference/events/delete); a second time it is 410, "Resource has been deleted"."""
        if name not in self.events:
            return self.refuse(404, "notFound")
        if self.events[name]["status"] == "cancelled":
            return self.refuse(410, "deleted")
        if request.headers.get("If-Match", self.events[name]["etag"]) != self.events[name]["etag"]:
            return self.refuse(412, "conditionNotMet")
        self.events[name]["status"] = "cancelled"
        self.touch(name)
        return answer(None, 204)

    def watch(self, request: Request) -> Response:
        """Open a channel (guides/push): an address by https, an identifier of its own."""
        body = request.get_json()
        if not body["address"].startswith("https://"):
            return self.refuse(400, "push.webhookUrlNotHttps")
        if body["id"] in self.channels:
            return self.refuse(400, "channelIdNotUnique")
        if not re.fullmatch(r"[A-Za-z0-9\-_+/=]{1,64}", body["id"]) or len(body.get("token", "")) > 256:
            return self.refuse(400, "invalid")
        self.channels[body["id"]] = body
        return answer({"kind": "api#channel", "id": body["id"], "resourceId": "r1", "expiration": body["expiration"]})

    def stop(self, request: Request) -> Response:
        """Close a channel; both names have to be given."""
        body = request.get_json()
        if body.get("id") not in self.channels or body.get("resourceId") != "r1":
            return self.refuse(404, "notFound")
        del self.channels[body["id"]]
        return answer(None, 204)

    def _shown(self, name: str) -> dict[str, Any]:
        """Return an event as listed; of one that was deleted often no more than its identifier is left."""
        event = self.events[name]
        if event["status"] == "cancelled":
            return {"id": name, "status": "cancelled", "etag": event["etag"]}
        return event

    def _in(self, name: str, asked: Any) -> bool:
        starts, ends = self.events[name]["start"], self.events[name]["end"]
        return _at(ends) > _at({"dateTime": asked["timeMin"]}) and _at(starts) < _at({"dateTime": asked["timeMax"]})

    @staticmethod
    def _has_times(body: dict[str, Any]) -> bool:
        """Say whether start and end are there: a time has an offset, or its zone beside it."""
        for side in ("start", "end"):
            said = body.get(side, {})
            written = said.get("dateTime", "")
            if not ("date" in said or re.search(r"(Z|[+-]\d\d:\d\d)$", written) or (written and said.get("timeZone"))):
                return False
        return True

    def put(self, name: str, starts_at: dt.datetime, hours: float = 1, **more: Any) -> None:
        """Write an event as its owner does."""
        ends_at = starts_at + dt.timedelta(hours=hours)
        standing = self.events.get(name, {"id": name, "iCalUID": f"{name}@google.com"})
        times = {"start": {"dateTime": starts_at.isoformat()}, "end": {"dateTime": ends_at.isoformat()}}
        self.events[name] = {**standing, "status": "confirmed", "summary": "Hos hudläkaren", **times, **more}
        self.touch(name)

    def drop(self, name: str) -> None:
        """Delete an event as its owner does."""
        self.events[name]["status"] = "cancelled"
        self.touch(name)


def _at(said: dict[str, str]) -> dt.datetime:
    if "date" in said:
        return dt.datetime.fromisoformat(said["date"]).replace(tzinfo=dt.UTC)
    return dt.datetime.fromisoformat(said["dateTime"])
