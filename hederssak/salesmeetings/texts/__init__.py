"""The sentences of the sales meeting, one file per noun."""

from hederssak.salesmeetings.texts.cases import case
from hederssak.salesmeetings.texts.hours import hours
from hederssak.salesmeetings.texts.pack import (
    absent,
    activity,
    difference,
    ended,
    explanation,
    gaps,
    item,
    last_week,
    money,
    moved_before,
    not_planned,
    not_understood,
    opening,
    questions_of,
    step,
    summary,
    worth,
)

__all__ = [
    "absent",
    "activity",
    "case",
    "difference",
    "ended",
    "explanation",
    "gaps",
    "hours",
    "item",
    "last_week",
    "money",
    "moved_before",
    "not_planned",
    "not_understood",
    "opening",
    "questions_of",
    "step",
    "summary",
    "worth",
]
