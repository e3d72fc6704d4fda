"""WebDAV's XML, as far as CalDAV needs it (RFC 4918, 4791, 6578): questions written, answers read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree as ET

from hederssak.calendars.providers.protocol import Refused

DAV, CAL, SERVER = "DAV:", "urn:ietf:params:xml:ns:caldav", "http://calendarserver.org/ns/"


@dataclass(frozen=True)
class Answer:
    """What a server says of one resource: its path, 404 or 507 in place of properties, and the properties it has."""

    href: str
    status: int
    properties: dict[str, ET.Element]

    def text(self, name: str) -> str:
        """Return a property's text, empty when it has none."""
        found = self.properties.get(name)
        return (found.text or "").strip() if found is not None else ""


def d(name: str) -> str:
    """Return a name of WebDAV's."""
    return f"{{{DAV}}}{name}"


def c(name: str) -> str:
    """Return a name of CalDAV's."""
    return f"{{{CAL}}}{name}"


CTAG = f"{{{SERVER}}}getctag"


def path_of(href: str) -> str:
    """Return the path of an address, spelled in one way however the server spelled it."""
    return quote(unquote(urlsplit(href).path), safe="/:@!$&'()*+,;=~-._")


def propfind(names: Sequence[str]) -> bytes:
    """Ask for properties."""
    root = ET.Element(d("propfind"))
    _properties(root, names)
    return _written(root)


def sync_collection(token: str) -> bytes:
    """Ask what changed since a token; an empty one asks for everything (RFC 6578, 3.2)."""
    root = ET.Element(d("sync-collection"))
    ET.SubElement(root, d("sync-token")).text = token
    ET.SubElement(root, d("sync-level")).text = "1"
    _properties(root, [d("getetag")])
    return _written(root)


def multiget(hrefs: Sequence[str]) -> bytes:
    """Ask for the text of some objects (RFC 4791, 7.9)."""
    root = ET.Element(c("calendar-multiget"))
    _properties(root, [d("getetag"), c("calendar-data")])
    for href in hrefs:
        ET.SubElement(root, d("href")).text = href
    return _written(root)


def query(*, since: dt.datetime | None = None, until: dt.datetime | None = None, uid: str = "") -> bytes:
    """Ask for the events of a time, or for the one of a UID (RFC 4791, 7.8)."""
    root = ET.Element(c("calendar-query"))
    _properties(root, [d("getetag"), c("calendar-data")])
    calendar = ET.SubElement(ET.SubElement(root, c("filter")), c("comp-filter"), name="VCALENDAR")
    events = ET.SubElement(calendar, c("comp-filter"), name="VEVENT")
    if since and until:
        ET.SubElement(events, c("time-range"), start=f"{since:%Y%m%dT%H%M%SZ}", end=f"{until:%Y%m%dT%H%M%SZ}")
    if uid:
        wanted = ET.SubElement(events, c("prop-filter"), name="UID")
        ET.SubElement(wanted, c("text-match"), collation="i;octet").text = uid
    return _written(root)


def parsed(text: bytes) -> ET.Element:
    """Return an answer's root.

    Raises:
        Refused: it is no XML, as of a server that knows no CalDAV.

    """
    try:
        return ET.fromstring(text)  # noqa: S314 (expat bounds what entities may grow to since 2.4.1)
    except ET.ParseError as error:
        raise Refused("no_caldav") from error


def answers(root: ET.Element) -> Iterator[Answer]:
    """Yield what is said of each resource."""
    for response in root.findall(d("response")):
        properties: dict[str, ET.Element] = {}
        for part in response.findall(d("propstat")):
            if _status(part.findtext(d("status"))) == 200:
                properties |= {found.tag: found for holder in part.findall(d("prop")) for found in holder}
        status = _status(response.findtext(d("status"))) or 200
        yield Answer(path_of(response.findtext(d("href")) or ""), status, properties)


def says(text: bytes, name: str) -> bool:
    """Say whether a refusal names a reason of WebDAV's, such as `valid-sync-token`."""
    return f"{name}" in text.decode("utf-8", "replace")


def _properties(root: ET.Element, names: Sequence[str]) -> None:
    holder = ET.SubElement(root, d("prop"))
    for name in names:
        ET.SubElement(holder, name)


def _status(line: str | None) -> int:
    """Return the number in a line such as `HTTP/1.1 404 Not Found`."""
    parts = (line or "").split()
    return int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0


def _written(root: ET.Element) -> bytes:
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
