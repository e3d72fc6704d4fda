"""CalDAV (RFC 4791) with what changed since last time (RFC 6578): Nextcloud, iCloud, Fastmail, Zimbra, Radicale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

import httpx

from hederssak.calendars.providers import dav
from hederssak.calendars.providers.calls import Caller
from hederssak.calendars.providers.protocol import (
    AccessRevoked,
    Changes,
    Found,
    Overtaken,
    Refused,
    TokenLost,
    Window,
    Written,
)
from hederssak.calendars.providers.reading import read_calendar
from hederssak.calendars.providers.writing import Outgoing, calendar_text

AT_ONCE = 50
MOST_PAGES = 1000
XML = {"Content-Type": "application/xml; charset=utf-8"}
SYNC, CTAG = "sync:", "ctag:"
_EARLY, _LATE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC), dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
NO_SYNC = {400, 403, 404, 405, 415, 501}
"""How servers say that they can't tell what changed."""


class CalDav:
    """One calendar of a CalDAV server; `address` ends in a slash."""

    def __init__(self, address: str, caller: Caller) -> None:
        """Take the calendar's own address, as `discovery.calendars_at` gives it."""
        self.address, self.caller = address, caller

    def changes(self, token: str, window: Window) -> Changes:
        """Return what changed; a server without sync tokens is asked for all, unless its ctag is the same."""
        if token.startswith(CTAG):
            return self._by_query(token, window)
        try:
            return self._by_token(token.removeprefix(SYNC), window)
        except _NoSync:
            return self._by_query("", window)

    def find(self, uid: str, zone: ZoneInfo) -> Found | None:
        """Return our event as it stands there, under whatever name the server keeps it."""
        window = Window(_EARLY, _LATE, zone)
        answer = self._report(dav.query(uid=uid))
        for one in dav.answers(_multistatus(answer)):
            found = _found(one, window)
            if found and found.uid == uid:
                return found
        return None

    def write(self, entry: Outgoing, *, known: Written | None, zone: ZoneInfo) -> Written:
        """Write an event, never over one that we have not seen (If-Match, If-None-Match)."""
        href = known.href if known else dav.path_of(urljoin(self.address, f"{entry.uid}.ics"))
        guard = {"If-Match": known.etag} if known and known.etag else {} if known else {"If-None-Match": "*"}
        answer = self.caller.call(
            "PUT",
            urljoin(self.address, href),
            content=calendar_text([entry], zone=zone).encode(),
            headers={"Content-Type": "text/calendar; charset=utf-8", **guard},
        )
        if answer.status_code == 412 or (known and answer.status_code in {404, 410}):
            raise Overtaken
        if answer.status_code in {404, 410}:
            raise AccessRevoked("gone")
        if answer.status_code >= 300:
            raise Refused("write")
        return Written(href, answer.headers.get("ETag") or self._etag(href), entry.uid)

    def remove(self, known: Written) -> None:
        """Delete an event as we last saw it."""
        guard = {"If-Match": known.etag} if known.etag else {}
        answer = self.caller.call("DELETE", urljoin(self.address, known.href), headers=guard)
        if answer.status_code == 412:
            raise Overtaken
        if answer.status_code >= 300 and answer.status_code not in {404, 410}:
            raise Refused("write")

    def _by_token(self, token: str, window: Window) -> Changes:
        changes = Changes(token, is_whole=not token)
        wanted: dict[str, None] = {}
        for _page in range(MOST_PAGES):
            answer = self._report(dav.sync_collection(changes.token))
            _refuse_unsynced(answer, token)
            root = _multistatus(answer)
            more = False
            for one in dav.answers(root):
                if one.status == 507:  # the server gives so much at once (RFC 6578, 3.6)
                    more = True
                elif one.status in {404, 410}:
                    wanted.pop(one.href, None)
                    changes.remove(one.href)
                elif one.href != dav.path_of(self.address):
                    changes.gone.discard(one.href)
                    wanted[one.href] = None
            changes.token = root.findtext(dav.d("sync-token")) or ""
            if not changes.token:
                raise _NoSync
            if not more:
                break
        self._read(list(wanted), changes, window)
        changes.token = SYNC + changes.token
        return changes

    def _by_query(self, token: str, window: Window) -> Changes:
        ctag = CTAG + self._ctag()
        if ctag == token and ctag != CTAG:
            return Changes(token, is_whole=False)
        answer = self._report(dav.query(since=window.since, until=window.until))
        changes = Changes(ctag, is_whole=True)
        for one in dav.answers(_multistatus(answer)):
            self._add(one, changes, window)
        return changes

    def _read(self, hrefs: Sequence[str], changes: Changes, window: Window) -> None:
        """Read the text of what changed, some at a time."""
        for some in _batches(hrefs):
            answer = self._report(dav.multiget(some))
            for one in dav.answers(_multistatus(answer)):
                if one.status in {404, 410}:
                    changes.remove(one.href)
                else:
                    self._add(one, changes, window)

    def _add(self, one: dav.Answer, changes: Changes, window: Window) -> None:
        try:
            found = _found(one, window)
        except Refused:
            changes.left_out += 1
            found = Found(one.href, one.text(dav.d("getetag")), "", ())
        if found:
            changes.add(found)

    def _report(self, body: bytes) -> httpx.Response:
        answer = self.caller.call("REPORT", self.address, content=body, headers={**XML, "Depth": "1"})
        if answer.status_code in {404, 410}:
            raise AccessRevoked("gone")
        return answer

    def _ctag(self) -> str:
        return self._property(self.address, dav.CTAG)

    def _etag(self, href: str) -> str:
        return self._property(urljoin(self.address, href), dav.d("getetag"))

    def _property(self, url: str, name: str) -> str:
        answer = self.caller.call("PROPFIND", url, content=dav.propfind([name]), headers={**XML, "Depth": "0"})
        if answer.status_code != 207:
            return ""
        return next((one.text(name) for one in dav.answers(dav.parsed(answer.content))), "")


