"""The sales meeting from its pack to its minutes, one file per noun."""

from hederssak.salesmeetings.models.afterwards import MinutesSent, Pulse, TeamChat
from hederssak.salesmeetings.models.cases import Case, Insight
from hederssak.salesmeetings.models.packs import Freezing, Pack, PackLook, PreparedPack
from hederssak.salesmeetings.models.promises import MeetingPromise, PromiseState
from hederssak.salesmeetings.models.runs import EarlyArrival, Note, Presence, Run, RunItem, Spell

__all__ = [
    "Case",
    "EarlyArrival",
    "Freezing",
    "Insight",
    "MeetingPromise",
    "MinutesSent",
    "Note",
    "Pack",
    "PackLook",
    "PreparedPack",
    "Presence",
    "PromiseState",
    "Pulse",
    "Run",
    "RunItem",
    "Spell",
    "TeamChat",
]
