"""What a pack is made of, which packs there are, and how they are told."""

from hederssak.salesmeetings.queries.composing import pack_as_of
from hederssak.salesmeetings.queries.meetings import NoSuchMeetingError, meeting_before, meeting_in_week, next_meeting
from hederssak.salesmeetings.queries.overview import (
    Overview,
    meetings_with_packs,
    overview_of,
    summaries_before,
    teams_to_meet,
)
from hederssak.salesmeetings.queries.packs import NothingFrozenError, Shown, composed, frozen_pack, shown_pack
from hederssak.salesmeetings.queries.telling import tell
from hederssak.salesmeetings.queries.told import Told

__all__ = [
    "NoSuchMeetingError",
    "NothingFrozenError",
    "Overview",
    "Shown",
    "Told",
    "composed",
    "frozen_pack",
    "meeting_before",
    "meeting_in_week",
    "meetings_with_packs",
    "next_meeting",
    "overview_of",
    "pack_as_of",
    "shown_pack",
    "summaries_before",
    "teams_to_meet",
    "tell",
]
