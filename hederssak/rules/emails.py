"""E-mail addresses as people and exports write them, made comparable (imports, owners and contacts)."""

import re

_SHOWN_NAME = re.compile(r".*<([^<>]+)>\s*")
_ADDRESS = re.compile(r"[^\s@,;<>]+@[^\s@,;<>.]+(?:\.[^\s@,;<>.]+)+")
_SEPARATORS = re.compile(r"[;,\s]+")


def normalized_email(text: str) -> str | None:
    """Return one address in lower case without its shown name, or None where there is none.

    Plus tags and dots stay: they tell mailboxes apart at most hosts.
    """
    shown = _SHOWN_NAME.fullmatch(text)
    address = (shown[1] if shown else text).strip().removeprefix("mailto:").lower()
    return address if _ADDRESS.fullmatch(address) else None


def emails_in(cell: str) -> tuple[str, ...]:
    """Return every address in a cell, in order and once each; some exports put several into one."""
    parts = _SEPARATORS.split(cell.replace("<", " ").replace(">", " "))
    return tuple(dict.fromkeys(found for part in parts if (found := normalized_email(part))))