class _NoSync(Exception):
    """The server can't tell what changed."""


def _refuse_unsynced(answer: httpx.Response, token: str) -> None:
    """Raise `TokenLost` where the server has forgotten the token, `_NoSync` where it knows of none."""
    if answer.status_code == 207:
        return
    if token and (dav.says(answer.content, "valid-sync-token") or answer.status_code in {409, 410, 412}):
        raise TokenLost
    if answer.status_code in NO_SYNC:
        raise _NoSync


def _multistatus(answer: httpx.Response) -> Element:
    if answer.status_code == 403:
        raise AccessRevoked("forbidden")
    if answer.status_code != 207:
        raise Refused("no_caldav")
    return dav.parsed(answer.content)


def _found(one: dav.Answer, window: Window) -> Found | None:
    """Return an object with its times; None for what is no event, such as the calendar itself."""
    text = one.text(dav.c("calendar-data"))
    if not text:
        return None
    reading = read_calendar(text.encode(), window)
    if not reading.spans and reading.left_out:
        raise Refused("event")
    uid = next(iter(reading.spans), "")
    spans = tuple(span for many in reading.spans.values() for span in many)
    return Found(one.href, one.text(dav.d("getetag")), uid, spans)


def _batches(hrefs: Sequence[str]) -> Iterator[Sequence[str]]:
    return (hrefs[start : start + AT_ONCE] for start in range(0, len(hrefs), AT_ONCE))


def is_near(found: str, given: str) -> bool:
    """Say whether a server may send us on with the member's password: to itself, or within its own domain by https."""
    there, here = urlsplit(found), urlsplit(given)
    if (there.scheme, there.netloc) == (here.scheme, here.netloc):
        return True
    domain = ".".join((here.hostname or "").split(".")[-2:])
    inside = "." in domain and f".{there.hostname or ''}".endswith(f".{domain}")
    return there.scheme == "https" and inside and not domain.replace(".", "").isdigit()
