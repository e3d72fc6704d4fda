"""Everything that changes goals and quotas."""

from hederssak.goals.actions.counting import count_changed, count_habits, count_members
from hederssak.goals.actions.goals import (
    GoalDraft,
    NoAmountError,
    NotYourGoalError,
    OwnGoal,
    PeriodOverError,
    answer_prompt,
    answer_prompts,
    answer_suggestion,
    set_goal,
    set_goals,
    suggest_goal,
)

__all__ = [
    "GoalDraft",
    "NoAmountError",
    "NotYourGoalError",
    "OwnGoal",
    "PeriodOverError",
    "answer_prompt",
    "answer_prompts",
    "answer_suggestion",
    "count_changed",
    "count_habits",
    "count_members",
    "set_goal",
    "set_goals",
    "suggest_goal",
]
