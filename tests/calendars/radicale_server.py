"""A real CalDAV server, Radicale, on a free port of this machine, for as long as a test runs."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
from radicale import config
from radicale.app import Application

from tests.calendars.serving import Switchboard, served

USER, PASSWORD = "anna", "hemligt"

MAKE = """<?xml version="1.0"?><c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop>
<d:displayname>%s</d:displayname>
<c:supported-calendar-component-set><c:comp name="%s"/></c:supported-calendar-component-set></d:prop></d:set>
</c:mkcalendar>"""


@dataclass
class Phone:
    """The other end: what a person does in their own calendar program."""

    address: str
    client: httpx.Client

    def put(self, name: str, text: str) -> None:
        """Write an event."""
        self.client.put(f"{self.address}{name}.ics", content=text).raise_for_status()

    def get(self, name: str) -> str:
        """Read an event."""
        return self.client.get(f"{self.address}{name}.ics").raise_for_status().text

    def delete(self, name: str) -> None:
        """Delete an event."""
        self.client.delete(f"{self.address}{name}.ics").raise_for_status()

    def names(self) -> list[str]:
        """Return the names of all objects."""
        answer = self.client.request("PROPFIND", self.address, headers={"Depth": "1"})
        return sorted(re.findall(r"/([^/<]+\.ics)</", answer.text))


@dataclass
class Radicale:
    """The server, with one calendar of Anna's."""

    base: str
    board: Switchboard
    phone: Phone

    @property
    def address(self) -> str:
        """Where the calendar is."""
        return self.phone.address


@contextlib.contextmanager
def radicale(folder: Path) -> Iterator[Radicale]:
    """Start the server with its storage in a folder."""
    logging.getLogger("radicale").setLevel(logging.CRITICAL)
    passwords = folder / "passwords"
    passwords.write_text(f"{USER}:{PASSWORD}\n", encoding="ascii")
    configuration = config.load()
    configuration.update(
        {
            "auth": {
                "type": "htpasswd",
                "htpasswd_filename": str(passwords),
                "htpasswd_encryption": "plain",
                "delay": 0,
            },
            "storage": {"filesystem_folder": str(folder / "collections")},
            "logging": {"level": "critical"},
        },
        "test",
    )
    board = Switchboard(Application(configuration))
    with served(board) as base, httpx.Client(auth=(USER, PASSWORD), trust_env=False) as client:
        for name, holds in (("work", "VEVENT"), ("tasks", "VTODO")):
            made = client.request("MKCALENDAR", f"{base}{USER}/{name}/", content=MAKE % (name, holds))
            made.raise_for_status()
        yield Radicale(base, board, Phone(f"{base}{USER}/work/", client))
