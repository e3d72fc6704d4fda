"""Everything that changes goals and quotas."""

from hederssak.goals.actions.counting import count_changed, count_habits, count_members
from hederssak.goals.actions.goals import (
    GoalDraft,
    NoAmountError,
    NotYourGoalError,
    PeriodOverError,
    answer_prompt,
    answer_suggestion,
    set_goal,
    suggest_goal,
)

__all__ = [
    "GoalDraft",
    "NoAmountError",
    "NotYourGoalError",
    "PeriodOverError",
    "answer_prompt",
    "answer_suggestion",
    "count_changed",
    "count_habits",
    "count_members",
    "set_goal",
    "suggest_goal",
]
