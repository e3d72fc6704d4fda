"""What can be done to customer meetings: write them down, prepare them, keep their checks, say what came of them."""

from hederssak.meetings.actions.checks import keep_checks, keep_due, keep_many
from hederssak.meetings.actions.debrief import AlreadyToldError, NotYetError, Outcome, debrief
from hederssak.meetings.actions.investments import InvestmentDraft, note_investments
from hederssak.meetings.actions.inviting import invite
from hederssak.meetings.actions.preparing import Guest, Preparation, ask_manager, prepare, would_take
from hederssak.meetings.actions.writing import (
    ActivityDraft,
    MeetingDraft,
    change_activities,
    change_meetings,
    make_activities,
    make_meetings,
)

__all__ = [
    "ActivityDraft",
    "AlreadyToldError",
    "Guest",
    "InvestmentDraft",
    "MeetingDraft",
    "NotYetError",
    "Outcome",
    "Preparation",
    "ask_manager",
    "change_activities",
    "change_meetings",
    "debrief",
    "invite",
    "keep_checks",
    "keep_due",
    "keep_many",
    "make_activities",
    "make_meetings",
    "note_investments",
    "prepare",
    "would_take",
]
