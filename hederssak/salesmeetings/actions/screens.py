"""What the open pages of a meeting hear: on which channel, and which words."""

from __future__ import annotations

import uuid

from hederssak.live.telling import tell

RUN, PROMISES, PULSE = "run", "promises", "pulse"
"""What may have changed; a page fetches anew what it shows of it."""


def channel_of(meeting: uuid.UUID) -> str:
    """Return the channel on which the pages of a meeting listen, a team's own or one at a customer."""
    return f"meeting.{meeting}"


def tell_screens(meeting: uuid.UUID, what: str = RUN) -> None:
    """Tell the open pages of a meeting what has changed, once the transaction stands."""
    tell(channel_of(meeting), what)
