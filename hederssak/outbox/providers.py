"""A line to a chat's incoming webhook (Slack, Mattermost, Teams): JSON with a text, which all three take."""

from __future__ import annotations

import httpx

from hederssak.lib.outside_calls import GuardedClient

PATIENT = frozenset({408, 425, 429})
"""Answers of the 400s that only ask for patience; the others say that the address or the line is wrong."""

FAILED_WITH_200 = "Webhook message delivery failed"
"""How a connector of Teams says no while its status says yes."""

MOST = 4000
"""Characters that all of them take; what is longer is cut at a line."""


class ChatRefused(Exception):
    """The service said no; `for_good` where trying again would not help, such as an address that was withdrawn."""

    def __init__(self, what: str, *, for_good: bool) -> None:
        """Keep what it said."""
        super().__init__(what)
        self.for_good = for_good


def post_line(address: str, text: str) -> None:
    """Post a text to an address; nothing is followed elsewhere: whoever gave the address gave that one.

    Raises:
        ChatRefused: the service said no, nobody answers, or the address is none that this server calls.

    """
    with GuardedClient(follow_redirects=False) as client:
        try:
            answer = client.ask("POST", address, json={"text": _cut(text)})
        except httpx.UnsupportedProtocol as error:
            raise ChatRefused("an address that is not called", for_good=True) from error
        except httpx.HTTPError as error:
            raise ChatRefused(type(error).__name__, for_good=False) from error
    said = answer.text[:120]
    if not answer.is_success:
        for_good = answer.status_code < 500 and answer.status_code not in PATIENT
        raise ChatRefused(f"{answer.status_code}: {said}", for_good=for_good)
    if FAILED_WITH_200 in answer.text:
        raise ChatRefused(said, for_good=False)


def _cut(text: str) -> str:
    """Return as many whole lines as are taken."""
    if len(text) <= MOST:
        return text
    return text[:MOST].rsplit("\n", 1)[0] + "\n…"
