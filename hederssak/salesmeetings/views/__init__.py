"""Pages of the sales meeting: when it is, what is prepared for it, and how it looks in the room."""

from hederssak.salesmeetings.views.document import document
from hederssak.salesmeetings.views.index import index
from hederssak.salesmeetings.views.pack import pack
from hederssak.salesmeetings.views.room import room

__all__ = ["document", "index", "pack", "room"]
