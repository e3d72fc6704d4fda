"""Finding a person's calendars from the address that they know: their server's (RFC 6764, RFC 5397)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from hederssak.calendars.providers import dav
from hederssak.calendars.providers.caldav import XML, is_near
from hederssak.calendars.providers.calls import Caller
from hederssak.calendars.providers.protocol import AccessRevoked, Refused

PRINCIPAL, HOME = dav.d("current-user-principal"), dav.c("calendar-home-set")
KIND, NAME, HOLDS = dav.d("resourcetype"), dav.d("displayname"), dav.c("supported-calendar-component-set")


@dataclass(frozen=True)
class Remote:
    """A calendar that can be connected."""

    address: str
    name: str


def calendars_at(url: str, caller: Caller) -> list[Remote]:
    """Return the calendars of events that a server has for whoever signs in; the address itself if it is one.

    Raises:
        Refused: `no_caldav`, there is no such server; `elsewhere`, it sends us to a stranger.
        AccessRevoked: the name or the password is wrong.

    """
    start = url if url.endswith("/") else f"{url}/"
    asked = [start, urljoin(start, "/.well-known/caldav")]
    for address in asked:
        found = _ask(address, "0", [PRINCIPAL, KIND, NAME, HOLDS], caller)
        if any(_is_calendar(one) for one in found):
            return [Remote(start, _name(found[0], start))]
        principal = next((one for one in (_link(one, PRINCIPAL) for one in found) if one), "")
        if principal:
            break
    else:
        raise Refused("no_caldav")
    principal = _near(urljoin(start, principal), start)
    homes = [_link(one, HOME) for one in _ask(principal, "0", [HOME], caller)]
    home = _near(urljoin(principal, next((one for one in homes if one), "") or principal), start)
    listed = _ask(home, "1", [KIND, NAME, HOLDS], caller)
    return [Remote(urljoin(home, one.href), _name(one, one.href)) for one in listed if _is_calendar(one)]


def _ask(url: str, depth: str, names: list[str], caller: Caller) -> list[dav.Answer]:
    answer = caller.call("PROPFIND", url, content=dav.propfind(names), headers={**XML, "Depth": depth})
    if answer.status_code == 403:
        raise AccessRevoked("forbidden")
    return list(dav.answers(dav.parsed(answer.content))) if answer.status_code == 207 else []


def _near(found: str, given: str) -> str:
    if not is_near(found, given):
        raise Refused("elsewhere")
    return found


def _link(one: dav.Answer, name: str) -> str:
    holder = one.properties.get(name)
    return (holder.findtext(dav.d("href")) or "") if holder is not None else ""


def _is_calendar(one: dav.Answer) -> bool:
    kind, holds = one.properties.get(KIND), one.properties.get(HOLDS)
    if kind is None or kind.find(dav.c("calendar")) is None:
        return False
    return holds is None or any(part.get("name") == "VEVENT" for part in holds)


def _name(one: dav.Answer, address: str) -> str:
    return one.text(NAME) or address.rstrip("/").rsplit("/", 1)[-1]
