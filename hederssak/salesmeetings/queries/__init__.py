"""What a pack is made of, and which packs there are."""

from hederssak.salesmeetings.queries.meetings import NoSuchMeetingError, meeting_before, meeting_in_week, next_meeting
from hederssak.salesmeetings.queries.packs import frozen_pack, pack_as_of

__all__ = [
    "NoSuchMeetingError",
    "frozen_pack",
    "meeting_before",
    "meeting_in_week",
    "next_meeting",
    "pack_as_of",
]
