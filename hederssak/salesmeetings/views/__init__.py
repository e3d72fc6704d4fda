"""Pages of the sales meeting: when it is, what is prepared for it, and how it looks in the room."""

from hederssak.salesmeetings.views.chat import chat
from hederssak.salesmeetings.views.document import document
from hederssak.salesmeetings.views.how_they_go import how
from hederssak.salesmeetings.views.index import index
from hederssak.salesmeetings.views.learned import learned_page
from hederssak.salesmeetings.views.minutes import minutes
from hederssak.salesmeetings.views.pack import pack
from hederssak.salesmeetings.views.promises import (
    lay_one_aside,
    make_one_smaller,
    of_run,
    on_wall,
    settle_one,
    take_one_back,
)
from hederssak.salesmeetings.views.pulse import pulse
from hederssak.salesmeetings.views.room import room
from hederssak.salesmeetings.views.team_promises import of_team

__all__ = [
    "chat",
    "document",
    "how",
    "index",
    "lay_one_aside",
    "learned_page",
    "make_one_smaller",
    "minutes",
    "of_run",
    "of_team",
    "on_wall",
    "pack",
    "pulse",
    "room",
    "settle_one",
    "take_one_back",
]
