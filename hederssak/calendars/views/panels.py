"""What a member's first page shows of their calendars: only what waits for them."""

from __future__ import annotations

from dataclasses import dataclass

from hederssak.calendars import texts
from hederssak.calendars.models import Question
from hederssak.calendars.queries.questions import open_questions, to_mend
from hederssak.org.models import Member
from hederssak.org.queries import zone_of


@dataclass(frozen=True)
class Asked:
    """A question as it is put: what happened, and each answer with what its button says."""

    row: Question
    sentence: str
    buttons: list[tuple[str, str]]


@dataclass(frozen=True)
class Waiting:
    """What calendars want of a member: answers, and to be connected again."""

    questions: list[Asked]
    to_mend: int


def waiting(member: Member) -> Waiting:
    """Return what waits for a member in their calendars."""
    zone = zone_of(member)
    rows = open_questions(member)
    asked = [Asked(row, texts.question(row, zone=zone), texts.answers(row)) for row in rows]
    return Waiting(asked, to_mend(member))
