"""A fake of Microsoft Graph v1.0's calendar that speaks its wire format and refuses what it refuses.

Reference: https://learn.microsoft.com/graph/api/resources/calendar
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from urllib.request import Request as Call
from urllib.request import urlopen
from uuid import uuid4
from zoneinfo import ZoneInfo, available_timezones

from werkzeug.wrappers import Request, Response

from tests.calendars.fake_service import FakeService, answer

ME = r"/v1\.0/me"
NOT_IN_DELTA = {"$expand", "$filter", "$orderby", "$search", "$select", "$top"}
EPOCH = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


@dataclass
class FakeMicrosoft(FakeService):
    """One mailbox."""

    subscriptions: dict[str, dict[str, str]] = field(default_factory=dict)
    now: dt.datetime = EPOCH

    def __post_init__(self) -> None:
        self.routes = [
            ("GET", rf"{ME}/calendarView/delta", self.delta),
            ("GET", rf"{ME}/events", self.search),
            ("POST", rf"{ME}/events", self.create),
            ("PATCH", rf"{ME}/events/([^/]+)", self.update),
            ("DELETE", rf"{ME}/events/([^/]+)", self.delete),
            ("POST", r"/v1\.0/subscriptions", self.subscribe),
            ("DELETE", r"/v1\.0/subscriptions/([^/]+)", self.unsubscribe),
        ]

    def more(self) -> dict[str, str]:
        """Microsoft gives a new refresh token each time (entra/identity-platform/refresh-tokens)."""
        self.refresh = f"refresh-{self.minted}"
        return {"refresh_token": self.refresh}

    def answer_to(self, request: Request) -> Response:
        """Refuse calls that ask for no immutable identifiers: the others change when an event is moved to a folder.

        https://learn.microsoft.com/graph/outlook-immutable-id
        """
        found = super().answer_to(request)
        wanted = request.path.startswith("/v1.0/me") and 'IdType="ImmutableId"' not in request.headers.get("Prefer", "")
        return self.refuse(400, "ErrorInvalidIdMalformed") if wanted else found

    def delta(self, request: Request) -> Response:
        """Say what changed in a view (api/event-delta): a link for the next page or, at the end, for the next round."""
        asked = request.args
        token = asked.get("$deltatoken") or asked.get("$skiptoken") or ""
        if NOT_IN_DELTA & set(asked):
            return self.refuse(400, "ErrorInvalidUrlQuery")  # "doesn't support $select, $filter, ..."
        if not token and not (asked.get("startDateTime") and asked.get("endDateTime")):
            return self.refuse(400, "ErrorInvalidParameter")
        if token and "startDateTime" in asked:
            return self.refuse(400, "ErrorInvalidUrlQuery")  # the token holds the view's ends
        window, since, start = (
            token.split("~") if token else (f"{asked['startDateTime']},{asked['endDateTime']}", "0", "0")
        )
        if token and int(since) < self.oldest and since != "0":
            return self.refuse(410, "syncStateNotFound")  # delta-query-overview: 410 Gone, start over
        if self.fails():
            return self.refuse(503, "serviceUnavailable")
        prefer = request.headers.get("Prefer", "")
        page = re.search(r"odata\.maxpagesize=(\d+)", prefer)
        self.page = int(page[1]) if page else 10
        names = [name for name in self.since(int(since)) if self._told(name, window, first=since == "0")]
        some, following = self.cut(names, int(start))
        link = f"{request.base_url}?"
        if following is None:
            more = {"@odata.deltaLink": f"{link}$deltatoken={window}~{self.clock}~0"}
        else:
            more = {"@odata.nextLink": f"{link}$skiptoken={window}~{since}~{following}"}
        zone = re.search(r'outlook\.timezone="([^"]+)"', prefer)
        return answer({"value": [self._shown(name, zone[1] if zone else "UTC") for name in some], **more})

    def search(self, request: Request) -> Response:
        """Find events by an extended property (api/singlevaluelegacyextendedproperty-get)."""
        wanted = re.fullmatch(
            r"singleValueExtendedProperties/Any\(ep: ep/id eq '([^']+)' and ep/value eq '([^']+)'\)",
            unquote(request.args.get("$filter", "")),
        )
        if not wanted:
            return self.refuse(400, "ErrorInvalidUrlQueryFilter")
        pair = {"id": wanted[1], "value": wanted[2]}
        found = [name for name, event in self.events.items() if pair in event.get("singleValueExtendedProperties", [])]
        return answer({"value": [self._shown(name, "UTC") for name in found]})

    def create(self, request: Request) -> Response:
        """Create an event (api/user-post-events)."""
        body = request.get_json()
        if not self._has_times(body):
            return self.refuse(400, "ErrorInvalidTimeZone")
        name = f"AAk{uuid4().hex}"
        self.events[name] = {**body, "type": "singleInstance", "iCalUId": f"040000008200E00074C5{uuid4().hex.upper()}"}
        self.touch(name)
        return answer(self._shown(name, "UTC"), 201)

    def update(self, request: Request, name: str) -> Response:
        """Change an event (api/event-update), if it is the one that was seen."""
        if name not in self.events:
            return self.refuse(404, "ErrorItemNotFound")
        if request.headers.get("If-Match", self._etag(name)) != self._etag(name):
            return self.refuse(412, "ErrorIrresolvableConflict")
        body = request.get_json()
        if ("start" in body or "end" in body) and not self._has_times(body):
            return self.refuse(400, "ErrorInvalidTimeZone")
        self.events[name] |= body
        self.touch(name)
        return answer(self._shown(name, "UTC"))

    def delete(self, request: Request, name: str) -> Response:
        """Delete an event (api/event-delete)."""
        if name not in self.events:
            return self.refuse(404, "ErrorItemNotFound")
        if request.headers.get("If-Match", self._etag(name)) != self._etag(name):
            return self.refuse(412, "ErrorIrresolvableConflict")
        self.drop(name)
        return answer(None, 204)

    def subscribe(self, request: Request) -> Response:
        """Make a subscription (api/subscription-post-subscriptions), after the address has said the token back.

        At most 10,080 minutes ahead (resources/subscription), clientState at most 128 letters.
        """
        body = request.get_json()
        until = dt.datetime.fromisoformat(body["expirationDateTime"])
        if not body["notificationUrl"].startswith(("https://", "http://127.0.0.1", "http://localhost")):
            return self.refuse(400, "InvalidRequest")
        if until > self.now + dt.timedelta(minutes=10_080) or len(body.get("clientState", "")) > 128:
            return self.refuse(400, "ExtensionError")
        said_back = Call(f"{body['notificationUrl']}?validationToken=Validation%3A+%C3%A5%2B1", method="POST")  # noqa: S310 (of this test)
        with urlopen(said_back) as heard:  # noqa: S310 (of this test)
            plain = heard.headers["Content-Type"].startswith("text/plain")
            if heard.status != 200 or not plain or heard.read().decode() != "Validation: å+1":
                return self.refuse(400, "ValidationError")
        name = str(uuid4())
        self.subscriptions[name] = body
        return answer({**body, "id": name, "expirationDateTime": f"{until:%Y-%m-%dT%H:%M:%S}.0000000Z"}, 201)

    def unsubscribe(self, _request: Request, name: str) -> Response:
        """End a subscription (api/subscription-delete)."""
        if self.subscriptions.pop(name, None) is None:
            return self.refuse(404, "ResourceNotFound")
        return answer(None, 204)

    def _told(self, name: str, window: str, *, first: bool) -> bool:
        """Say whether a view tells of an event: one inside, or one that is gone since."""
        if name not in self.events:
            return not first
        since, until = (dt.datetime.fromisoformat(side) for side in window.split(","))
        if self.events[name]["type"] == "seriesMaster":
            return True
        return _at(self.events[name]["start"]) < until and _at(self.events[name]["end"]) > since

    def _shown(self, name: str, zone: str) -> dict[str, Any]:
        """Return an event with its times in a zone; an occurrence without what its master says, as the delta does."""
        if name not in self.events:
            return {"@removed": {"reason": "deleted"}, "id": name}
        event = {key: value for key, value in self.events[name].items() if key != "etag"}
        for side in ("start", "end"):
            local = _at(event[side]).astimezone(ZoneInfo(zone))
            event[side] = {"dateTime": f"{local:%Y-%m-%dT%H:%M:%S}.0000000", "timeZone": zone}
        if event["type"] == "occurrence":
            event = {key: event[key] for key in ("type", "seriesMasterId", "start", "end")}
        return {"@odata.etag": self._etag(name), "id": name, **event}

    def _etag(self, name: str) -> str:
        return f"W/{self.events[name]['etag']}"

    @staticmethod
    def _has_times(body: dict[str, Any]) -> bool:
        """Say whether start and end have a time without offset and a zone beside it (resources/datetimetimezone)."""
        times = [body.get(side, {}) for side in ("start", "end")]
        good = all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?", said.get("dateTime", "")) for said in times)
        return good and all(said.get("timeZone") in available_timezones() for said in times)

    def put(self, name: str, starts_at: dt.datetime, hours: float = 1, **more: Any) -> None:
        """Write an event as its owner does."""
        ends_at = starts_at + dt.timedelta(hours=hours)
        plain = {"type": "singleInstance", "iCalUId": f"ical-{name}", "showAs": "busy", "subject": "Hos hudläkaren"}
        times = {"start": _said(starts_at), "end": _said(ends_at)}
        self.events[name] = {**plain, **self.events.get(name, {}), **times, **more}
        self.touch(name)

    def drop(self, name: str) -> None:
        """Delete an event as its owner does."""
        del self.events[name]
        self.touch(name)

    def call_about(self, name: str, *, key: str | None = None) -> int:
        """Send a change notification (change-notifications-delivery-webhooks) and return the answer's status."""
        body = self.subscriptions[name]
        one = {"subscriptionId": name, "clientState": key or body["clientState"], "changeType": "updated"}
        said = json.dumps({"value": [one]})
        url = urlsplit(body["notificationUrl"])
        assert not parse_qs(url.query)
        call = Call(body["notificationUrl"], said.encode(), {"Content-Type": "application/json"}, method="POST")  # noqa: S310 (of this test)
        with urlopen(call) as heard:  # noqa: S310 (of this test)
            return int(heard.status)


def _said(instant: dt.datetime) -> dict[str, str]:
    return {"dateTime": f"{instant.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S}", "timeZone": "UTC"}


def _at(said: dict[str, str]) -> dt.datetime:
    return (
        dt.datetime.fromisoformat(said["dateTime"][:19]).replace(tzinfo=ZoneInfo(said["timeZone"])).astimezone(dt.UTC)
    )
