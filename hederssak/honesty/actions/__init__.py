"""What is done about honesty: judging, learning what is usual, objecting."""

from hederssak.honesty.actions.judging import judge_changed, judge_few_changed, judge_organization, judge_these
from hederssak.honesty.actions.learning import learn
from hederssak.honesty.actions.objections import NothingToObjectToError, answer_objection, object_to

__all__ = [
    "NothingToObjectToError",
    "answer_objection",
    "judge_changed",
    "judge_few_changed",
    "judge_organization",
    "judge_these",
    "learn",
    "object_to",
]
