"""What is done with calendars."""

from hederssak.calendars.actions.connections import connect, disconnect
from hederssak.calendars.actions.entries import Wanted, drop_entries, drop_entry, keep_entries, keep_entry
from hederssak.calendars.actions.feeds import feed_key, renew_feed
from hederssak.calendars.actions.questions import AlreadyAnswered, answer_question

__all__ = [
    "AlreadyAnswered",
    "Wanted",
    "answer_question",
    "connect",
    "disconnect",
    "drop_entries",
    "drop_entry",
    "feed_key",
    "keep_entries",
    "keep_entry",
    "renew_feed",
]
