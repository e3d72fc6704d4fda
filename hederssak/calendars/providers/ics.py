"""A calendar behind an address, read only: what each calendar program can give away."""

from __future__ import annotations

import json
from hashlib import sha256

from hederssak.calendars.providers.calls import Caller
from hederssak.calendars.providers.protocol import AccessRevoked, Changes, Found, Refused, Window
from hederssak.calendars.providers.reading import read_calendar


class IcsCalendar:
    """Reads the whole text each time, unless the server says that it is the same as last time."""

    def __init__(self, url: str, caller: Caller) -> None:
        """Take the secret address; `webcal:` is how calendar programs write https."""
        scheme, colon, rest = url.partition(":")
        self.url = f"https{colon}{rest}" if scheme.lower() in {"webcal", "webcals"} else url
        self.caller = caller

    def changes(self, token: str, window: Window) -> Changes:
        """Return all events, or nothing new when the text is the one that was read last.

        Raises:
            Refused: what is there is no calendar.
            AccessRevoked: the address is worth nothing any more.

        """
        known = json.loads(token) if token else {}
        asked = {"Accept": "text/calendar, */*;q=0.5"}
        if known.get("etag"):
            asked["If-None-Match"] = known["etag"]
        if known.get("modified"):
            asked["If-Modified-Since"] = known["modified"]
        answer = self.caller.call("GET", self.url, headers=asked)
        if answer.status_code == 304:
            return Changes(token, is_whole=False)
        if answer.status_code in {403, 404, 410}:
            raise AccessRevoked("gone")
        if answer.status_code >= 300:
            raise Refused("no_calendar")
        digest = sha256(answer.content).hexdigest()
        seen = {"etag": answer.headers.get("ETag"), "modified": answer.headers.get("Last-Modified"), "digest": digest}
        if digest == known.get("digest"):
            return Changes(json.dumps(seen), is_whole=False)
        reading = read_calendar(answer.content, window)
        changes = Changes(json.dumps(seen), is_whole=True, left_out=reading.left_out)
        for uid, spans in reading.spans.items():
            changes.add(Found(uid, "", uid, tuple(spans)))
        return changes
